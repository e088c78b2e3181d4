import { type Alteration, deep, pathOf, refusal, refusals, without, withStatus } from "./altering";
import type { Alter, Answer, ProxiedRequest } from "./proxy";

const REFUSED = [400, 401, 403, 404, 405, 409, 415];
const HTML: Partial<Answer> = {
  headers: { "content-type": "text/html; charset=utf-8" },
  body: "<!doctype html><html><body><h1>404 - File or directory not found.</h1></body></html>",
};

const isWrongPath = ({ status, body }: Answer) => status === 404 && body?.code !== "NotFound";
const isUnknownObject = ({ status, body }: Answer) => status === 404 && body?.code === "NotFound";

/** An object that isn't there, asked for by its id. */
const unknownObject = (change: (answer: Answer, asked: ProxiedRequest) => Answer): Alter =>
  refusals([404], (answer, asked) =>
    asked.method === "GET" && isUnknownObject(answer) ? change(answer, asked) : answer,
  );

const wrongPath = (change: (answer: Answer) => Answer): Alter =>
  refusals([404], (answer) => (isWrongPath(answer) ? change(answer) : answer));

const body = (change: (body: Answer["body"]) => Answer["body"]): Alter =>
  refusals(REFUSED, (answer) => ({ ...answer, body: change(answer.body) }));

const NOT_THERE = "GET /system/securityroles/4711";
const NO_PATH = "GET /system/nothingOfTheKind";
const POSTS = async (ask: (line: string, body?: unknown) => Promise<unknown>) =>
  ask("POST /system/securityroles", { name: "" });

/** What refusals look like otherwise. */
export const ERRORS = {
  refusalsWithoutCode: { seen: NOT_THERE, alter: body((said) => without(said, "code")) },
  refusalsWithoutMessage: { seen: NOT_THERE, alter: body((said) => without(said, "message")) },
  refusalsAsText: {
    seen: NOT_THERE,
    alter: refusals(REFUSED, (answer) => ({
      ...answer,
      headers: { "content-type": "text/plain" },
      body: String(answer.body?.message),
    })),
  },
  refusalsEmpty: {
    seen: NOT_THERE,
    alter: refusals(REFUSED, ({ status }) => ({ status, headers: {}, body: undefined })),
  },
  refusalsInCapitals: {
    seen: NOT_THERE,
    alter: body((said) =>
      Object.fromEntries(
        Object.entries(said).map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), value]),
      ),
    ),
  },
  refusalsWrapped: { seen: NOT_THERE, alter: body((said) => ({ error: said })) },
  refusalsAsProblemDetails: {
    seen: NOT_THERE,
    alter: refusals(REFUSED, ({ status, body: said }) => ({
      status,
      headers: { "content-type": "application/problem+json" },
      body: { type: "about:blank", title: said?.code, detail: said?.message, status },
    })),
  },
  refusalsWithEmptyErrors: { seen: NOT_THERE, alter: body((said) => ({ ...said, errors: said?.errors ?? [] })) },
  refusalsWithoutErrors: {
    seen: NOT_THERE,
    alter: body((said) => (said?.errors === null ? without(said, "errors") : said)),
  },
  fieldsOfRefusalsUnnamed: {
    seen: POSTS,
    alter: body((said) => deep(said, (value) => (value?.field === undefined ? value : without(value, "field")))),
  },
  codesInLowerCase: {
    seen: NOT_THERE,
    alter: body((said) =>
      deep(said, (value, key) => (key === "code" && typeof value === "string" ? value.toLowerCase() : value)),
    ),
  },
  wrongPathAsPage: { seen: NO_PATH, alter: wrongPath((answer) => ({ ...answer, ...HTML })) },
  wrongPathAsOkPage: { seen: NO_PATH, alter: wrongPath((answer) => ({ ...answer, ...HTML, status: 200 })) },
  wrongPathBadRequest: { seen: NO_PATH, alter: wrongPath(withStatus(400)) },
  wrongPathForbidden: { seen: NO_PATH, alter: wrongPath(withStatus(403)) },
  wrongMethodNotFound: { seen: "DELETE /system/info", alter: refusals([405], withStatus(404)) },
  wrongMethodNotImplemented: { seen: "DELETE /system/info", alter: refusals([405], withStatus(501)) },
  wrongMethodWithoutAllow: {
    seen: "DELETE /system/info",
    alter: refusals([405], ({ headers: { allow: _, ...headers }, ...answer }) => ({ ...answer, headers })),
  },
  unknownIdNull: { seen: NOT_THERE, alter: unknownObject((answer) => ({ ...answer, status: 200, body: "null" })) },
  unknownIdEmpty: { seen: NOT_THERE, alter: unknownObject(() => ({ status: 204, headers: {}, body: undefined })) },
  unknownIdEmptyObject: { seen: NOT_THERE, alter: unknownObject((answer) => ({ ...answer, status: 200, body: {} })) },
  unknownIdBadRequest: { seen: NOT_THERE, alter: unknownObject(withStatus(400)) },
  unknownIdForbidden: { seen: NOT_THERE, alter: unknownObject(withStatus(403)) },
  unknownIdGone: { seen: NOT_THERE, alter: unknownObject(withStatus(410)) },
  unknownIdServerError: { seen: NOT_THERE, alter: unknownObject(withStatus(500)) },
  textForIdBadRequest: {
    seen: "GET /system/securityroles/abc",
    alter: (asked, next) =>
      /\/(securityroles|locations|departments|apimembers)\/(?!count|info|default)[^/\d][^/]*$/.test(pathOf(asked))
        ? refusal(400, "The value 'abc' is not valid for Int32.")
        : next(),
  },
  settingsOfUnknownRoleEmpty: {
    seen: "GET /system/securityRoles/4711/settings",
    alter: unknownObject((answer, asked) =>
      /settings$/.test(pathOf(asked)) ? { ...answer, status: 200, body: [] } : answer,
    ),
  },
  badRequestUnprocessable: { seen: POSTS, alter: refusals([400], withStatus(422)) },
  badRequestServerError: { seen: POSTS, alter: refusals([400], withStatus(500)) },
  badConditionsServerError: {
    seen: "GET /system/securityroles?conditions=name",
    alter: refusals([400], (answer, { method }) => (method === "GET" ? { ...answer, status: 500 } : answer)),
  },
  wrongKeyForbidden: {
    seen: (ask) => ask("GET /system/info", undefined, { authorization: "Basic bm9ib2R5OnB3" }),
    alter: refusals([401], withStatus(403)),
  },
  wrongKeyNotFound: {
    seen: (ask) => ask("GET /system/info", undefined, { authorization: "Basic bm9ib2R5OnB3" }),
    alter: refusals([401], withStatus(404)),
  },
  wrongKeyToLoginPage: {
    seen: (ask) => ask("GET /system/info", undefined, { authorization: "Basic bm9ib2R5OnB3" }),
    alter: refusals([401], () => ({ status: 302, headers: { location: "/login" }, body: undefined })),
  },
  wrongKeyWithChallenge: {
    seen: (ask) => ask("GET /system/info", undefined, { authorization: "Basic bm9ib2R5OnB3" }),
    alter: refusals([401], (answer) => ({
      ...answer,
      headers: { ...answer.headers, "www-authenticate": 'Basic realm="PSA"' },
    })),
  },
  clientIdUnauthorized: {
    seen: (ask) => ask("GET /system/info", undefined, { clientid: "" }),
    alter: refusals([403], (answer) => (/clientId/.test(answer.body?.message) ? { ...answer, status: 401 } : answer)),
  },
  clientIdBadRequest: {
    seen: (ask) => ask("GET /system/info", undefined, { clientid: "" }),
    alter: refusals([403], (answer) => (/clientId/.test(answer.body?.message) ? { ...answer, status: 400 } : answer)),
  },
  clientIdNotNeeded: {
    seen: (ask) => ask("GET /system/info", undefined, { clientid: "" }),
    alter: ({ headers }, next) =>
      next({ headers: { ...headers, clientid: headers.clientid || "2f6d1c3e-7d0b-4d7b-9d39-0e6f4c1f7a55" } }),
  },
  clientIdAnyText: {
    seen: (ask) => ask("GET /system/info", undefined, { clientid: "my script" }),
    alter: ({ headers }, next) =>
      next({ headers: { ...headers, ...(headers.clientid && { clientid: "2f6d1c3e-7d0b-4d7b-9d39-0e6f4c1f7a55" }) } }),
  },
} satisfies Record<string, Alteration>;
