/**
 * What the service does that nobody would guess: each with where it was seen. Last verified: November 2026.
 *
 * "Documented" is ConnectWise's developer guide (PSA API Requests, PSA Pagination) or its published API description;
 * "seen" is an answer of the real service quoted in public; "assumed" is a choice made here.
 */

/** Documented: pages hold 25 records unless asked, 1,000 at most. Assumed: asking for more gets 1,000. */
export const PAGE_SIZE = { default: 25, max: 1000 } as const;

/** Seen (christaylorcodes/ConnectWiseManageAPI issue 18): the answer to a wrong key pair, or to an inactive member's. */
export const NOT_AUTHENTICATED = { code: "ConnectWiseApi", message: "UserNotAuthenticated" } as const;

/** Documented: 404 on the cloud for a wrong company or key pair. Seen: the words, for a wrong company or codebase. Assumed: the code, and that keys get the same. */
export const CANNOT_ROUTE = {
  code: "NotFound",
  message: "Cannot route. Codebase/company is invalid",
  errors: null,
} as const;

/** Documented: what the cloud answers over plain HTTP, and under a name without `api-`. Assumed: the status, 403. */
export const SSL_REQUIRED = { code: "Security", message: "SSL is required.", errors: null } as const;

/** Documented: the answer to too many requests, with its `error` where every other has a `code`. */
export const tooManyRequests = (seconds: number) =>
  ({ error: "ConnectWiseAPI", message: `Too many requests. Please try again in ${seconds} seconds.` }) as const;

/** Documented: what company info names where there is no cloud; the cloud answers to it as well. */
export const ON_PREMISE_CODEBASE = "v4_6_release";

/** Seen: the answer to a caller whose role lacks the function; it does not name the function. */
export const NOT_PERMITTED = {
  code: "Security",
  message: "You do not have security permission to perform this action.",
} as const;

/** Seen: 404 for a path that the API doesn't have. */
export const NO_ENDPOINT = { code: "ConnectWiseApi", message: "The endpoint does not exist." } as const;

/** Documented: 415 for a body that is no JSON. Assumed: the body of the answer. */
export const unsupported = (type: string) =>
  ({ code: "ConnectWiseApi", message: `The request's media type '${type}' is not supported.` }) as const;

/** Documented: 405 for a method that the path doesn't have. Assumed: the body. */
export const noMethod = (method: string) =>
  ({ code: "ConnectWiseApi", message: `The requested resource does not support http method '${method}'.` }) as const;

/** Seen (covenanttechnologysolutions/connectwise-rest issue 35): the words, for a method that a version lacks. Assumed: status 400, and when. */
export const noVersion = (address: string, version: string) =>
  ({
    code: "ConnectWiseApi",
    message: `The HTTP resource that matches the request URI '${address}' does not support the API version '${version}'.`,
  }) as const;

/** Not the service's: a published method that the sandbox leaves out on purpose. */
export const notImplemented = (why: string) =>
  ({ code: "NotImplemented", message: `The sandbox does not emulate this: ${why}.` }) as const;

/** Documented: every call needs the header since 2019. Assumed: that it is refused with 403, and the body. */
export const NO_CLIENT_ID = {
  code: "Forbidden",
  message: "A valid clientId header is required. Request one at developer.connectwise.com/ClientID.",
} as const;

/** Not the service's: who asks for another host than the sandbox's. */
export const FOREIGN_HOST = {
  code: "ForeignHost",
  message:
    "The sandbox answers only to this machine's own names: write its address as http://127.0.0.1:PORT or http://localhost:PORT. The Host header of this request names another one.",
} as const;

/** Seen (LabtechConsulting/ConnectWise-Manage-Powershell issue 4): a condition on a field the object doesn't have. */
export const unknownName = (name: string) =>
  ({ code: "ApiFindCondition", message: `${name} is not a recognized name.` }) as const;

/** Assumed: the words. */
export const badOrder = (term: string) =>
  ({ code: "ApiFindCondition", message: `${term} is not a valid orderBy: a field, then asc or desc.` }) as const;

/** Seen (christaylorcodes/ConnectWiseManageAPI issue 24): a POST body with a field the object doesn't have. */
export const unknownBodyField = (field: string, type: string, where: string): string =>
  `Could not find member '${field}' on object of type '${type}'. ${where}. Check your accept header to make sure you are using the correct version.`;

/** Seen (LabtechConsulting/ConnectWise-Manage-Powershell issue 11): a value of the wrong type in a body. */
export const wrongBodyType = (value: unknown, type: string, where: string): string =>
  `Error converting value ${brief(value)} to type '${type}'. ${where}.`;

/** Where the service's objects live: types of messages are called so. Assumed: for all of them. */
export const MODELS = "ConnectWise.Apis.v3_0.v2015_3.Common.Models";

/** Seen: the code and the words, for a value of the wrong type in a PATCH. Assumed: the names of most types. */
export const wrongPatchValue = (value: unknown, type: string) =>
  ({ code: "InvalidPatch", message: `Could not cast or convert from ${netTypeOf(value)} to ${type}.` }) as const;

/** What Json.NET reads a value as. */
function netTypeOf(value: unknown): string {
  if (Array.isArray(value)) return "Newtonsoft.Json.Linq.JArray";
  if (typeof value === "number") return Number.isInteger(value) ? "System.Int64" : "System.Double";
  if (typeof value === "boolean") return "System.Boolean";
  return typeof value === "string" ? "System.String" : "Newtonsoft.Json.Linq.JObject";
}

/** A value as a message quotes it. */
const brief = (value: unknown): string =>
  typeof value === "object" && value !== null
    ? Array.isArray(value)
      ? "[…]"
      : "{…}"
    : JSON.stringify(value ?? null).slice(0, 100);

/** Documented by Json.NET, which reads the service's bodies: the words for a text that is no JSON, by what was being read. */
export const notJson = {
  value: (found) => `Unexpected character encountered while parsing value: ${found}.`,
  name: (found) => `Invalid property identifier character: ${found}.`,
  colon: (found) => `Invalid character after parsing property name. Expected ':' but got: ${found}.`,
  comma: (found) => `After parsing a value an unexpected character was encountered: ${found}.`,
  escape: (found) => `Bad JSON escape sequence: ${found}.`,
  end: (found) => `Additional text encountered after finished reading JSON content: ${found}.`,
} satisfies Record<string, (found: string) => string>;
export const ENDS_EARLY = "Unexpected end when reading JSON.";

/** Assumed: the words, where a tenant refuses what a list is asked for. */
export const badField = (what: string) => ({ code: "ConnectWiseApi", message: `${what} is not valid.` }) as const;

/** Assumed: the limit, the status 414 and the words; clients are only known to run into one with long conditions. */
export const URL_LENGTH = 16 * 1024;
export const TOO_LONG = {
  code: "ConnectWiseApi",
  message: `The address of the request is longer than ${URL_LENGTH} characters.`,
} as const;

/** Assumed: the words for what is no HTTP. */
export const NO_REQUEST = { code: "ConnectWiseApi", message: "The request can't be read." } as const;

/** Documented by Json.NET, which reads the service's bodies: deeper ones are refused. Assumed: its default of 64, the words. */
export const BODY_DEPTH = 64;
export const TOO_DEEP = {
  code: "ConnectWiseApi",
  message: `The reader's MaxDepth of ${BODY_DEPTH} has been exceeded.`,
} as const;

/** Not to be told: the words of the engine that the sandbox runs on. Assumed: the service's own for a fault of its own. */
export const INTERNAL_ERROR = { code: "ConnectWiseApi", message: "An error has occurred." } as const;

/** Seen: the words for a field that is required. */
export const isRequired = (field: string): string => `The ${field} field is required.`;

/** Seen (christaylorcodes/ConnectWiseManageAPI issue 4): PATCH of a field that doesn't exist, or in another case. */
export const unknownPatchPath = (path: string) => `The path ${path} is not valid.`;

/** Documented: 409 when a record is in use. Assumed: the code and the words. */
export const inUse = (what: string) => ({ code: "RecordInUse", message: `${what} is in use and cannot be deleted.` });

/** Codes of `errors[]`. Seen: all of them; `ObjectExists` is answered with 400, not 409. */
export const VIOLATION = {
  required: "MissingRequiredField",
  maxLength: "MaxLength",
  exists: "ObjectExists",
  reference: "InvalidReference",
  range: "OutOfRange",
  invalid: "InvalidField",
} as const;
