import type { FastifyInstance, FastifyRequest } from "fastify";
import { BODY_DEPTH, ENDS_EARLY, notJson, TOO_DEEP, unsupported } from "../quirks";
import { ApiError, badRequest, type ErrorBody } from "./errors";
import { faultIn, type JsonFault, where } from "./jsonPlace";

declare module "fastify" {
  interface FastifyRequest {
    /** The text of its JSON body, for messages that say where something stands. */
    jsonText: string | undefined;
  }
}

/**
 * JSON bodies only (415 otherwise), with or without a byte order mark; one without a media type is taken for JSON, an empty
 * one for none, whatever it is said to be.
 */
export function acceptJson(app: FastifyInstance): void {
  app.decorateRequest("jsonText", undefined);
  app.removeAllContentTypeParsers();
  app.addHook("onRequest", (request, _reply, done) => {
    if (request.headers["content-type"]?.trim() === "") delete request.headers["content-type"];
    done();
  });
  app.addContentTypeParser(/^(application|text)\/(json|[\w.+-]+\+json)/i, { parseAs: "string" }, parseJson);
  app.addContentTypeParser("*", { parseAs: "string" }, (request, body, done) => {
    const type = request.headers["content-type"] ?? "";
    if (body === "" || type === "") return parseJson(request, body, done);
    done(new ApiError(415, { ...unsupported(type), errors: null }));
  });
}

function parseJson(
  request: FastifyRequest,
  body: string | Buffer,
  done: (error: Error | null, body?: unknown) => void,
) {
  const text = String(body).replace(/^\uFEFF/, "");
  if (text.trim() === "") return done(null, undefined);
  request.jsonText = text;
  try {
    done(null, read(text));
  } catch (refusal) {
    done(refusal as Error);
  }
}

/** @throws ApiError 400 on what is no JSON, or nested too deeply */
function read(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const fault = faultIn(text);
    if (!fault) throw cause;
    throw fault.expected === "depth" ? badRequest(TOO_DEEP) : badRequest(refusalOf(text, fault, fault.expected));
  }
  if (isDeeper(value, BODY_DEPTH)) throw badRequest(TOO_DEEP);
  return value;
}

function refusalOf(text: string, { place, found }: JsonFault, expected: keyof typeof notJson): ErrorBody {
  const what = found === undefined ? ENDS_EARLY : notJson[expected](found);
  return { code: "ConnectWiseApi", message: `${what} ${where(text, place)}.` };
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth === 0 || Object.values(value).some((inner) => isDeeper(inner, depth - 1));
}
