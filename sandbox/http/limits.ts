import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";
import { NO_REQUEST, TOO_LONG, URL_LENGTH } from "../quirks";
import { ApiError } from "./errors";

/** What Node reads of a request's head before it gives up: more than an address may have, so that the answer is the service's. */
export const MAX_HEADERS = 256 * 1024;

/** 414 to an address that is too long. */
export function installUrlLimit(app: FastifyInstance): void {
  app.addHook("onRequest", (request, _reply, done) => {
    done(request.url.length > URL_LENGTH ? new ApiError(414, { ...TOO_LONG, errors: null }) : undefined);
  });
}

/** Answers what Node can't read as a request in the service's form, too, and ends the connection. */
export function refuseUnparsed({ code }: Error & { code?: string }, socket: Socket): void {
  if (code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const [status, refusal] =
    code === "HPE_HEADER_OVERFLOW" ? ["414 URI Too Long", TOO_LONG] : ["400 Bad Request", NO_REQUEST];
  const body = JSON.stringify({ ...refusal, errors: null });
  const head = `content-type: application/json; charset=utf-8\r\ncontent-length: ${body.length}\r\nconnection: close`;
  socket.end(`HTTP/1.1 ${status}\r\n${head}\r\n\r\n${body}`);
}
