import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Fault, Faults } from "./faults";
import { entryOf, isApiRequest, type RequestLog } from "./requestLog";

/** Lets every API request meet the faults before it is routed; a lost answer is cut off when it is about to be sent. */
export function installFaults(app: FastifyInstance, faults: Faults, log: RequestLog): void {
  const lost = new WeakSet<FastifyRequest>();
  const cut = (request: FastifyRequest, reply: FastifyReply) => {
    log.add(entryOf(request, reply, 0));
    request.raw.socket.resetAndDestroy();
  };
  app.addHook("onRequest", (request, reply, done) => {
    const fault = isApiRequest(request) ? faults.meeting(request.method, request.url) : undefined;
    if (fault?.reset === "before") return cut(request, reply);
    if (fault?.reset === "after") lost.add(request);
    if (fault?.status === undefined) return done();
    sendFault(reply, fault, fault.status);
  });
  app.addHook("onSend", (request, reply, payload, done) => {
    if (lost.has(request)) return cut(request, reply);
    done(null, payload);
  });
}

function sendFault(reply: FastifyReply, { retryAfter, body }: Fault, status: number): void {
  if (retryAfter !== undefined) reply.header("retry-after", retryAfter);
  reply.code(status).send(body ?? { code: "ConnectWiseApi", message: `Fault ${status} on demand.`, errors: null });
}
