import { inUse, noMethod, unknownBodyField, wrongBodyType } from "../quirks";
import { type Quirks, STATUS } from "../switches";
import { type Token, whereIs } from "./jsonPlace";

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
    /** Undefined for none. */
    readonly body: ErrorBody | undefined,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${status} ${body?.code}: ${body?.message}`);
  }
}

/** 400: JSON that is no object of the kind asked for. Which line that is, tells who has the text: `locatedIn`. */
export class UnreadableBody extends ApiError {
  /** @param path of what can't be read, as in `securityRole.id` */
  constructor(
    private readonly path: string,
    private readonly token: Token,
    private readonly words: (where: string) => string,
  ) {
    super(400, unread(words(`Path '${path}'`)));
  }

  locatedIn(text: string): ApiError {
    const message = this.words(whereIs(text, this.path, this.token));
    return new ApiError(this.status, unread(message));
  }
}

const unread = (message: string): ErrorBody => ({ code: "ConnectWiseApi", message, errors: null });

/** A value of the wrong type. */
export const wrongType = (path: string, value: unknown, type: string): UnreadableBody =>
  new UnreadableBody(path, "value", (where) => wrongBodyType(value, type, where));

/** A field that the object doesn't have. */
export const noSuchField = (path: string, field: string, type: string): UnreadableBody =>
  new UnreadableBody(path, "name", (where) => unknownBodyField(field, type, where));

export const badRequest = (body: ErrorBody): ApiError => new ApiError(400, { ...body, errors: null });

/** 405 with the methods that the path takes, as HTTP asks for (RFC 9110, 15.5.6). */
export const methodNotAllowed = (method: string, allowed: readonly string[]): ApiError =>
  new ApiError(405, { ...noMethod(method), errors: null }, { allow: allowed.join(", ") });

/** 404 in the service's words, `Ticket 1255787 not found`, unless a quirk has it otherwise; `empty` is 200 with nothing. */
export function notFound(resource: string, id: number | string, how: Quirks["unknownId"] = "not-found"): ApiError {
  const noun = resource.charAt(0).toUpperCase() + resource.slice(1);
  const code = how === "other-code" ? "RecordNotFound" : "NotFound";
  if (how === "empty") return new ApiError(200, undefined);
  return new ApiError(STATUS[how] ?? 404, { code, message: `${noun} ${id} not found`, errors: null });
}

/** 400 with one entry a field: `{"code":"InvalidObject","message":"company object is invalid","errors":[…]}`. */
export function invalidObject(
  resource: string,
  violations: readonly Omit<Violation, "resource">[],
  status = 400,
): ApiError {
  return new ApiError(status, {
    code: "InvalidObject",
    message: `${resource} object is invalid`,
    errors: violations.map(({ code, message, field }) => ({ code, message, resource, field })),
  });
}

/** 409: something still refers to it. */
export const recordInUse = (what: string): ApiError => new ApiError(409, { ...inUse(what), errors: null });
