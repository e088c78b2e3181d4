import type { FastifyInstance } from "fastify";
import { BODY_DEPTH, TOO_DEEP, unsupported } from "../quirks";
import { ApiError, badRequest } from "./errors";

/** JSON bodies only (415 otherwise); an empty body counts as none, whatever it is said to be. */
export function acceptJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(/^application\/(json|[\w.+-]+\+json)/, { parseAs: "string" }, (_request, body, done) => {
    try {
      done(null, body === "" ? undefined : read(String(body)));
    } catch (refusal) {
      done(refusal as Error);
    }
  });
  app.addContentTypeParser("*", { parseAs: "string" }, ({ headers }, body, done) => {
    if (body === "") return done(null, undefined);
    done(new ApiError(415, { ...unsupported(headers["content-type"] ?? ""), errors: null }));
  });
}

/** @throws ApiError 400 on what is no JSON, or nested too deeply */
function read(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw badRequest({ code: "ConnectWiseApi", message: `The body is not valid JSON: ${(cause as Error).message}` });
  }
  if (isDeeper(value, BODY_DEPTH)) throw badRequest(TOO_DEEP);
  return value;
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth === 0 || Object.values(value).some((inner) => isDeeper(inner, depth - 1));
}
