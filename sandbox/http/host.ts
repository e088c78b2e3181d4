import type { FastifyRequest } from "fastify";
import type { Address } from "./link";

export const API = "/apis/3.0";

/** `v4_6_release` answers everywhere, in any case; a cloud tenant also answers at its own codebase, e.g. `v2025_1`. */
export const CODEBASE_PATTERN = "^[vV]\\d+_\\w+$";

/** How paths compare. Links of the service itself have two slashes in a row. */
export const ROUTER = {
  caseSensitive: false,
  ignoreTrailingSlash: true,
  ignoreDuplicateSlashes: true,
  maxParamLength: 500,
};

/** Address of the server as the client reached it. */
const origin = (request: FastifyRequest): string => `${request.protocol}://${request.host}`;

/** Base of the API as the client reached it, for links: `http://127.0.0.1:8973/v4_6_release/apis/3.0`. */
export function baseUrl(request: FastifyRequest): string {
  const { codebase = "" } = request.params as { codebase?: string };
  return `${origin(request)}/${codebase}${API}`;
}

/** The address asked for as the client reached it. */
export function addressOf(request: FastifyRequest): Address {
  const mark = request.url.indexOf("?");
  const path = mark < 0 ? request.url : request.url.slice(0, mark);
  return { path: `${origin(request)}${path}`, query: new URLSearchParams(mark < 0 ? "" : request.url.slice(mark)) };
}
