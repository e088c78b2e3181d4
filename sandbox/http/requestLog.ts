import type { FastifyInstance, FastifyRequest } from "fastify";

/** One request to the API. */
export interface LoggedRequest {
  /** Id of the company it named; undefined where it named none, or one that isn't here. */
  readonly company: string | undefined;
  /** When it arrived, in milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** 0 when the connection was reset without an answer. */
  readonly status: number;
  /** Until the answer, in milliseconds. */
  readonly ms: number;
}

/** The API requests answered so far, oldest first. */
export class RequestLog {
  private kept: LoggedRequest[] = [];

  /** @param limit number of entries; beyond it the oldest tenth goes, so that a long run keeps its memory. */
  constructor(
    private readonly listener?: (request: LoggedRequest) => void,
    private readonly limit = 20_000,
  ) {}

  add(request: LoggedRequest): void {
    if (this.kept.length >= this.limit) this.kept = this.kept.slice(this.limit / 10);
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

const OWN_PAGES = /^\/+(__sandbox|admin)(?![^/?])/i;

/** Whether a request is one to the API or to company info, not one to the sandbox's own pages. */
export const isApiRequest = ({ url }: FastifyRequest): boolean => !OWN_PAGES.test(url);

/**
 * Notes every API request just before its answer leaves, so that a client that has the answer finds it in the log.
 * Install it after every hook that may still change or drop an answer.
 */
export function installRequestLog(app: FastifyInstance, log: RequestLog): void {
  app.addHook("onSend", (request, reply, payload, done) => {
    if (isApiRequest(request)) note(log, request, reply.statusCode);
    done(null, payload);
  });
}

/** Writes a request into the log of the site and that of its company; status 0 for one that gets no answer. */
export function note(log: RequestLog, { company, arrived, method, url }: FastifyRequest, status: number): void {
  const id = company?.store.company.id;
  const entry = { company: id, at: arrived, method, path: url, status, ms: Date.now() - arrived };
  company?.log.add(entry);
  log.add(entry);
}
