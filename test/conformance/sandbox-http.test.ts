import { mkdtempSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { startSandbox } from "../../sandbox";
import { API, basic, CLIENT_ID, caller, raw, useSandbox } from "./sandboxApi";

const site = useSandbox();

describe("company info", () => {
  test("needs no key and tells the codebase", async () => {
    const response = await fetch(`${site.sandbox.url}/login/companyinfo/Sandbox`);
    expect(await response.json()).toEqual({
      CompanyName: "Sandbox IT Services",
      Codebase: "v4_6_release/",
      VersionCode: "v2025.1",
      VersionNumber: expect.stringMatching(/^v4\.6\./),
      CompanyID: "sandbox",
      IsCloud: false,
      SiteUrl: new URL(site.sandbox.url).host,
    });
  });

  test("of another company is null, with status 200", async () => {
    const response = await fetch(`${site.sandbox.url}/login/companyinfo/other`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain("application/json");
    expect(await response.text()).toBe("null");
  });
});

describe("authentication", () => {
  const info = (headers: Record<string, string>) => site.call("GET", "/system/info", undefined, headers);

  test.each([
    ["another company", basic("other", "public", "private")],
    ["a wrong public key", basic("sandbox", "x", "private")],
    ["a wrong private key", basic("sandbox", "public", "x")],
    ["no company", `Basic ${Buffer.from("public:private").toString("base64")}`],
    ["another scheme", "Bearer abc"],
  ])("%s is refused", async (_what, authorization) => {
    const { status, body } = await info({ authorization });
    expect(status).toBe(401);
    expect(body).toEqual({ code: "ConnectWiseApi", message: "UserNotAuthenticated", errors: null });
  });

  test("the company id is compared without regard to case", async () => {
    expect((await info({ authorization: basic("SANDBOX", "public", "private") })).status).toBe(200);
  });

  test.each([`{${CLIENT_ID}}`, `(${CLIENT_ID})`, CLIENT_ID.replaceAll("-", ""), CLIENT_ID.toUpperCase()])(
    "clientId %s is one",
    async (clientId) => {
      expect((await info({ clientId })).status).toBe(200);
    },
  );

  test("blanks may stand before the key", async () => {
    const authorization = basic("sandbox", "public", "private").replace(" ", "   ");
    expect((await info({ authorization })).status).toBe(200);
  });

  test.each(["", "my-client"])("clientId %j is refused", async (clientId) => {
    expect((await info({ clientId })).status).toBe(403);
  });

  test("the key of an inactive member is refused", async () => {
    const authorization = basic("sandbox", "rmm-public", "rmm-private");
    expect((await info({ authorization })).status).toBe(200);
    site.sandbox.tenant.setMember("RMMBridge", { inactive: true });
    expect((await info({ authorization })).status).toBe(401);
  });
});

describe("paths and bodies", () => {
  test("the codebase of a release answers like v4_6_release", async () => {
    const url = `${site.sandbox.url}/v2025_1/apis/3.0/system/locations/1`;
    const headers = { authorization: basic("sandbox", "public", "private"), clientId: CLIENT_ID };
    expect(await (await fetch(url, { headers })).json()).toMatchObject({ name: "Main Office" });
  });

  test.each([
    "/V4_6_Release/apis/3.0/system/locations/1",
    "/V2025_1/APIS/3.0/System/Locations/1",
    "/v4_6_release/apis/3.0//system/locations/1",
    "//v4_6_release//apis/3.0/system//locations/1/",
  ])("%s is the same address", async (path) => {
    const { status, body } = await raw(site.sandbox.url, "GET", `${path}?fields=name,_info`);
    expect([status, JSON.parse(String(body)).name]).toEqual([200, "Main Office"]);
  });

  test("links of what was asked in any spelling lead to the same place", async () => {
    const { headers } = await raw(site.sandbox.url, "GET", "//V4_6_Release/apis/3.0//system/members?pageSize=2");
    const [, next = ""] = /<([^>]*)>; rel="next"/.exec(String(headers.link)) ?? [];
    const { pathname, search } = new URL(next);
    expect((await raw(site.sandbox.url, "GET", `${pathname}${search}`)).status).toBe(200);
    const [member] = JSON.parse(String((await raw(site.sandbox.url, "GET", next.slice(site.sandbox.url.length))).body));
    expect(member.securityRole._info.securityRole_href).toContain("/V4_6_Release/apis/3.0/system/securityroles/");
  });

  test.each([
    ["20 kB of conditions", "GET", `${API}/system/info?conditions=${"x".repeat(20_000)}`, 414],
    ["more than any server reads", "GET", `${API}/system/info?conditions=${"x".repeat(400_000)}`, 414],
    ["a per cent sign that stands for nothing", "GET", `${API}/system/%zz`, 400],
    ["an identifier longer than any", "GET", `${API}/system/members/${"x".repeat(600)}`, 414],
  ])("an address that can't be answered is refused in the service's form: %s", async (_what, method, path, status) => {
    const answer = await raw(site.sandbox.url, method, path);
    expect([answer.status, answer.headers["content-type"]]).toEqual([status, "application/json; charset=utf-8"]);
    const body = JSON.parse(String(answer.body));
    expect(body).toEqual({ code: "ConnectWiseApi", message: expect.any(String), errors: null });
  });

  test("conditions of 15 kB are answered", async () => {
    const conditions = `id in (${Array.from({ length: 2_500 }, (_, index) => index + 1000).join(",")},5)`;
    const { body } = await site.call(
      "GET",
      `/system/members?fields=id&conditions=${conditions.replaceAll(" ", "%20")}`,
    );
    expect(body).toEqual([{ id: 5 }]);
  });

  test("what is no HTTP is refused in the service's form", async () => {
    const socket = connect(Number(new URL(site.sandbox.url).port), "127.0.0.1");
    socket.end("NO HTTP\r\n\r\n");
    const answer = Buffer.concat(await socket.toArray()).toString();
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(JSON.parse(answer.split("\r\n\r\n")[1] ?? "")).toMatchObject({ code: "ConnectWiseApi", errors: null });
  });

  test("a path that doesn't exist", async () => {
    const { status, body } = await site.call("GET", "/system/securityrole");
    expect(status).toBe(404);
    expect(body).toEqual({ code: "ConnectWiseApi", message: "The endpoint does not exist." });
  });

  test("an object that doesn't exist", async () => {
    const { status, body } = await site.call("GET", "/system/securityroles/4711");
    expect(status).toBe(404);
    expect(body).toEqual({ code: "NotFound", message: "SecurityRole 4711 not found", errors: null });
  });

  test.each([
    ["<role/>", "Unexpected character encountered while parsing value: <. Path '', line 0, position 0."],
    ["{name:", "Invalid property identifier character: n. Path '', line 1, position 1."],
    ['{"name"', "Unexpected end when reading JSON. Path 'name', line 1, position 7."],
    [
      '{"name" 5}',
      "Invalid character after parsing property name. Expected ':' but got: 5. Path 'name', line 1, position 8.",
    ],
    [
      '{\r\n "name": tru\n}',
      "Unexpected character encountered while parsing value: t. Path 'name', line 2, position 9.",
    ],
    [
      '[{"a b": ["x" 5]}]',
      "After parsing a value an unexpected character was encountered: 5. Path '[0]['a b'][0]', line 1, position 14.",
    ],
    [
      '{"name":"X"} {}',
      "Additional text encountered after finished reading JSON content: {. Path '', line 1, position 13.",
    ],
    ['{"name":"X', "Unexpected end when reading JSON. Path 'name', line 1, position 10."],
    ['{"name":"\\', "Unexpected end when reading JSON. Path 'name', line 1, position 10."],
    ['{"name":"\\x"}', "Bad JSON escape sequence: \\x. Path 'name', line 1, position 11."],
  ])("a body that is no JSON: %s", async (text, message) => {
    const { status, body } = await site.call("POST", "/system/securityroles", text);
    expect(status).toBe(400);
    expect(body).toEqual({ code: "ConnectWiseApi", message, errors: null });
  });

  const MODELS = "ConnectWise.Apis.v3_0.v2015_3.Common.Models";

  test.each([
    [
      '{\n  "identifier": "X",\n  "securityRole": "250"\n}',
      `Error converting value "250" to type '${MODELS}.SecurityRoleReference'. Path 'securityRole', line 3, position 23.`,
    ],
    [
      '{\n  "identifier": "X",\n  "inactiveFlag": [true]\n}',
      "Error converting value […] to type 'System.Nullable`1[System.Boolean]'. Path 'inactiveFlag', line 3, position 19.",
    ],
    [
      '{"identifier":"X",\r\n"Colour": "red"}',
      `Could not find member 'Colour' on object of type '${MODELS}.ApiMember'. Path 'Colour', line 2, position 9. Check your accept header to make sure you are using the correct version.`,
    ],
    [
      '{"identifier": "X", "securityRole": {"Id": "two", "name": "Finance"}}',
      "Error converting value \"two\" to type 'System.Nullable`1[System.Int32]'. Path 'securityRole.Id', line 1, position 48.",
    ],
    [
      '{"identifier": "X", "excludedServiceBoardIds": [1, "2", null]}',
      "Error converting value null to type 'System.Int32'. Path 'excludedServiceBoardIds[2]', line 1, position 60.",
    ],
    ["null", `Error converting value null to type '${MODELS}.ApiMember'. Path '', line 1, position 4.`],
  ])("a body that doesn't fit is refused with its place: %s", async (text, message) => {
    const { status, body } = await site.call("POST", "/system/apiMembers", text);
    expect(status).toBe(400);
    expect(body).toEqual({ code: "ConnectWiseApi", message, errors: null });
  });

  test("a field that is required is asked for by name, and blanks alone are no name", async () => {
    for (const name of [undefined, null, "", "   ", "\t\n"]) {
      const { status, body } = await site.call("POST", "/system/securityroles", { name });
      expect(status).toBe(400);
      expect(body).toEqual({
        code: "InvalidObject",
        message: "securityRole object is invalid",
        errors: [
          {
            code: "MissingRequiredField",
            message: "The name field is required.",
            resource: "securityRole",
            field: "name",
          },
        ],
      });
    }
  });

  test.each([
    ["without a media type", {}, '{"name":"Untyped"}', 201],
    ["with a byte order mark", { "content-type": "application/json; charset=utf-8" }, '\uFEFF{"name":"Marked"}', 201],
    ["with an empty media type", { "content-type": "" }, '{"name":"Empty type"}', 201],
    ["with neither", {}, '\uFEFF{"name":"Bare"}', 201],
    ["by another name for JSON", { "content-type": "Text/JSON" }, '{"name":"Spelled"}', 201],
    ["in a form", { "content-type": "application/x-www-form-urlencoded" }, "name=Form", 415],
    ["without a media type, no JSON", {}, "name=Form", 400],
    ["without a media type, a byte order mark alone", {}, "\uFEFF", 400],
  ])("a body is read: %s", async (_what, headers, body, status) => {
    expect((await raw(site.sandbox.url, "POST", `${API}/system/securityroles`, headers, body)).status).toBe(status);
  });

  test.each(["text/xml", "json"])("a body of another kind: %s", async (type) => {
    const answer = await site.call("POST", "/system/securityroles", "<role/>", { "content-type": type });
    const message = `The request's media type '${type}' is not supported.`;
    expect(answer).toMatchObject({ status: 415, body: { code: "ConnectWiseApi", message } });
  });

  test("of what is made only the fields asked for come back", async () => {
    const { status, body } = await site.call("POST", "/system/securityroles?fields=name,id", { name: "Partial" });
    expect([status, body]).toEqual([201, { id: expect.any(Number), name: "Partial" }]);
  });

  test.each([[[]], ["name"], [null], [5]])("a body that is no object: %j", async (requestCount) => {
    expect((await site.call("POST", "/system/securityroles", JSON.stringify(requestCount))).status).toBe(400);
  });
});

describe("the request log", () => {
  test("holds API requests in order, with query and status, and can be emptied", async () => {
    site.sandbox.clearRequests();
    await site.call("GET", "/system/info?fields=version");
    await site.call("GET", "/system/nothing");
    await fetch(`${site.sandbox.url}/__sandbox/requests`);
    const common = { company: "sandbox", at: expect.any(Number), method: "GET", ms: expect.any(Number) };
    const expected = [
      { ...common, path: `${API}/system/info?fields=version`, status: 200 },
      { ...common, path: `${API}/system/nothing`, status: 404 },
    ];
    expect(site.sandbox.requests()).toEqual(expected);
    expect(await (await fetch(`${site.sandbox.url}/__sandbox/requests`)).json()).toEqual(expected);
    await fetch(`${site.sandbox.url}/__sandbox/requests`, { method: "DELETE" });
    expect(site.sandbox.requests()).toEqual([]);
  });
});

describe("a state file", () => {
  test("carries the tenant over a restart", async () => {
    const stateFile = path.join(mkdtempSync(path.join(tmpdir(), "sandbox-")), "deep", "tenant.json");
    const first = await startSandbox({ stateFile });
    const { body: role } = await caller(first.url)("POST", "/system/securityroles", { name: "Kept" });
    first.tenant.setLevel("Kept", "Sales", "Opportunity", "edit", "My");
    await first.close();
    expect(readFileSync(stateFile, "utf8")).toContain("Kept");

    const second = await startSandbox({ stateFile });
    expect(second.tenant.level("Kept", "Sales", "Opportunity", "edit")).toBe("My");
    const { body: next } = await caller(second.url)("POST", "/system/securityroles", { name: "Next" });
    expect(next.id).toBeGreaterThan(role.id);
    await second.close();
  });

  test("of another kind is refused by name", async () => {
    const stateFile = path.join(process.cwd(), "package.json");
    await expect(startSandbox({ stateFile })).rejects.toThrow("package.json");
  });
});

test("a taken port is told by its code", async () => {
  const port = Number(new URL(site.sandbox.url).port);
  await expect(startSandbox({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
});
