import { inspect } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { TenantError, UnreachableError } from "../../core/model/errors";
import { wireMember } from "../../core/model/wire";
import { describe as message } from "../../core/plan/change";
import { plan } from "../../core/plan/plan";
import { type Sandbox, startSandbox } from "../../sandbox";
import { findOrCreateMember } from "../../tenant/apply/member";
import { applyLevels, findOrCreateRole, observe } from "../../tenant/apply/role";
import type { RestGateway } from "../../tenant/client/gateway";
import { documented } from "../helpers/documented";
import { levelsOf } from "../helpers/rows";
import { gatewayTo } from "../helpers/sites";
import { grantsOf } from "../helpers/tenant";

// What goes wrong on the way to a tenant; a gateway in memory has no such way.

const ROLES = /\/securityroles(\?|$)/i;
const SETTING = /\/settings\/\d+$/;
const WRONG_KEY = "wr0ngKey";

let sandbox: Sandbox;
let gateway: RestGateway;

beforeAll(async () => {
  sandbox = await startSandbox();
  gateway = gatewayTo(sandbox.url);
});
beforeEach(() => sandbox.clearRequests());
afterEach(() => sandbox.clearFaults());
afterAll(() => sandbox.close());

/** How often a request came, whatever became of it. */
const count = (method: string, path: RegExp) =>
  sandbox.requests().filter((request) => request.method === method && path.test(request.path)).length;

const rolesNamed = (name: string) => sandbox.tenant.roles().filter((role) => role.name === name);

const reporter = { progress: () => {}, warn: () => {} };

const profile = (name: string) =>
  ({ name, levels: levelsOf(documented["kaseya-quote-manager"]), unlisted: "exact" }) as const;

async function bring(name: string) {
  const { role } = await findOrCreateRole(gateway, name);
  return applyLevels(gateway, await observe(gateway, role), profile(name), "auto", reporter);
}

/** What a fresh read still differs in. */
async function stillToDo(name: string) {
  const [summary] = await gateway.findRoles(name);
  const role = summary && (await observe(gateway, summary));
  return plan({ role }, { role: profile(name) }, { levels: "unknown", evidence: "" }).changes.map(message);
}

async function errorOf(action: Promise<unknown>): Promise<Error> {
  const outcome = await action.then(
    () => new Error("nothing went wrong"),
    (error: unknown) => error,
  );
  return outcome instanceof Error ? outcome : new Error(`not an error: ${outcome}`);
}

describe("the answer is lost", () => {
  test("of a role's creation: there is one role", async () => {
    sandbox.fault({ method: "POST", path: ROLES, nth: 1, reset: "after" });
    const { role, created } = await findOrCreateRole(gateway, "Lost answer");
    expect(created).toBe(true);
    expect(rolesNamed("Lost answer")).toMatchObject([{ id: role.id }]);
    expect(count("POST", ROLES)).toBe(1);
  });

  test("of a member's creation: there is one member", async () => {
    sandbox.fault({ method: "POST", path: /\/apiMembers$/, nth: 1, reset: "after" });
    const [role] = await gateway.findRoles("RMM Integration");
    const wanted = {
      identifier: "lostanswer",
      name: "Lost answer",
      securityRole: role?.id ?? null,
      defaultLocation: 1,
      defaultDepartment: 1,
      inactiveFlag: false,
    };
    const { member } = await findOrCreateMember(gateway, "api", wanted);
    expect(sandbox.tenant.members().filter(({ identifier }) => identifier === "lostanswer")).toMatchObject([
      { id: member.id, role: "RMM Integration" },
    ]);
    expect(count("POST", /\/apiMembers$/)).toBe(1);
  });

  test("of a level's write: the row is as asked", async () => {
    sandbox.fault({ method: "PATCH", path: SETTING, nth: 2, reset: "after" });
    expect((await bring("Lost write")).remaining).toEqual([]);
    expect(grantsOf(sandbox, "Lost write")).toEqual(documented["kaseya-quote-manager"]);
  });

  test("of a role's deletion: it is gone", async () => {
    const { id } = (await gateway.createRole("Lost deletion")).object;
    sandbox.fault({ method: "DELETE", nth: 1, reset: "after" });
    await gateway.deleteRole(id);
    expect(rolesNamed("Lost deletion")).toEqual([]);
  });
});

describe("a request that had no effect", () => {
  test.each([
    ["the connection breaks", { reset: "before" }],
    ["the server fails", { status: 500 }],
    ["the answer is another page", { status: 200, body: "<html>maintenance</html>" }],
  ] as const)("creates the role once, after a look that it isn't there: %s", async (what, fault) => {
    sandbox.fault({ method: "POST", path: ROLES, nth: 1, ...fault });
    const { id } = (await gateway.createRole(what)).object;
    expect(rolesNamed(what)).toMatchObject([{ id }]);
    expect([count("POST", ROLES), count("GET", ROLES)]).toEqual([2, 1]);
  });

  test("is repeated at once after a 429 that says so, even a POST", async () => {
    for (const method of ["GET", "POST", "PATCH"])
      sandbox.fault({ method, path: /securityroles/i, nth: 1, status: 429, retryAfter: 0 });
    expect((await bring("Busy")).remaining).toEqual([]);
    expect(await stillToDo("Busy")).toEqual([]);
    expect(rolesNamed("Busy")).toHaveLength(1);
    expect(count("POST", ROLES)).toBe(2);
    expect(count("PATCH", SETTING)).toBe(27);
  });

  test.each([
    ["the server fails", { status: 500 }],
    ["a proxy has no server", { status: 503 }],
    ["the connection breaks", { reset: "before" }],
  ] as const)("is repeated where it only reads: %s", async (_what, fault) => {
    sandbox.fault({ method: "GET", nth: 1, ...fault });
    expect(await gateway.version()).toBe("2025.1");
    expect(count("GET", /\/system\/info$/)).toBe(2);
  });

  test("is repeated five times at most; then the error says to come back", async () => {
    sandbox.fault({ status: 503, retryAfter: 0 });
    await expect(gateway.version()).rejects.toThrow(
      /^GET \/system\/info answered 503 .*run it again later, it goes on where it stopped/,
    );
    expect(sandbox.requests()).toHaveLength(5);
  });

  test("isn't repeated where the tenant wants more than a minute", async () => {
    sandbox.fault({ status: 429, retryAfter: 600 });
    await expect(gateway.version()).rejects.toThrow("answered 429");
    expect(sandbox.requests()).toHaveLength(1);
  });
});

describe("a run that breaks off", () => {
  test("stops writing, and the next one writes what is left", async () => {
    sandbox.fault({ method: "PATCH", path: SETTING, nth: 3, status: 401 });
    await expect(bring("Broken off")).rejects.toThrow(/^PATCH \S+ answered 401/);
    const left = await stillToDo("Broken off");
    expect(left.length).toBeGreaterThan(0);
    sandbox.clearRequests();
    expect((await bring("Broken off")).remaining).toEqual([]);
    expect(count("PATCH", SETTING)).toBe(left.length);
    expect(grantsOf(sandbox, "Broken off")).toEqual(documented["kaseya-quote-manager"]);
  });

  test("over one row that the tenant refuses once writes it when it is asked again", async () => {
    sandbox.fault({ method: "PATCH", path: SETTING, nth: 3, status: 403 });
    expect((await bring("One refused once")).remaining).toEqual([]);
    expect(await stillToDo("One refused once")).toEqual([]);
  });

  test("over one row that the tenant refuses leaves exactly that row", async () => {
    const { role } = await findOrCreateRole(gateway, "One refused");
    const row = (await gateway.settings(role.id)).find(({ function: name }) => name === "Sales Orders");
    sandbox.fault({ method: "PATCH", path: `/settings/${row?.id}$`, status: 403 });
    const { remaining: left, capability } = await bring("One refused");
    expect(left).toHaveLength(1);
    expect(left.map(message)).toEqual(await stillToDo("One refused"));
    expect(capability).toMatchObject({ levels: "can", evidence: expect.stringMatching(/PATCH \S+ answered 403/) });
  });
});

describe("an answer that isn't the API's", () => {
  test.each([
    ["a web page", "<!DOCTYPE html><title>Log in</title>", /a web page, not the API: check connectwise:site/],
    ["a sentence", "SSL is required", /not the API: check connectwise:site/],
    ["cut off", '[{"id":1,"name":"Adm', /cut off: run it again/],
  ])("is told with its request: %s", async (_what, body, step) => {
    sandbox.fault({ status: 200, body });
    const error = await errorOf(gateway.findRoles("Integration Sync"));
    expect(error).toBeInstanceOf(TenantError);
    expect(error.message).toMatch(/^GET \/system\/securityroles answered 200\. /);
    expect(error.message).toMatch(step);
  });

  test.each([
    ["an object for a list", { items: [] }],
    ["an item without an id", [{ name: "Integration Sync" }]],
  ])("is told with its request and place: %s", async (_what, body) => {
    sandbox.fault({ status: 200, body });
    await expect(gateway.findRoles("Integration Sync")).rejects.toThrow(
      /^GET \/system\/securityroles answered what the API's description doesn't publish \(/,
    );
  });

  test("is never taken for a role that is gone: 404 everywhere means wrong keys", async () => {
    sandbox.fault({ status: 404 });
    await expect(gateway.role(5)).rejects.toThrow(/^GET \/system\/info answered 404 .*wrong company id or key pair/);
    await expect(gateway.deleteRole(5)).rejects.toThrow("wrong company id or key pair");
    await expect(gateway.member("api", 5)).rejects.toThrow("wrong company id or key pair");
  });
});

describe("the keys", () => {
  const wrong = () => gatewayTo(sandbox.url, { privateKey: WRONG_KEY });
  const basic = Buffer.from(`sandbox+public:${WRONG_KEY}`).toString("base64");
  const allOf = (error: Error) =>
    [error.message, error.stack, JSON.stringify(error), inspect(error, { depth: 10, showHidden: true })].join();

  test("that are wrong are told with what to check", async () => {
    await expect(wrong().functions()).rejects.toThrow(
      "GET /system/mySecurity answered 401 (ConnectWiseApi: UserNotAuthenticated). Check connectwise:companyId, publicKey and privateKey.",
    );
    await expect(gatewayTo(sandbox.url, { companyId: "other" }).version()).rejects.toThrow("answered 401");
  });

  test.each([
    ["wrong keys", {}],
    ["a tenant that repeats them", { status: 400, body: { code: WRONG_KEY, message: `Basic ${basic} is wrong` } }],
    ["a web page with them", { status: 200, body: `<html>${basic} ${WRONG_KEY}</html>` }],
    ["an answer of another shape", { status: 200, body: { version: [WRONG_KEY] } }],
  ])("are in no error: %s", async (_what, fault) => {
    if ("status" in fault) sandbox.fault(fault);
    const error = await errorOf(wrong().version());
    expect(error.message).toContain("GET /system/info");
    expect(allOf(error)).not.toContain(WRONG_KEY);
    expect(allOf(error)).not.toContain(basic);
  });

  test("are in no error of a tenant that can't be reached", async () => {
    const gone = await startSandbox();
    await gone.close();
    const error = await errorOf(gatewayTo(gone.url, { privateKey: WRONG_KEY }).version());
    expect(error).toBeInstanceOf(UnreachableError);
    expect(error.message).toBe(
      `No answer from ${gone.url} (ECONNREFUSED). Is the sandbox running? Start it with: npx cwroles sandbox (node_modules/connectwise-roles/docs/troubleshooting.md#no-answer)`,
    );
    expect(allOf(error)).not.toContain(WRONG_KEY);
  });
});

test("a list is read to its last page", async () => {
  const all = await gateway.http.list("/system/members", wireMember);
  sandbox.clearRequests();
  const paged = await gateway.http.list("/system/members", wireMember, { pageSize: "5", conditions: "id > 0" });
  expect(paged).toEqual(all);
  expect(sandbox.requests()).toHaveLength(Math.ceil(all.length / 5));
  expect(all.length).toBeGreaterThan(10);
});

test("a list of settings that lost rows on the way isn't believed", async () => {
  const tenant = gatewayTo(sandbox.url);
  const { role } = await findOrCreateRole(tenant, "Cut short");
  await tenant.functions();
  const [row] = await tenant.settings(role.id);
  sandbox.fault({ path: "/settings\\?", status: 200, body: [{ id: row?.id ?? 0, addLevel: "All" }] });
  const error = await errorOf(tenant.settings(role.id));
  expect(error.message).toMatch(/GET .*\/settings answered .* 1 rows of the 97 that it counts/);
});

describe("requests side by side, of which one fails", () => {
  test("are all counted once nothing more is under way", async () => {
    sandbox.fault({ method: "GET", path: /mySecurity/i, status: 400 });
    sandbox.fault({ method: "GET", path: /system\/info$/i, status: 503, retryAfter: 1 });
    const own = gatewayTo(sandbox.url);
    await expect(Promise.all([own.functions(), own.version()])).rejects.toThrow(TenantError);
    const soon = own.http.requestCount.requests;
    sandbox.clearFaults();
    await own.http.settled();
    expect(own.http.requestCount.requests).toBeGreaterThan(soon);
    expect(own.http.requestCount.requests).toBe(sandbox.requests().length);
  });
});
