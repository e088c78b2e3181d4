import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { tooManyRequests } from "../quirks";
import type { Site } from "../site";
import { type AppliedFault, combineFaults } from "./faults";
import { LOGIN_PAGE } from "./loginPage";
import { isApiRequest, note, type RequestLog } from "./requestLog";

/**
 * Lets every API request meet the faults, the site's and its company's, before it is answered; an answer that is to be lost or cut is so when it is about
 * to be sent, the work done.
 */
export function installFaults(app: FastifyInstance, { faults, log }: Site): void {
  const faultByRequest = new WeakMap<FastifyRequest, AppliedFault>();
  app.addHook("onRequest", (request, reply, done) => {
    const { company, method, url } = request;
    const all = isApiRequest(request) ? [faults, ...(company ? [company.faults] : [])] : [];
    const applied = combineFaults(all.flatMap((some) => some.faultFor(method, url) ?? []));
    if (!applied) return done();
    faultByRequest.set(request, applied);
    const go = () => (isInstead(applied) ? answerInstead(request, reply, applied, log) : done());
    if (applied.latency > 0) setTimeout(go, applied.latency).unref();
    else go();
  });
  app.addHook("onSend", (request, _reply, payload, done) => {
    const fault = faultByRequest.get(request)?.fault;
    if (fault?.reset === "after") return reset(request, log);
    done(null, fault?.answer === "truncated" && typeof payload === "string" ? cut(payload) : payload);
  });
}

/** Whether the fault takes the place of the work. */
const isInstead = ({ fault }: AppliedFault): boolean =>
  fault !== undefined && fault.reset !== "after" && fault.answer !== "truncated";

function answerInstead(request: FastifyRequest, reply: FastifyReply, applied: AppliedFault, log: RequestLog): void {
  if (applied.fault?.reset === "before") reset(request, log);
  else send(reply, applied);
}

function send(reply: FastifyReply, { fault, retryAfter = fault?.retryAfter }: AppliedFault): void {
  const status = fault?.status ?? (fault?.perMinute === undefined ? 200 : 429);
  if (retryAfter !== undefined) reply.header("retry-after", retryAfter);
  reply.code(status);
  if (fault?.answer === "html") reply.type("text/html; charset=utf-8").send(LOGIN_PAGE);
  else reply.send(fault?.body ?? refusalOf(status, retryAfter));
}

const refusalOf = (status: number, retryAfter = 30): object =>
  status === 429
    ? tooManyRequests(retryAfter)
    : { code: "ConnectWiseApi", message: `Fault ${status} on demand.`, errors: null };

/** Breaks the connection; noted with status 0. */
function reset(request: FastifyRequest, log: RequestLog): void {
  note(log, request, 0);
  request.raw.socket.resetAndDestroy();
}

const cut = (payload: string): string => payload.slice(0, Math.floor(payload.length / 2));
