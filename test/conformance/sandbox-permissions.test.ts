import { beforeAll, describe, expect, test } from "vitest";
import { basic, useSandbox } from "./sandboxApi";

const site = useSandbox();
const ROLE = "Integration";
const headers = { authorization: basic("sandbox", "rmm-public", "rmm-private") };
const VERBS = ["add", "edit", "delete", "inquire"] as const;

const REFUSED = { code: "Security", message: "You do not have security permission to perform this action." };

/** Gives the caller's role one verb of one function, and nothing else. */
function allow(name: string, verb: (typeof VERBS)[number], level: "My" | "All" = "All"): void {
  const { tenant } = site.sandbox;
  for (const guarded of ["Security", "Table Setup", "Member Maintenance", "My Company", "Integrator Login"]) {
    for (const each of VERBS) tenant.setLevel(ROLE, "System", guarded, each, "None");
  }
  tenant.setLevel(ROLE, "System", name, verb, level);
}

const ask = (method: string, path: string, body?: unknown) => site.call(method, path, body, headers);

beforeAll(() => {
  site.sandbox.tenant.addRole(ROLE);
  site.sandbox.tenant.setMember("RMMBridge", { role: ROLE });
});

describe("a key may do what its member's role allows", () => {
  test.each([
    ["GET", "/system/securityroles", "Security", "inquire", 200],
    ["GET", "/system/securityroles/1", "Security", "inquire", 200],
    ["GET", "/system/securityRoles/1/settings", "Security", "inquire", 200],
    ["POST", "/system/securityroles", "Security", "add", 400],
    ["DELETE", "/system/securityroles/4711", "Security", "delete", 404],
    ["PATCH", "/system/securityRoles/1/settings/4711", "Security", "edit", 404],
    ["PUT", "/system/securityRoles/1/settings/4711", "Security", "edit", 404],
    ["GET", "/project/securityRoles", "Table Setup", "inquire", 200],
    ["PATCH", "/project/securityRoles/1/settings/4711", "Table Setup", "edit", 404],
    ["GET", "/system/members/types", "Table Setup", "inquire", 200],
    ["GET", "/system/members", "Member Maintenance", "inquire", 200],
    ["GET", "/system/members/GPatel", "Member Maintenance", "inquire", 200],
    ["GET", "/system/members/1/usages", "Member Maintenance", "inquire", 200],
    ["POST", "/system/members", "Member Maintenance", "add", 400],
    ["PATCH", "/system/members/4711", "Member Maintenance", "edit", 404],
    ["POST", "/system/members/4711/deactivate", "Member Maintenance", "edit", 404],
    ["POST", "/system/members/CLi/tokens", "Integrator Login", "inquire", 200],
    ["GET", "/system/apiMembers/count", "Member Maintenance", "inquire", 200],
    ["PUT", "/system/apiMembers/4711", "Member Maintenance", "edit", 404],
    ["GET", "/system/locations", "My Company", "inquire", 200],
    ["GET", "/system/locations/1/departments", "My Company", "inquire", 200],
    ["POST", "/system/departments/1/locations", "My Company", "add", 400],
    ["DELETE", "/system/departments/4711", "My Company", "delete", 404],
  ] as const)("%s %s asks for %s %s", async (method, path, name, verb, otherwise) => {
    const other = VERBS.find((each) => each !== verb) ?? "add";
    allow(name, other);
    const body = method === "GET" || method === "DELETE" ? undefined : {};
    const refused = await ask(method, path, body);
    expect({ status: refused.status, body: refused.body }).toEqual({ status: 403, body: REFUSED });
    allow(name, verb, "My");
    expect((await ask(method, path, body)).status).toBe(otherwise);
  });

  test.each([
    "/system/info",
    "/system/info/members",
    "/system/securityroles/info",
    "/system/mySecurity",
    "/system/mySecurity/customizeItems/",
    "/system/myMembers",
  ])("GET %s asks for none", async (path) => {
    allow("Security", "add");
    expect((await ask("GET", path)).status).toBe(200);
  });

  test("a member without a role may read only what everybody may", async () => {
    site.sandbox.tenant.setMember("RMMBridge", { role: null });
    expect((await ask("GET", "/system/members")).status).toBe(403);
    expect((await ask("GET", "/system/mySecurity")).body).toEqual([]);
    site.sandbox.tenant.setMember("RMMBridge", { role: ROLE });
  });

  test("a refused write changes nothing", async () => {
    allow("Security", "inquire");
    const before = site.sandbox.tenant.roles();
    expect((await ask("POST", "/system/securityroles", { name: "Never" })).status).toBe(403);
    expect(site.sandbox.tenant.roles()).toEqual(before);
  });

  test("a method that isn't published is 405 for everybody", async () => {
    allow("Security", "inquire");
    expect((await ask("PATCH", "/system/securityroles/1", [])).status).toBe(405);
  });
});
