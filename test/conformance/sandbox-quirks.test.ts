/** What no public source settles: each answer that a sandbox can be told to give. */
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { startSandbox } from "../../sandbox";
import { gatewayTo } from "../helpers/sites";
import { API, basic, type Call, CLIENT_ID, caller, query, raw, useSandbox } from "./sandboxApi";

const set = (path: string, value: unknown) => [{ op: "replace", path, value }];

describe("subPaths: ignored", () => {
  const site = useSandbox({ quirks: { subPaths: "ignored" } });

  test.each(["defaultLocation/id", "/defaultLocation/id", "teams/0", "title/x"])(
    "a PATCH of %s answers 200 and changes nothing",
    async (path) => {
      const address = `/system/members/${site.sandbox.tenant.member("CLi").id}`;
      const before = (await site.call("GET", address)).body;
      expect(await site.call("PATCH", address, set(path, 2))).toMatchObject({ status: 200, body: before });
      expect((await site.call("GET", address)).body).toEqual(before);
      expect((await site.call("PATCH", address, set("defaultLocation", { id: 1 }))).body.defaultLocation.id).toBe(1);
    },
  );
});

describe("patchOp: lower-case", () => {
  const site = useSandbox({ quirks: { patchOp: "lower-case" } });

  test("another case is refused, with its place", async () => {
    const address = `/system/members/${site.sandbox.tenant.member("CLi").id}`;
    const { status, body } = await site.call("PATCH", address, '[{"op":"Replace","path":"title","value":"Chief"}]');
    expect([status, body.message]).toEqual([
      400,
      expect.stringMatching(/"Replace".* Path '\[0\]\.op', line 1, position 16\.$/),
    ]);
    expect((await site.call("PATCH", address, set("title", "Chief"))).body.title).toBe("Chief");
  });
});

describe("a company's own", () => {
  const site = useSandbox({
    quirks: { subPaths: "ignored" },
    companies: [{ id: "sandbox", quirks: { subPaths: "written" } }, { id: "other" }],
  });

  test("wins over the sandbox's", async () => {
    const other = { authorization: `Basic ${Buffer.from("other+public:private").toString("base64")}` };
    for (const [headers, expected] of [
      [{}, 1],
      [other, 3],
    ] as const) {
      const [member] = (await site.call("GET", `/system/members${query({ conditions: "identifier='GPatel'" })}`)).body;
      const [pair] = (await site.call("GET", "/system/locations/1/departments", undefined, headers)).body;
      const { body } = await site.call(
        "PATCH",
        `/system/members/${member.id}`,
        [...set("defaultLocation/id", 1), ...set("defaultDepartment/id", pair.department.id)],
        headers,
      );
      expect(body.defaultLocation.id).toBe(expected);
    }
  });
});

describe("OPTIONS", () => {
  const refusing = useSandbox();
  const answering = useSandbox({ quirks: { options: "answered" } });
  const ask = (url: string, path: string) => fetch(`${url}${API}${path}`, { method: "OPTIONS" });

  test("is refused, with the methods that there are", async () => {
    const response = await ask(refusing.sandbox.url, "/system/securityroles");
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, POST"]);
    expect(await response.json()).toMatchObject({ code: "ConnectWiseApi", errors: null });
  });

  test("options: answered: tells the methods, and lets no other origin in", async () => {
    const response = await ask(answering.sandbox.url, "/system/members/1");
    expect([response.status, response.headers.get("allow")]).toEqual([200, "GET, PUT, PATCH, OPTIONS"]);
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    expect((await ask(answering.sandbox.url, "/system/nothing")).status).toBe(404);
  });
});

describe("errors: absent", () => {
  const site = useSandbox({ quirks: { errors: "absent" } });

  test.each([
    ["an object that isn't there", {}, 404],
    ["a wrong key", { authorization: "Basic bm9ib2R5" }, 401],
  ])("a refusal about no field has none: %s", async (_what, headers, status) => {
    const answer = await site.call("GET", "/system/members/4711", undefined, headers);
    expect([answer.status, Object.keys(answer.body)]).toEqual([status, ["code", "message"]]);
  });

  test("one about fields has them", async () => {
    const { body } = await site.call("POST", "/system/securityroles", { name: "" });
    expect(body.errors).toMatchObject([{ field: "name" }]);
  });
});

describe("unknownVersion: refused", () => {
  const site = useSandbox({ version: "2019.10", quirks: { unknownVersion: "refused" } });
  const lenient = useSandbox({ version: "2019.10" });
  const accept = (version: string) => ({
    accept: `application/vnd.connectwise.com+json; version=${version}, application/json`,
  });
  const ask = (call: Call, headers: Record<string, string>) =>
    call("GET", "/system/locations/1?fields=id", undefined, headers);

  test.each(["2019.10", "2019.2", "2018.6", "3.0", "3.0.0"])("%s is there", async (version) => {
    expect((await ask(site.call, accept(version))).status).toBe(200);
  });

  test.each(["2019.11", "2025.1", "latest"])("%s is not", async (version) => {
    expect(await ask(site.call, accept(version))).toMatchObject({
      status: 400,
      body: {
        code: "ConnectWiseApi",
        message: `The HTTP resource that matches the request URI '${site.sandbox.url}${API}/system/locations/1' does not support the API version '${version}'.`,
      },
    });
    expect((await ask(lenient.call, accept(version))).status).toBe(200);
  });

  test("who names none gets the tenant's own", async () => {
    expect((await ask(site.call, { accept: "application/json" })).status).toBe(200);
  });
});

describe("times", () => {
  const now = () => new Date("2026-01-02T03:04:05.670Z");

  test.each([
    ["seconds", "2026-01-02T03:04:05Z", "2024-05-06T07:08:09Z"],
    ["milliseconds", "2026-01-02T03:04:05.67Z", "2024-05-06T07:08:09.5Z"],
  ] as const)("in %s", async (times, changed, hired) => {
    const sandbox = await startSandbox({ now, quirks: { times } });
    const call = caller(sandbox.url);
    const { body } = await call("PATCH", "/system/members/5", set("hireDate", "2024-05-06T07:08:09.500Z"));
    const whole = await call("PATCH", "/system/members/5", set("hireDate", "2024-05-10T00:00:00.000Z"));
    const conditions = `lastUpdated >= [${changed}] and id = 5`;
    const found = await call("GET", `/system/members${query({ conditions, fields: "id" })}`);
    await sandbox.close();
    expect([body.hireDate, body._info.lastUpdated, whole.body.hireDate]).toEqual([
      hired,
      changed,
      "2024-05-10T00:00:00Z",
    ]);
    expect(found.body).toEqual([{ id: 5 }]);
  });
});

describe("/system/info without a key", () => {
  const refusing = useSandbox();
  const answering = useSandbox({ version: "2019.2", quirks: { info: "answered" } });
  const ask = async (url: string, path: string) => (await fetch(`${url}${API}${path}`)).status;

  test("is refused unless told otherwise, as is every other path", async () => {
    expect(await ask(refusing.sandbox.url, "/system/info")).toBe(401);
    expect(await ask(answering.sandbox.url, "/system/info/members")).toBe(401);
    const open = await fetch(`${answering.sandbox.url}${API}/System/Info/`);
    expect([open.status, await open.json()]).toEqual([200, (await answering.call("GET", "/system/info")).body]);
    expect((await answering.call("GET", "/system/info", undefined, { authorization: "Basic eA==" })).status).toBe(401);
  });
});

test.each([
  [{}, "2022.1"],
  [{ currentVersion: "absent" }, null],
] as const)("the header api-current-version with %j", async (quirks, expected) => {
  const sandbox = await startSandbox({ version: "2022.1", quirks });
  const call = caller(sandbox.url);
  const answers = [await call("GET", "/system/members"), await call("GET", "/system/members/4711")];
  await sandbox.close();
  expect(answers.map(({ headers }) => headers.get("api-current-version"))).toEqual([expected, expected]);
});

test.each([
  ["any", 200],
  ["own", 404],
] as const)("codebases: %s", async (codebases, other) => {
  const sandbox = await startSandbox({ codebase: "v2025_1", quirks: { codebases } });
  const headers = { authorization: basic("sandbox", "public", "private"), clientId: CLIENT_ID };
  const statuses = await Promise.all(
    ["v2025_1", "V4_6_Release", "v2019_5"].map(
      async (codebase) => (await fetch(`${sandbox.url}/${codebase}/apis/3.0/system/info`, { headers })).status,
    ),
  );
  await sandbox.close();
  expect(statuses).toEqual([200, 200, other]);
});

describe("compression: gzip", () => {
  const site = useSandbox({ quirks: { compression: "gzip" } });
  const ask = (encoding: string) =>
    raw(site.sandbox.url, "GET", `${API}/system/members`, { "accept-encoding": encoding });

  test("an answer is as long as it says, and the same when unpacked", async () => {
    const [plain, packed] = [await ask("identity"), await ask("br, gzip")];
    expect([plain.headers["content-encoding"], packed.headers["content-encoding"]]).toEqual([undefined, "gzip"]);
    expect(packed.body.length).toBeLessThan(plain.body.length / 2);
    expect(gunzipSync(packed.body)).toEqual(plain.body);
    expect((await ask("gzip;q=0")).headers["content-encoding"]).toBeUndefined();
  });

  test("a refusal is packed, and what has no body isn't", async () => {
    const { headers, body } = await raw(site.sandbox.url, "GET", `${API}/system/members/4711`, {
      "accept-encoding": "gzip",
    });
    expect([headers["content-encoding"], JSON.parse(String(gunzipSync(body))).code]).toEqual(["gzip", "NotFound"]);
    const { body: role } = await site.call("POST", "/system/securityroles", { name: "Gone" });
    expect(await site.call("DELETE", `/system/securityroles/${role.id}`)).toMatchObject({
      status: 204,
      body: undefined,
    });
  });
});

describe.each(["written", "ignored"] as const)(
  "the project's own client, subPaths: %s and every other second answer",
  (subPaths) => {
    const site = useSandbox({
      quirks: {
        subPaths,
        patchOp: "lower-case",
        errors: "absent",
        compression: "gzip",
        unknownVersion: "refused",
        times: "milliseconds",
        currentVersion: "absent",
        codebases: "own",
      },
    });

    test("makes a role and a member, changes both and deletes the role", async () => {
      const gateway = gatewayTo(site.sandbox.url);
      const { id } = (await gateway.createRole("Own client")).object;
      const settings = await gateway.settings(id);
      expect(settings).toHaveLength(97);
      expect(await gateway.findRoles("own CLIENT")).toMatchObject([{ id }]);
      const [row] = settings;
      await gateway.setLevels(id, row?.id ?? 0, { add: "All" }, "PATCH");
      expect((await gateway.settings(id))[0]).toMatchObject({ id: row?.id, cells: { add: "All" } });
      const member = await gateway.findMember("api", "RMMBridge");
      await gateway.updateMember("api", member?.id ?? 0, { securityRole: id });
      expect(await gateway.holders(id)).toEqual(["RMMBridge"]);
      await gateway.updateMember("api", member?.id ?? 0, { securityRole: 1 });
      await gateway.deleteRole(id);
      expect(await gateway.role(id)).toBeUndefined();
    });
  },
);

describe.each([
  { names: "sql-server", lower: true, blanks: true },
  { names: "blanks-count", lower: true, blanks: false },
  { names: "exact", lower: false, blanks: false },
] as const)("names: $names", ({ names, lower, blanks }) => {
  const site = useSandbox({ quirks: { names } });
  const spellings = [
    ["finance", lower],
    ["Finance  ", blanks],
    [" Finance", false],
  ] as const;
  const found = async (conditions: string) =>
    (await site.call("GET", `/system/securityroles${query({ conditions })}`)).body.length > 0;

  test.each(spellings)("%j is Finance: %s", async (spelling, isSame) => {
    expect(await found(`name = "${spelling}"`)).toBe(isSame);
    expect(await found(`name in ('${spelling}')`)).toBe(isSame);
    const member = `/system/members/${site.sandbox.tenant.member("CLi").id}`;
    const given = await site.call("PATCH", member, set("securityRole", { name: spelling }));
    expect([given.status, given.body.securityRole?.name]).toEqual(isSame ? [200, "Finance"] : [400, undefined]);
    const { status } = await site.call("POST", "/system/securityroles", { name: spelling });
    expect(status).toBe(isSame ? 400 : 201);
  });

  test("blanks at the end count for contains and like, whatever they do elsewhere", async () => {
    await site.call("POST", "/system/securityroles", { name: "Blank " });
    expect(await found(`name like 'Blank' and name like '%k '`)).toBe(false);
    expect([
      await found(`name like '%k '`),
      await found(`name contains 'k '`),
      await found(`name contains 'K '`),
    ]).toEqual([true, true, lower]);
  });
});
