import { describe, expect, test } from "vitest";
import { RefusedError } from "../../../core/model/errors";
import type { RoleSummary } from "../../../core/model/role";
import { type AdoptionPolicy, assertAdoptable, countChangedRows } from "../../../tenant/apply/adopt";
import { MemoryGateway, MemoryTenant } from "../../helpers/memoryGateway";
import { levelsOf, roleOf } from "../../helpers/rows";

const ROLE = "Integration Sync";

/** Asks whether the role may be taken over when these members hold it. */
async function adopt(
  holders: readonly string[],
  policy: AdoptionPolicy,
  flags: Partial<RoleSummary> = {},
  caller?: MemoryGateway["caller"],
): Promise<void> {
  const tenant = new MemoryTenant();
  const securityRole = tenant.addRole(ROLE);
  const place = { securityRole, defaultLocation: 1, defaultDepartment: 1 };
  for (const holder of holders) tenant.addMember("full", holder, { ...place, inactiveFlag: false });
  tenant.addMember("full", "Leaver", { ...place, inactiveFlag: true });
  const role = { id: securityRole, name: ROLE, adminFlag: false, inactiveFlag: false, ...flags };
  const gateway = new MemoryGateway(tenant, "writable");
  if (caller) gateway.caller = caller;
  await assertAdoptable(gateway, role, policy);
}

describe("a role that is already there is taken over", () => {
  test.each<[string, string[], AdoptionPolicy]>([
    ["if nobody active holds it", [], {}],
    ["if only the profile's member holds it, in any case", ["integration"], { members: ["INTEGRATION"] }],
    ["from others if that is asked for", ["CLi", "DNguyen"], { adopt: "always" }],
  ])("%s", async (_when, holders, policy) => {
    await expect(adopt(holders, policy)).resolves.toBeUndefined();
  });
});

test("a role that others hold is left alone where the tenant doesn't say whose key is in use", async () => {
  const silent = async () => undefined;
  await expect(adopt(["CLi"], { adopt: "always" }, {}, silent)).rejects.toThrow(
    "The tenant doesn't say whose key is in use",
  );
  await adopt(["integration"], { members: ["integration"] }, {}, silent);
});

describe("a role that is already there is left alone", () => {
  test.each<[string, string[], AdoptionPolicy, string]>([
    ["if somebody else holds it", ["integration", "CLi"], { members: ["integration"] }, "CLi holds it too."],
    ["if others hold it", ["CLi", "DNguyen"], {}, "CLi, DNguyen hold it too."],
    ["if a whole team holds it", [..."ABCDEFGHIJKLM"], {}, "A, B, C, D, E, F, G, H, I, J and 3 more hold it too."],
    ["if adopt is never", [], { adopt: "never" }, "adopt is never."],
    ["if the key in use stands on it", ["RolesAsCode"], { adopt: "always" }, "RolesAsCode, whose key is in use"],
    ["even for its own member", ["rolesascode"], { members: ["RolesAsCode"] }, "RolesAsCode, whose key is in use"],
  ])("%s", async (_when, holders, policy, reason) => {
    const refused = adopt(holders, policy);
    await expect(refused).rejects.toThrow(RefusedError);
    await expect(refused).rejects.toThrow(`The security role "${ROLE}" is already there, and ${reason}`);
  });

  test("if it is one of administrators, whatever is asked for", async () => {
    await expect(adopt([], { adopt: "always" }, { adminFlag: true })).rejects.toThrow("is one of administrators");
  });
});

test("an inactive role is left alone: nobody could be given it", async () => {
  await expect(adopt([], { adopt: "always" }, { inactiveFlag: true })).rejects.toThrow("it is inactive");
});

describe("an adoption", () => {
  const functions = Array.from({ length: 40 }, (_, index) => `Companies › Function ${index}`);
  /** A role of so many rows, of which some grant what nobody asks for. */
  const change = (rows: number, changed: number, force?: string) => () => {
    const lines = functions
      .slice(0, rows)
      .map((name, index) => `${name}: ${index < changed ? "All" : "None"} None None None`);
    return countChangedRows(roleOf(ROLE, lines), { name: ROLE, levels: levelsOf([]), unlisted: "exact" }, { force });
  };

  test.each([
    [40, 20],
    [12, 9],
    [9, 9],
    [40, 0],
  ])("of %i rows that changes %i goes on", (rows, changed) => {
    expect(change(rows, changed)()).toBe(changed);
  });

  test.each([
    [40, 21],
    [12, 10],
  ])("of %i rows that changes %i is refused, unless its name is given", (rows, changed) => {
    expect(change(rows, changed)).toThrow(`${changed} of its ${rows} rows would change, more than 50 %`);
    expect(change(rows, changed)).toThrow(`pulumi config set force "${ROLE}"`);
    expect(change(rows, changed, "Another role")).toThrow(RefusedError);
    expect(change(rows, changed, ROLE.toUpperCase())()).toBe(changed);
  });
});
