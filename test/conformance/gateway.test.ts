import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LevelMode } from "../../core/model/capability";
import { type Level, VERBS } from "../../core/model/level";
import { rowsOf } from "../../core/model/permission";
import type { DesiredRole } from "../../core/model/role";
import { describe as message } from "../../core/plan/change";
import { plan } from "../../core/plan/plan";
import { resolveLevels } from "../../core/profile/match";
import { applyLevels, findOrCreateRole, observe } from "../../tenant/apply/role";
import type { Gateway } from "../../tenant/gateway";
import { documented } from "../helpers/documented";
import { cellsOf, grantLines, levelsOf } from "../helpers/rows";
import { SITES, type Site, type SiteTenant, titled } from "../helpers/sites";
import { profile, ROLE_CASES } from "./roleCases";

const reporter = { progress: () => {}, warn: () => {} };

async function bring(gateway: Gateway, desired: DesiredRole, mode: LevelMode = "auto") {
  const { role } = await findOrCreateRole(gateway, desired.name);
  return applyLevels(gateway, await observe(gateway, role), desired, mode, reporter);
}

/** The role by a look-up and a read of its own. */
async function readAgain(gateway: Gateway, name: string) {
  const [role] = await gateway.findRoles(name);
  return role && observe(gateway, role);
}

let roles = 0;
const freshName = () => `Role ${++roles}`;

/** A role made in the web client. */
function arrange(tenant: SiteTenant, name: string, rows: readonly string[]): void {
  tenant.addRole(name);
  for (const { module, function: row, row: cells } of rowsOf(cellsOf(rows)))
    for (const verb of VERBS) tenant.setLevel(name, module, row, verb, cells[verb] as Level | null);
}

const grants = (tenant: SiteTenant, name: string) =>
  tenant.roles().some((role) => role.name === name) ? grantLines(tenant.levels(name)) : [];

describe.each(titled(SITES))("%s", (_, { mode, open }) => {
  const isWritable = mode === "writable";
  let site: Site;

  beforeAll(async () => {
    site = await open();
  });
  afterAll(() => site.close());

  describe("brought to what is desired and planned again:", () => {
    test.each(titled(ROLE_CASES))(
      "%s",
      async (_, { before, desired, unlisted = "exact", changes, after, notes = [] }) => {
        const { gateway, tenant } = site;
        const wanted = { name: freshName(), levels: desired, unlisted };
        if (before) arrange(tenant, wanted.name, before);
        const [grantsBefore, writesBefore] = [grants(tenant, wanted.name), site.levelWrites()];

        const { capability, remaining: left, notes: noted } = await bring(gateway, wanted);
        const writes = site.levelWrites() - writesBefore;
        const role = await readAgain(gateway, wanted.name);
        const { levels } = resolveLevels(desired, role?.settings ?? []);
        const again = plan({ role }, { role: { ...wanted, levels } }, capability);

        expect(again.changes.map(message)).toEqual(isWritable ? [] : changes);
        expect(again.changes.filter(({ kind }) => kind !== "manual")).toEqual([]);
        expect(left).toEqual(again.changes);
        expect(noted).toEqual(notes);
        expect(grants(tenant, wanted.name)).toEqual(isWritable ? after : grantsBefore);
        // A refusal is believed at once: no second row is tried.
        expect(writes).toBe(isWritable ? changes.length : Math.min(changes.length, 1));
      },
    );
  });

  test("says whether the tenant takes levels, and how that showed", async () => {
    const levels = levelsOf(["Companies › Contacts: All All All All"]);
    const { capability } = await bring(site.gateway, { name: freshName(), levels, unlisted: "exact" });
    expect(capability).toEqual(
      {
        writable: { levels: "can", evidence: "PATCH of 1 settings was accepted" },
        "read-only": { levels: "cannot", evidence: expect.stringMatching(/^PATCH \S+\/settings\/\d+ answered 405/) },
        "false-200": {
          levels: "cannot",
          evidence: expect.stringMatching(
            /^PATCH of Companies › Contacts was accepted, but a read shows .* unchanged$/,
          ),
        },
      }[mode],
    );
  });

  test("leaves every level to the administrator where that is asked for", async () => {
    const name = freshName();
    const writes = site.levelWrites();
    const { remaining: left } = await bring(site.gateway, { name, levels: profile, unlisted: "exact" }, "attended");
    expect(left).toHaveLength(documented["wise-sync"].length);
    expect(left.every(({ kind }) => kind === "manual")).toBe(true);
    expect(site.levelWrites()).toBe(writes);
    expect(grants(site.tenant, name)).toEqual([]);
  });

  test("writes nothing where one function isn't known", async () => {
    const wanted = {
      name: freshName(),
      levels: levelsOf(["Companies › Contacts: All All All All", "Companies › Contracts: All All All All"]),
      unlisted: "exact",
    } as const;
    const writes = site.levelWrites();
    await expect(bring(site.gateway, wanted)).rejects.toThrow(/"Contracts" in Companies; did you mean Contacts/);
    expect(site.levelWrites()).toBe(writes);
  });

  test("takes over only what it may, and writes nothing before it knows", async () => {
    const { gateway } = site;
    const name = freshName();
    const id = site.tenant.addRole(name);
    const writes = site.levelWrites();
    expect(await findOrCreateRole(gateway, name)).toMatchObject({ role: { id, name }, created: false });
    expect(await findOrCreateRole(gateway, "RMM Integration", { members: ["rmmbridge"] })).toMatchObject({
      created: false,
    });
    expect(await findOrCreateRole(gateway, "RMM Integration", { adopt: "always" })).toMatchObject({ created: false });
    await expect(findOrCreateRole(gateway, "RMM Integration")).rejects.toThrow("RMMBridge holds it too.");
    await expect(findOrCreateRole(gateway, "Admin", { adopt: "always" })).rejects.toThrow(
      "is one of administrators (adminFlag), which is never changed",
    );
    expect(site.levelWrites()).toBe(writes);
  });

  test("knows who holds a role, and whose key is in use", async () => {
    const { gateway } = site;
    const holders = async (name: string) => {
      const [role] = await gateway.findRoles(name);
      return role && [...(await gateway.holders(role.id))].sort();
    };
    expect(await holders("RMM Integration")).toEqual(["RMMBridge"]);
    expect(await holders("Admin")).toEqual(["ADiaz", "RolesAsCode"]);
    expect(await gateway.caller()).toBe("RolesAsCode");
  });

  test("doesn't choose between two roles of one name", async () => {
    const name = freshName();
    const ids = [site.tenant.addRole(name), site.tenant.addRole(name)];
    await expect(findOrCreateRole(site.gateway, name)).rejects.toThrow(
      `The tenant has 2 security roles "${name}" (ids ${ids.join(", ")})`,
    );
  });

  test.each(['The "new" role', "back\\slash", "A & B + C = 100 %", "it's Ünïcode", "trailing, comma <x>"])(
    "finds the role that it made, whatever its name: %s",
    async (name) => {
      const made = await findOrCreateRole(site.gateway, name);
      const found = await findOrCreateRole(site.gateway, name);
      expect(made.created).toBe(true);
      expect(found).toEqual({ role: made.role, created: false });
      expect(site.tenant.roles().filter((role) => role.name === name)).toHaveLength(1);
    },
  );

  test("deletes a role once and for all", async () => {
    const { id } = (await site.gateway.createRole(freshName())).object;
    expect(await site.gateway.role(id)).toMatchObject({ id, adminFlag: false, inactiveFlag: false });
    await site.gateway.deleteRole(id);
    expect(await site.gateway.role(id)).toBeUndefined();
    await site.gateway.deleteRole(id);
  });

  test("knows its version, and the names of every role's rows", async () => {
    const { gateway } = site;
    const { id } = (await gateway.createRole(freshName())).object;
    const settings = await gateway.settings(id);
    expect(await gateway.version()).toBe("2025.1");
    expect((await gateway.functions()).map((row) => `${row.module} › ${row.function}`)).toEqual(
      settings.map((row) => `${row.module} › ${row.function}`),
    );
  });
});
