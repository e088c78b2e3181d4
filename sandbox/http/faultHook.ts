import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { tooManyRequests } from "../quirks";
import type { Site } from "../site";
import { combineFaults, type Mishap } from "./faults";
import { LOGIN_PAGE } from "./loginPage";
import { isApiRequest, note, type RequestLog } from "./requestLog";

/**
 * Lets every API request meet the faults, the site's and its company's, before it is answered; an answer that is to be lost or cut is so when it is about
 * to be sent, the work done.
 */
export function installFaults(app: FastifyInstance, { faults, log }: Site): void {
  const mishaps = new WeakMap<FastifyRequest, Mishap>();
  app.addHook("onRequest", (request, reply, done) => {
    const { company, method, url } = request;
    const all = isApiRequest(request) ? [faults, ...(company ? [company.faults] : [])] : [];
    const mishap = combineFaults(all.flatMap((some) => some.meeting(method, url) ?? []));
    if (!mishap) return done();
    mishaps.set(request, mishap);
    const go = () => (isInstead(mishap) ? answerInstead(request, reply, mishap, log) : done());
    if (mishap.latency > 0) setTimeout(go, mishap.latency).unref();
    else go();
  });
  app.addHook("onSend", (request, _reply, payload, done) => {
    const fault = mishaps.get(request)?.fault;
    if (fault?.reset === "after") return reset(request, log);
    done(null, fault?.answer === "truncated" && typeof payload === "string" ? cut(payload) : payload);
  });
}

/** Whether the fault takes the place of the work. */
const isInstead = ({ fault }: Mishap): boolean =>
  fault !== undefined && fault.reset !== "after" && fault.answer !== "truncated";

function answerInstead(request: FastifyRequest, reply: FastifyReply, mishap: Mishap, log: RequestLog): void {
  if (mishap.fault?.reset === "before") reset(request, log);
  else send(reply, mishap);
}

function send(reply: FastifyReply, { fault, retryAfter = fault?.retryAfter }: Mishap): void {
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
