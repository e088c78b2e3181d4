import { inspect } from "node:util";
import { AxiosError, AxiosHeaders, type AxiosResponse } from "axios";
import { describe, expect, test } from "vitest";
import { formatProblem, InvalidInputError, UnreadableAnswerError } from "../../../core/model/errors";
import type { Credentials } from "../../../tenant/client/credentials";
import { errorOf } from "../../../tenant/client/errors";
import { unreachable } from "../../../tenant/client/unreachable";

const CREDENTIALS: Credentials = {
  origin: "https://api-na.myconnectwise.net",
  codebase: "v4_6_release",
  companyId: "acme",
  publicKey: "pub91f3",
  privateKey: "s3cretKey",
  clientId: "00000000-0000-0000-0000-000000000000",
};
const BASIC = Buffer.from("acme+pub91f3:s3cretKey").toString("base64");

const answer = (status: number, data: unknown, headers: Record<string, string> = {}): AxiosResponse => ({
  status,
  data,
  statusText: "",
  headers,
  config: { headers: new AxiosHeaders({ Authorization: `Basic ${BASIC}` }) },
});
const refusal = (status: number, data: unknown, method = "GET", path = "/system/securityroles") =>
  errorOf(method, path, answer(status, data), CREDENTIALS);

/** Everything of an error that may end in a terminal, a log or a state. */
const allOf = (error: Error) =>
  [error.message, error.stack, JSON.stringify(error), inspect(error, { depth: 10 })].join();

describe("a refusal", () => {
  test("names the request, the tenant's own words and the fields", () => {
    const body = {
      code: "InvalidObject",
      message: "securityRole object is invalid",
      errors: [
        { code: "MaxLength", message: "is too long", resource: "securityRole", field: "name" },
        { code: "MissingRequiredField", message: null, field: "roleType" },
      ],
    };
    const error = refusal(400, body, "POST");
    expect(error.message).toBe(
      "POST /system/securityroles answered 400 (InvalidObject: securityRole object is invalid). Fields: name: is too long; roleType: MissingRequiredField. (node_modules/connectwise-roles/docs/troubleshooting.md#a-field-is-refused)",
    );
    expect(error).toMatchObject({
      code: "tenant-refused",
      fault: "tenant",
      failure: { method: "POST", status: 400, fieldCodes: ["MaxLength", "MissingRequiredField"] },
    });
  });

  const NO_VERSION = "The HTTP resource that matches the request URI does not support the API version 2025.1.";
  const NO_FIELD =
    "Could not find member 'x' on object. Check your accept header to make sure you are using the correct";
  const security = { code: "Security", message: "You do not have security permission" };
  test.each([
    [401, { code: "ConnectWiseApi", message: "UserNotAuthenticated" }, "publicKey and privateKey.", "401-unauthorized"],
    [403, security, "lacks a permission for it", "403-security"],
    [403, { code: "Forbidden", message: "clientId" }, "connectwise:clientId isn't valid", "clientid-refused"],
    [403, "Forbidden", "Check connectwise:clientId.", "clientid-refused"],
    [403, "SSL is required", "a web page, not the API", "ssl-is-required-or-a-login-page"],
    [403, { ...security, message: "SSL is required." }, "starts with api-", "ssl-is-required-or-a-login-page"],
    [401, { code: "ConnectWiseApi", message: "Member is inactive." }, "Make the member", "api-member-disabled"],
    [403, { code: "Forbidden", message: "The API key is disabled" }, "Make the member", "api-member-disabled"],
    [403, { code: "Forbidden", message: "This clientId was disabled" }, "clientId isn't valid", "clientid-refused"],
    [401, "<html>Log in</html>", "a web page, not ConnectWise's answer", "blocked-on-the-way"],
    [403, "\n<!DOCTYPE html><title>Access denied</title>", "list of allowed addresses", "blocked-on-the-way"],
    [403, "", "a firewall or a list of allowed addresses", "clientid-refused"],
    [407, "<html>Proxy</html>", "it wants a log-in of its own", "proxy-refuses-or-is-down"],
    [400, { code: "ConnectWiseApi", message: NO_VERSION }, "Requests name version 2025.1", "api-version-not-offered"],
    [400, { error: { code: "UnsupportedApiVersion", message: NO_VERSION } }, "apiVersion", "api-version-not-offered"],
    [400, { title: "Unsupported API version", status: 400 }, "connectwise:apiVersion", "api-version-not-offered"],
    [400, { code: "ConnectWiseApi", message: `${NO_FIELD} version.` }, "apiVersion", "api-version-not-offered"],
    [406, { code: "NotAcceptable", message: "No such API version" }, "apiVersion", "api-version-not-offered"],
    [404, "", "a wrong company id or key pair", "404-on-a-path-every-tenant-has"],
    [429, null, "run it again later", "429-too-many-requests"],
    [503, "<html>busy</html>", "run it again later", "tenant-busy-or-down"],
    [302, "", "check connectwise:site", "ssl-is-required-or-a-login-page"],
    [200, "<!DOCTYPE html><title>Log in</title>", "a web page, not the API", "ssl-is-required-or-a-login-page"],
    [200, "SSL is required", "check connectwise:site", "ssl-is-required-or-a-login-page"],
    [200, '[{"id": 1, "name": "Adm', "The answer is cut off", "answer-cut-off"],
  ])("of %s %o says what to do next, and where to read on", (status, body, step, topic) => {
    expect(refusal(status, body).message).toMatch(/^GET \/system\/securityroles answered \d{3}/);
    expect(refusal(status, body).message).toContain(step);
    expect(refusal(status, body).message).toMatch(
      new RegExp(`\\(node_modules/connectwise-roles/docs/troubleshooting\\.md#${topic}\\)$`),
    );
  });

  test.each([
    ["http://na.example:8080/login?user=me&key=s3cretKey#top", "points to http://na.example:8080/login, which"],
    ["https://me:s3cretKey@na.example/a/s3cretKey", "points to https://na.example/a/[redacted], which"],
    ["/sign-in?back=/v4_6_release", "points to https://api-na.myconnectwise.net/sign-in, which"],
    ["http://[", "points elsewhere, which"],
  ])("by a redirect says where it points, and no more of it: %s", (location, said) => {
    const error = errorOf("GET", "/system/info", answer(307, "", { location }), CREDENTIALS);
    expect(error.message).toContain(said);
    expect(error.message).not.toMatch(/user=|back=|me:|s3cretKey/);
  });

  test.each([
    { code: "ConnectWiseApi", message: NO_VERSION },
    { error: { code: "ConnectWiseApi", message: NO_VERSION } },
    { title: "ConnectWiseApi", detail: NO_VERSION },
  ])("is told in the tenant's words, in whichever form they come: %o", (body) => {
    expect(refusal(400, body).message).toContain(`answered 400 (ConnectWiseApi: ${NO_VERSION}).`);
  });

  test("names the version that was asked for", () => {
    const body = { code: "ConnectWiseApi", message: NO_VERSION };
    const error = errorOf("GET", "/system/info", answer(400, body), { ...CREDENTIALS, apiVersion: "2024.2" });
    expect(error.message).toContain("Requests name version 2024.2: set connectwise:apiVersion");
  });

  test("that is a web page by its type alone is one", () => {
    const error = errorOf("GET", "/a", answer(403, "Denied", { "content-type": "text/html" }), CREDENTIALS);
    expect(error.advice.topic).toBe("blocked-on-the-way");
  });

  test("to delete a role says that its members may be in the way", () => {
    const { message } = refusal(409, { code: "RecordInUse" }, "DELETE", "/system/securityroles/5");
    expect(message).toContain("If members still hold it, give them another role");
    expect(message).toContain("#role-still-held");
  });

  test("of one object that isn't there doesn't blame the keys", () => {
    const body = { code: "NotFound", message: "SecurityRole 5 not found" };
    expect(refusal(404, body, "GET", "/system/securityroles/5").message).toBe(
      "GET /system/securityroles/5 answered 404 (NotFound: SecurityRole 5 not found). It isn't there any more: run it again with --refresh. (node_modules/connectwise-roles/docs/troubleshooting.md#role-or-member-renamed-or-gone)",
    );
  });

  test.each([
    { code: BASIC, message: "the key s3cretKey is wrong" },
    { code: "X", message: `Authorization: Basic ${BASIC}` },
    { errors: [{ code: "s3cretKey", message: "s3cretKey", field: BASIC }] },
    { errors: [{ code: `x${BASIC}`, message: null, field: "privateKey" }] },
  ])("never repeats a key that the tenant does: %o", (body) => {
    const all = allOf(refusal(401, body));
    expect(all).toContain("[redacted]");
    expect(all).not.toContain("s3cretKey");
    expect(all).not.toContain(BASIC);
  });
});

describe("no answer", () => {
  const lost = (reason = "ECONNREFUSED") => {
    const config = { headers: new AxiosHeaders(), auth: { username: "acme+pub91f3", password: "s3cretKey" } };
    return new AxiosError(`connect ${reason}`, reason, config);
  };

  test.each([
    ["http://127.0.0.1:8973", "ECONNREFUSED", "npx cwroles sandbox", "no-answer"],
    ["https://api-na.myconnectwise.net", "ECONNREFUSED", "Check connectwise:site and the network.", "no-answer"],
    ["https://na.invalid", "ENOTFOUND", "Check connectwise:site and the network.", "host-not-found"],
    ["https://psa.example", "UNABLE_TO_VERIFY_LEAF_SIGNATURE", "NODE_EXTRA_CA_CERTS", "certificate-not-trusted"],
    ["https://psa.example", "ERR_TLS_CERT_ALTNAME_INVALID", "for another host name", "certificate-not-trusted"],
    ["https://psa.example", "EPROTO", "doesn't speak https", "no-answer"],
    ["https://psa.example", "CERT_HAS_EXPIRED", "check the clock", "certificate-not-trusted"],
  ])("from %s (%s) says what to do next", (origin, reason, step, topic) => {
    const error = unreachable(lost(reason), origin, 30_000);
    expect(error).toMatchObject({ code: "unreachable", reason, observed: `No answer from ${origin} (${reason}).` });
    expect(error.message).toContain(step);
    expect(error.message).toMatch(
      new RegExp(`\\(node_modules/connectwise-roles/docs/troubleshooting\\.md#${topic}\\)$`),
    );
  });

  test("keeps the request with its keys out", () => {
    const error = unreachable(lost(), CREDENTIALS.origin, 30_000);
    expect(error.cause).toBeUndefined();
    expect(allOf(error)).not.toContain("s3cretKey");
  });

  test("that isn't the network's fault stays what it is", () => {
    expect(() => unreachable(new TypeError("a bug"), CREDENTIALS.origin, 30_000)).toThrow(TypeError);
  });
});

test("an answer of another shape is named with its request and the first places", () => {
  const issues = [0, 1, 2, 3, 4].map((index) => ({ path: [index, "id"], message: "expected number" }));
  expect(new UnreadableAnswerError("GET /system/members", issues).message).toBe(
    "GET /system/members answered what the API's description doesn't publish (0.id: expected number; 1.id: expected number; 2.id: expected number; and 2 more). (node_modules/connectwise-roles/docs/troubleshooting.md#answer-of-another-shape)",
  );
  expect(new UnreadableAnswerError("GET /system/info", [{ path: [], message: "expected object" }]).message).toContain(
    "(the answer: expected object)",
  );
});

describe("problems", () => {
  test("are told with as much of their place as is known", () => {
    const problem = { path: "permissions.Companies", message: "no" };
    expect(formatProblem(problem)).toBe("permissions.Companies: no");
    expect(formatProblem({ ...problem, file: "a.yaml" })).toBe("a.yaml: permissions.Companies: no");
    expect(formatProblem({ ...problem, path: "", file: "a.yaml", line: 3, column: 5 })).toBe("a.yaml:3:5: no");
    expect(formatProblem({ ...problem, topic: "which-stack" })).toBe(
      "permissions.Companies: no (node_modules/connectwise-roles/docs/troubleshooting.md#which-stack)",
    );
  });

  test("come in one message, one line each where there are more", () => {
    const [one, two] = [
      { path: "a", message: "x" },
      { path: "b", message: "y" },
    ];
    expect(new InvalidInputError("Bad", [one]).message).toBe("Bad: a: x");
    expect(new InvalidInputError("Bad", [one, two]).message).toBe("Bad, 2 problems:\n  a: x\n  b: y");
    expect(new InvalidInputError("Bad", [one, two], "which-stack").message).toBe(
      "Bad, 2 problems:\n  a: x\n  b: y (node_modules/connectwise-roles/docs/troubleshooting.md#which-stack)",
    );
  });
});
