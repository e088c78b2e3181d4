import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** One request to the API. `path` includes the query; `status` is 0 when the connection was reset without an answer. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ms: number;
}

/** Oldest entries go first beyond this number, so that a long run keeps its memory. */
const KEPT = 20_000;

/** The API requests answered so far, oldest first. */
export class RequestLog {
  private kept: LoggedRequest[] = [];

  constructor(private readonly listener?: (request: LoggedRequest) => void) {}

  add(request: LoggedRequest): void {
    if (this.kept.length >= KEPT) this.kept = this.kept.slice(KEPT / 10);
    this.kept.push(request);
    this.listener?.(request);
  }

  all(): LoggedRequest[] {
    return [...this.kept];
  }

  clear(): void {
    this.kept = [];
  }
}

const OWN_PAGES = /^\/(__sandbox|admin)(?![^/?])/i;

/** Whether a request is one to the API or to company info, not one to the sandbox's own pages. */
export const isApiRequest = ({ url }: FastifyRequest): boolean => !OWN_PAGES.test(url);

/**
 * Notes every API request just before its answer leaves, so that a client that has the answer finds it in the log.
 * Install it after every hook that may still change or drop an answer.
 */
export function installRequestLog(app: FastifyInstance, log: RequestLog): void {
  app.addHook("onSend", (request, reply, payload, done) => {
    if (isApiRequest(request)) log.add(entryOf(request, reply, reply.statusCode));
    done(null, payload);
  });
}

/** The entry of a request; status 0 for one that gets no answer. */
export const entryOf = ({ method, url }: FastifyRequest, reply: FastifyReply, status: number): LoggedRequest => ({
  method,
  path: url,
  status,
  ms: Math.round(reply.elapsedTime),
});
