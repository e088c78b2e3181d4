import type { FastifyReply, FastifyRequest } from "fastify";
import { cleanMessage } from "../../text/clean.mjs";
import { INTERNAL_ERROR, NO_ENDPOINT, unsupported } from "../quirks";
import type { Site } from "../site";
import type { Quirks } from "../switches";
import { ApiError, type ErrorBody, UnreadableBody } from "./errors";

/** Tells a refusal; what the sandbox itself got wrong goes to standard error, as a stack. */
export const refusalsOf =
  ({ quirks }: Site) =>
  (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const { status, body, headers } = refusalOf(error, request);
    const companyQuirks = request.company?.quirks ?? quirks;
    const { allow, ...others } = headers;
    const shown = reply.code(status).headers(companyQuirks.allow === "sent" ? headers : others);
    return body && companyQuirks.errorShape === "page"
      ? shown.type("text/html").send(ERROR_PAGE)
      : shown.send(shapeOf(body, companyQuirks));
  };

const NOT_FOUND: ErrorBody = { code: "NotFound", message: "Not found" };
const ERROR_PAGE = "<!doctype html><title>Server Error</title><h1>Server Error in '/' Application.</h1>";

/** The framework's is what ASP.NET Web API says by itself. */
function shapeOf(body: ErrorBody | undefined, quirks: Quirks): object | undefined {
  if (!body) return undefined;
  const { errors, ...bodyWithoutErrors } = body === NO_ENDPOINT && quirks.wrongPath === "not-found" ? NOT_FOUND : body;
  if (quirks.errorShape === "framework") return { Message: bodyWithoutErrors.message };
  if (errors || quirks.errors === "null")
    return errors === undefined ? bodyWithoutErrors : { ...bodyWithoutErrors, errors };
  return quirks.errors === "empty" ? { ...bodyWithoutErrors, errors: [] } : bodyWithoutErrors;
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
