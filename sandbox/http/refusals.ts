import type { FastifyReply, FastifyRequest } from "fastify";
import { cleanMessage } from "../../text/clean.mjs";
import { INTERNAL_ERROR, unsupported } from "../quirks";
import type { Site } from "../site";
import { ApiError, type ErrorBody, UnreadableBody } from "./errors";

/** Tells a refusal; what the sandbox itself got wrong goes to standard error, as a stack. */
export const refusalsOf =
  ({ quirks }: Site) =>
  (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const { status, body, headers } = refusalOf(error, request);
    const isBare = (request.company?.quirks ?? quirks).errors === "absent";
    return reply
      .code(status)
      .headers(headers)
      .send(isBare ? withoutNull(body) : body);
  };

function withoutNull({ errors, ...told }: ErrorBody): ErrorBody {
  return errors ? { ...told, errors } : told;
}

function refusalOf(error: unknown, { jsonText, headers }: FastifyRequest): ApiError {
  if (error instanceof UnreadableBody && jsonText !== undefined) return error.locatedIn(jsonText);
  if (error instanceof ApiError) return error;
  const { statusCode = 500, message, stack } = error as { statusCode?: number; message: string; stack?: string };
  if (statusCode === 415) return new ApiError(415, { ...unsupported(headers["content-type"] ?? ""), errors: null });
  if (statusCode < 500) return new ApiError(statusCode, { code: "ConnectWiseApi", message, errors: null });
  process.stderr.write(`${cleanMessage(stack ?? message)}\n`);
  return new ApiError(500, { ...INTERNAL_ERROR, errors: null });
}
