import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Sandbox, SETTINGS_MODES, startSandbox } from "../../sandbox";
import { diagnose, KEYS, stackOf } from "../helpers/doctor";

const NARROW = { CONNECTWISE_PUBLIC_KEY: "rmm-public", CONNECTWISE_PRIVATE_KEY: "rmm-private" };

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const environment = (changed: NodeJS.ProcessEnv = {}) => ({ CONNECTWISE_SITE: sandbox.url, ...KEYS, ...changed });

describe("a key whose role is too narrow", () => {
  test("gets each function and verb that it lacks named, with whose role it is", async () => {
    const { findings, problems } = await diagnose(environment(NARROW));
    expect(problems).toEqual(["security", "memberMaintenance", "myCompany"]);
    expect(findings.memberMaintenance?.nextStep).toContain("All for Add, Edit on System › Member Maintenance.");
    expect(findings.security?.detail).toContain("Add None, but it is needed to make a role");
    expect(findings.security?.detail).toContain("Edit None, but it is needed to set levels");
    expect(findings.security?.nextStep).toBe(
      "In System > Security Roles, give the role of RMMBridge All for Add, Edit, Delete, Inquire on System › Security.",
    );
    expect(findings.security?.help).toBe("node_modules/connectwise-roles/docs/troubleshooting.md#403-security");
    expect(findings.myCompany?.nextStep).toContain("All for Inquire on System › My Company");
  });

  test("isn't asked for a right that only levels set by the API need", async () => {
    sandbox.tenant.setLevel("Admin", "System", "Security", "edit", "None");
    const auto = await diagnose(environment());
    expect(auto.findings.security?.nextStep).toContain("All for Edit on System › Security.");
    expect((await diagnose(environment({ CONNECTWISE_LEVELS: "attended" }))).problems).toEqual([]);
  });

  test("is found by the refused reads where /system/mySecurity can't be read", async () => {
    sandbox.fault({
      path: "/system/mySecurity",
      status: 403,
      body: { code: "Security", message: "You do not have security permission to perform this action." },
    });
    const { findings, problems } = await diagnose(environment(NARROW));
    expect(problems).toEqual(["security", "myCompany"]);
    expect(findings.security?.detail).toContain("GET /system/securityroles answered 403 (Security:");
    expect(findings.security?.nextStep).toContain(
      "give the role of the key's member All for Add, Edit, Delete, Inquire",
    );
    const wide = await diagnose(environment());
    expect(wide.problems).toEqual([]);
    expect(wide.findings.security?.detail).toContain("Add, Edit, Delete: only a write would show");
  });
});

describe("--probe", () => {
  const ROLE = "Integration Sync";
  const stack = stackOf({ role: ROLE });
  const writes = () => sandbox.requests().filter(({ method }) => method !== "GET");
  const restart = async (settings: (typeof SETTINGS_MODES)[number]) => {
    await sandbox.close();
    sandbox = await startSandbox({ settings });
  };

  test.each(SETTINGS_MODES)("sends one write that changes nothing, where levels are %s", async (settings) => {
    await restart(settings);
    sandbox.tenant.addRole(ROLE);
    sandbox.tenant.setLevel(ROLE, "Finance", "Invoicing", "inquire", "All");
    const before = sandbox.tenant.levels(ROLE);
    const { findings, sent: requestCount } = await diagnose(environment(), { stack, probe: true });
    expect(sandbox.tenant.levels(ROLE)).toEqual(before);
    expect(writes()).toEqual([
      expect.objectContaining({ method: "PATCH", path: expect.stringMatching(/settings\/\d+$/) }),
    ]);
    expect(requestCount.writes).toBe(1);
    expect(findings.levels).toMatchObject(
      settings === "read-only"
        ? {
            status: "problem",
            detail: expect.stringContaining("answered 405"),
            nextStep: expect.stringContaining("attended"),
          }
        : { status: "ok", detail: expect.stringContaining("only a change shows (a false 200)") },
    );
  });

  test("isn't sent unless asked for", async () => {
    sandbox.tenant.addRole(ROLE);
    const { sent: requestCount } = await diagnose(environment(), { stack });
    expect(requestCount.writes).toBe(0);
    expect(writes()).toEqual([]);
  });

  test.each([
    ["there is no such role yet", "Integration Sync", "there is no role"],
    ["it is one of administrators", "Admin", "a role of administrators"],
    ["it is the key's own", "Roles Manager", "whose key is in use"],
    ["it grants every cell", "Everything", "has no cell of None"],
    ["no stack names one", undefined, "no stack here names a role"],
  ])("sends nothing where %s", async (_what, role, why) => {
    sandbox.tenant.addRole("Roles Manager");
    for (const name of ["Security", "Member Maintenance", "My Company"])
      for (const verb of ["add", "edit", "delete", "inquire"] as const)
        sandbox.tenant.setLevel("Roles Manager", "System", name, verb, "All");
    sandbox.tenant.setMember("RMMBridge", { role: "Roles Manager" });
    sandbox.tenant.addRole("Everything");
    for (const [module, functions] of Object.entries(sandbox.tenant.levels("Everything")))
      for (const name of Object.keys(functions))
        for (const verb of ["add", "edit", "delete", "inquire"] as const)
          sandbox.tenant.setLevel("Everything", module, name, verb, "My");
    const requested = { ...(role !== undefined && { stack: stackOf({ role }) }), probe: true };
    const { findings, problems } = await diagnose(environment(NARROW), requested);
    expect(problems).toEqual([]);
    expect(findings.levels).toMatchObject({ status: "skipped", detail: expect.stringContaining(why) });
    expect(writes()).toEqual([]);
  });

  test("says which right a refused write lacked", async () => {
    sandbox.tenant.addRole(ROLE);
    sandbox.tenant.setLevel("Admin", "System", "Security", "edit", "None");
    const { findings } = await diagnose(environment(), { stack, probe: true });
    expect(findings.levels).toMatchObject({
      status: "problem",
      detail: expect.stringContaining("answered 403 (Security:"),
    });
  });
});
