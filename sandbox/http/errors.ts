import { inUse, noMethod } from "../quirks";

/** One entry of `errors[]` (`ValidationError` of the published description). */
export interface Violation {
  readonly code: string;
  readonly message: string;
  readonly resource: string;
  readonly field: string;
}

/** `ErrorResponseMessage` of the published description. `errors` is null when no field is to blame. */
export interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly errors?: readonly Violation[] | null;
}

/** A refusal, thrown anywhere below a handler and sent as it is. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly body: ErrorBody,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${status} ${body.code}: ${body.message}`);
  }
}

export const badRequest = (body: ErrorBody): ApiError => new ApiError(400, { ...body, errors: null });

/** 405 with the methods that the path takes, as HTTP asks for (RFC 9110, 15.5.6). */
export const methodNotAllowed = (method: string, allowed: readonly string[]): ApiError =>
  new ApiError(405, { ...noMethod(method), errors: null }, { allow: allowed.join(", ") });

/** 404 in the service's words: `Ticket 1255787 not found`. */
export function notFound(resource: string, id: number | string): ApiError {
  const noun = resource.charAt(0).toUpperCase() + resource.slice(1);
  return new ApiError(404, { code: "NotFound", message: `${noun} ${id} not found`, errors: null });
}

/** 400 with one entry a field: `{"code":"InvalidObject","message":"company object is invalid","errors":[…]}`. */
export function invalidObject(resource: string, violations: readonly Omit<Violation, "resource">[]): ApiError {
  return new ApiError(400, {
    code: "InvalidObject",
    message: `${resource} object is invalid`,
    errors: violations.map(({ code, message, field }) => ({ code, message, resource, field })),
  });
}

/** 409: something still refers to it. */
export const recordInUse = (what: string): ApiError => new ApiError(409, { ...inUse(what), errors: null });
