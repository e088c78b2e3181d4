/** A role as a snapshot held it: seen first, then set, and never more than that. */
import { afterEach, describe, expect, test } from "vitest";
import { defaultSeed, type Sandbox, type SettingsMode, startSandbox } from "../../sandbox";
import { readSnapshot } from "../../snapshot/read";
import { planRestoration, restoreRole } from "../../snapshot/restore";
import { snapshotText } from "../../snapshot/write";
import { cwroles } from "../helpers/cli";
import { useFolder } from "../helpers/folder";
import { gatewayTo } from "../helpers/sites";

const folder = useFolder();
const open: Sandbox[] = [];
const ROLE = "RMM Integration";
const QUIET = { progress: () => {}, warn: () => {} };

afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

/** A tenant, and what it was like at first. */
async function start(settings: SettingsMode = "writable", prepare: (sandbox: Sandbox) => void = () => {}) {
  const sandbox = await startSandbox({ seed: defaultSeed(), settings });
  open.push(sandbox);
  prepare(sandbox);
  const gateway = gatewayTo(sandbox.url);
  const { snapshot } = await readSnapshot(gateway, { companyId: "sandbox" });
  return { sandbox, tenant: sandbox.tenant, gateway, snapshot };
}

function disturb({ tenant }: Pick<Sandbox, "tenant">) {
  tenant.setLevel(ROLE, "Finance", "Invoicing", "inquire", "All");
  tenant.setLevel(ROLE, "Service Desk", "Service Tickets", "delete", "None");
}

const envOf = ({ url }: Sandbox) => ({
  ...{ CONNECTWISE_SITE: url, CONNECTWISE_COMPANY_ID: "sandbox", CONNECTWISE_PUBLIC_KEY: "public" },
  ...{ CONNECTWISE_PRIVATE_KEY: "private", CONNECTWISE_CLIENT_ID: "00000000-0000-0000-0000-000000000000" },
});

describe("cwroles restore", () => {
  test("shows what would change without a write, then does it, and then has nothing to do", async () => {
    const { sandbox, tenant, snapshot } = await start();
    const before = tenant.levels(ROLE);
    folder.write("sandbox.tenant.yaml", snapshotText(snapshot, false));
    disturb(sandbox);
    sandbox.clearRequests();
    const run = (...args: string[]) =>
      cwroles(["restore", "sandbox.tenant.yaml", "--role", ROLE, ...args], folder.path, envOf(sandbox));
    const shown = await run();
    expect(shown.code).toBe(2);
    expect(shown.stdout).toContain("Invoicing");
    expect(shown.stderr).toContain("Nothing was written. Add --yes to do it.");
    expect(sandbox.requests().every(({ method }) => method === "GET")).toBe(true);
    const done = await run("--yes");
    expect(done).toMatchObject({ code: 0 });
    expect(done.stdout).toContain(`"${ROLE}" is as the snapshot held it.`);
    expect(tenant.levels(ROLE)).toEqual(before);
    expect((await run()).code).toBe(0);
  });

  test("lists for an administrator what the tenant's API refuses", async () => {
    const { sandbox, snapshot } = await start("read-only");
    folder.write("read-only.yaml", snapshotText(snapshot, false));
    disturb(sandbox);
    const args = ["restore", "read-only.yaml", "--role", ROLE, "--yes"];
    const { code, stdout } = await cwroles(args, folder.path, envOf(sandbox));
    expect(code).toBe(2);
    expect(stdout).toContain(`System > Security Roles > ${ROLE}`);
    expect(stdout).toContain("Run cwroles restore again");
    expect(stdout).not.toContain("pulumi up");
  });
});

describe("a restoration", () => {
  test("makes a role that is gone again, with its levels", async () => {
    const { tenant, gateway, snapshot } = await start();
    const before = tenant.levels("Sales Rep");
    tenant.setMember("GPatel", { role: "Finance" });
    tenant.removeRole("Sales Rep");
    const planned = await planRestoration(gateway, snapshot, "sales rep", false);
    expect(planned.changes[0]).toMatchObject({ subject: "role", kind: "create" });
    expect(planned.heldBy).toEqual([{ id: 10, identifier: "user-10" }]);
    expect(planned.notes[0]).toBe(
      "1 active member held it: user-10 (id 10). Nobody is given it back: do that in System > Members.",
    );
    expect((await restoreRole(gateway, planned, "auto", QUIET)).remaining).toEqual([]);
    expect(tenant.levels("Sales Rep")).toEqual(before);
  });

  test("leaves words that are no level, and functions that the snapshot doesn't know, as they are", async () => {
    const { tenant, gateway, snapshot } = await start("writable", ({ tenant: first }) => {
      const { store } = first;
      const rows = store.collections.settings.childrenOf(7);
      for (const row of rows.slice(0, 1)) store.update("settings", row, { ...row.fields, addLevel: "Own" }, "Test");
    });
    const rows = tenant.store.collections.settings.childrenOf(7);
    for (const row of rows.slice(0, 1))
      tenant.store.update("settings", row, { ...row.fields, addLevel: "My", editLevel: "All" }, "Test");
    const known = { ...snapshot, functions: snapshot.functions.slice(0, -1) };
    const roles = snapshot.roles.map((role) => ({ ...role, settings: role.settings.slice(0, -1) }));
    const planned = await planRestoration(gateway, { ...known, roles }, ROLE, false);
    expect(planned.notes).toEqual([
      "Companies › Company Maintenance: Add was Own, which can only be set by hand.",
      "The snapshot doesn't know Time & Expense › Time Entry Billable Option: it stays as it is.",
    ]);
    expect(planned.changes).toMatchObject([
      { module: "Companies", cells: [{ verb: "edit", before: "All", after: "None" }] },
    ]);
  });

  test.each([
    ["Admin", "is one of administrators"],
    ["RMM Integratio", "did you mean RMM Integration?"],
  ])("of %s is refused", async (name, reported) => {
    const { gateway, snapshot } = await start();
    await expect(planRestoration(gateway, snapshot, name, true)).rejects.toThrow(reported);
  });

  test("of a role that was renamed is refused", async () => {
    const { tenant, gateway, snapshot } = await start();
    tenant.renameRole(ROLE, "RMM");
    await expect(planRestoration(gateway, snapshot, ROLE, true)).rejects.toThrow(`is called "RMM" now`);
  });

  test("of the role that the key in use works by, of another id, or of most rows, stops before the first write", async () => {
    const { sandbox, tenant, gateway, snapshot } = await start();
    tenant.setMember("RolesAsCode", { role: "Service Manager" });
    tenant.setLevel("Service Manager", "System", "Security", "inquire", "All");
    const own = await planRestoration(gatewayTo(sandbox.url), snapshot, "Service Manager", true);
    expect(own.cautions).toEqual([expect.stringContaining("RolesAsCode, whose key is in use, holds it")]);
    tenant.setMember("RolesAsCode", { role: "Admin" });
    tenant.removeRole("Contractor (old)");
    tenant.addRole("Contractor (old)");
    const other = await planRestoration(gateway, snapshot, "Contractor (old)", false);
    expect(other.cautions).toEqual([expect.stringContaining("it is another role. If it is meant, add --force.")]);
    for (const [module, functions] of Object.entries(tenant.levels(ROLE)))
      for (const name of Object.keys(functions)) tenant.setLevel(ROLE, module, name, "add", "My");
    sandbox.clearRequests();
    const many = await planRestoration(gateway, snapshot, ROLE, false);
    expect(many.cautions).toEqual([expect.stringContaining("would change. If that is meant, add --force.")]);
    for (const planned of [own, other, many])
      await expect(restoreRole(gateway, planned, "auto", QUIET)).rejects.toThrow();
    expect(sandbox.requests().every(({ method }) => method === "GET")).toBe(true);
    expect((await planRestoration(gateway, snapshot, ROLE, true)).cautions).toEqual([]);
  });
});
