import { inspect } from "node:util";
import { AxiosError, AxiosHeaders, type AxiosResponse } from "axios";
import { describe, expect, test } from "vitest";
import type { Credentials } from "../../../provider/client/credentials";
import { errorOf, unreachable } from "../../../provider/client/errors";
import { formatProblem, InvalidInputError, UnreadableAnswerError } from "../../../provider/model/errors";

const CREDENTIALS: Credentials = {
  origin: "https://api-na.myconnectwise.net",
  codebase: "v4_6_release",
  companyId: "acme",
  publicKey: "pub91f3",
  privateKey: "s3cretKey",
  clientId: "00000000-0000-0000-0000-000000000000",
};
const BASIC = Buffer.from("acme+pub91f3:s3cretKey").toString("base64");

const answer = (status: number, data: unknown): AxiosResponse => ({
  status,
  data,
  statusText: "",
  headers: {},
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
      "POST /system/securityroles answered 400 (InvalidObject: securityRole object is invalid). Fields: name: is too long; roleType: MissingRequiredField.",
    );
    expect(error).toMatchObject({
      code: "tenant-refused",
      fault: "tenant",
      failure: { method: "POST", status: 400, fieldCodes: ["MaxLength", "MissingRequiredField"] },
    });
  });

  test.each([
    [401, { code: "ConnectWiseApi", message: "UserNotAuthenticated" }, "Check connectwise:companyId, publicKey"],
    [403, { code: "Security", message: "You do not have security permission" }, "lacks a permission for it"],
    [403, "Forbidden", "Check connectwise:clientId."],
    [404, "", "a wrong company id or key pair"],
    [429, null, "run it again later"],
    [503, "<html>busy</html>", "run it again later"],
    [302, "", "check connectwise:site"],
    [200, "<!DOCTYPE html><title>Log in</title>", "a web page, not the API"],
    [200, "SSL is required", "check connectwise:site"],
    [200, '[{"id": 1, "name": "Adm', "The answer is cut off"],
  ])("of %s %o says what to do next", (status, body, step) => {
    expect(refusal(status, body).message).toMatch(/^GET \/system\/securityroles answered \d{3}/);
    expect(refusal(status, body).message).toContain(step);
  });

  test("of one object that isn't there doesn't blame the keys", () => {
    const body = { code: "NotFound", message: "SecurityRole 5 not found" };
    expect(refusal(404, body, "GET", "/system/securityroles/5").message).toBe(
      "GET /system/securityroles/5 answered 404 (NotFound: SecurityRole 5 not found).",
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
  const lost = () => {
    const config = { headers: new AxiosHeaders(), auth: { username: "acme+pub91f3", password: "s3cretKey" } };
    return new AxiosError("connect ECONNREFUSED", "ECONNREFUSED", config);
  };

  test.each([
    ["http://127.0.0.1:8973", "npx cwroles sandbox"],
    ["https://api-na.myconnectwise.net", "Check connectwise:site and the network."],
  ])("from %s says what to do next", (origin, step) => {
    const error = unreachable(lost(), origin);
    expect(error).toMatchObject({ code: "unreachable", reason: "ECONNREFUSED" });
    expect(error.message).toBe(`No answer from ${origin} (ECONNREFUSED). ${error.message.split("). ")[1]}`);
    expect(error.message).toContain(step);
  });

  test("keeps the request with its keys out", () => {
    const error = unreachable(lost(), CREDENTIALS.origin);
    expect(error.cause).toBeUndefined();
    expect(allOf(error)).not.toContain("s3cretKey");
  });

  test("that isn't the network's fault stays what it is", () => {
    expect(() => unreachable(new TypeError("a bug"), CREDENTIALS.origin)).toThrow(TypeError);
  });
});

test("an answer of another shape is named with its request and the first places", () => {
  const issues = [0, 1, 2, 3, 4].map((index) => ({ path: [index, "id"], message: "expected number" }));
  expect(new UnreadableAnswerError("GET /system/members", issues).message).toBe(
    "GET /system/members answered what the API's description doesn't publish (0.id: expected number; 1.id: expected number; 2.id: expected number; and 2 more).",
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
  });

  test("come in one message, one line each where there are more", () => {
    const [one, two] = [
      { path: "a", message: "x" },
      { path: "b", message: "y" },
    ];
    expect(new InvalidInputError("Bad", [one]).message).toBe("Bad: a: x");
    expect(new InvalidInputError("Bad", [one, two]).message).toBe("Bad, 2 problems:\n  a: x\n  b: y");
  });
});
