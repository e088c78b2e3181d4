import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import type { LevelMode } from "../../../core/model/capability";
import { TenantError, UnverifiedWriteError } from "../../../core/model/errors";
import { describe as message } from "../../../core/plan/change";
import { applyMember } from "../../../tenant/apply/member";
import { applyLevels, observe } from "../../../tenant/apply/role";
import { documented } from "../../helpers/documented";
import { MemoryGateway, MemoryTenant } from "../../helpers/memoryGateway";
import { grantLines, levelsOf } from "../../helpers/rows";

const ROLE = "Integration Sync";
const WANTED = documented["kaseya-quote-manager"];

/** A tenant with the role, before any of its levels is set. */
function open(mode: LevelMode = "auto") {
  const tenant = new MemoryTenant();
  const id = tenant.addRole(ROLE);
  const gateway = new MemoryGateway(tenant, "writable");
  const reporter = { progress: vi.fn(), warn: vi.fn() };
  const bring = async () => {
    const before = await observe(gateway, { id, name: ROLE, adminFlag: false, inactiveFlag: false });
    return applyLevels(gateway, before, { name: ROLE, levels: levelsOf(WANTED), unlisted: "exact" }, mode, reporter);
  };
  return { tenant, gateway, reporter, bring };
}

/** Lets the gateway's nth write of levels do something else. */
function onWrite(gateway: MemoryGateway, nth: number, instead: () => Promise<void>): void {
  const write = gateway.setLevels.bind(gateway);
  vi.spyOn(gateway, "setLevels").mockImplementation((...args) => {
    const isMeant = gateway.writes + 1 === nth;
    if (isMeant) gateway.writes += 1;
    return isMeant ? instead() : write(...args);
  });
}

const refusal = (status: number, allow?: string) => async () => {
  throw new TenantError({ method: "PATCH", path: "/system/securityRoles/1/settings/2", status, allow });
};

/** The same for a row, whenever it is written: the one that is written as the nth. */
function onRow(gateway: MemoryGateway, nth: number, instead: () => Promise<void>): void {
  const write = gateway.setLevels.bind(gateway);
  const rows: number[] = [];
  gateway.setLevels = async (role, setting, levels, method) => {
    if (!rows.includes(setting)) rows.push(setting);
    await (rows[nth - 1] === setting ? instead() : write(role, setting, levels, method));
  };
}

/** A function that the profile names, not the first one. */
const LOST = "Opportunity";

describe("levels", () => {
  test("are told row by row while they are written", async () => {
    const { reporter, bring } = open();
    await bring();
    expect(reporter.progress).toHaveBeenCalledTimes(26);
    expect(reporter.progress).toHaveBeenLastCalledWith(expect.stringMatching(/^26 of 26 rows written: \S+/));
  });

  test("of one row that were accepted and aren't shown are written once more", async () => {
    const { gateway, tenant, bring } = open();
    onWrite(gateway, 5, async () => {});
    const { remaining: left, role, capability } = await bring();
    expect(left).toEqual([]);
    expect(capability.levels).toBe("can");
    expect(grantLines(tenant.levels(ROLE))).toHaveLength(26);
    expect(role.settings).toEqual(await gateway.settings(role.id));
    expect(gateway.writes).toBe(27);
  });

  test("of a row that never shows are left, and not blamed on the tenant's API", async () => {
    const { gateway, tenant, bring } = open();
    const set = gateway.setLevels.bind(gateway);
    gateway.setLevels = async (role, setting, levels, method) => {
      const row = (await gateway.settings(role)).find(({ id }) => id === setting);
      if (row?.function !== LOST) await set(role, setting, levels, method);
    };
    const { remaining: left, isRefused, capability } = await bring();
    expect(left.map(({ function: name }) => name)).toEqual([LOST]);
    expect({ isRefused, levels: capability.levels }).toEqual({ isRefused: false, levels: "can" });
    expect(grantLines(tenant.levels(ROLE))).toHaveLength(25);
  });

  test("after one that failed aren't begun any more", async () => {
    const { gateway, bring } = open();
    const write = vi.spyOn(gateway, "setLevels");
    const failure = new TenantError({ method: "PATCH", path: "/", status: 503 });
    write.mockImplementation(async (...args) => {
      if (write.mock.calls.length > 1) throw failure;
      return MemoryGateway.prototype.setLevels.apply(gateway, args);
    });
    await expect(bring()).rejects.toBe(failure);
    // The probe, and those that were under way at the same time.
    expect(write.mock.calls.length).toBeLessThanOrEqual(1 + 4);
  });

  test("that no read shows mean that the tenant can't", async () => {
    const { gateway, bring } = open();
    const write = vi.spyOn(gateway, "setLevels").mockResolvedValue();
    const { remaining: left, capability } = await bring();
    expect(left).toHaveLength(26);
    expect(capability.levels).toBe("cannot");
    expect(capability.evidence).toMatch(/^PATCH of Companies › Company Maintenance was accepted, but a read shows/);
    expect(write).toHaveBeenCalledTimes(1);
  });

  test.each([400, 403, 404, 405, 409, 501])(
    "of one row that is refused with %s don't keep the others back",
    async (status) => {
      const { gateway, tenant, bring } = open();
      onRow(gateway, 4, refusal(status));
      const { remaining: left, capability, isRefused } = await bring();
      expect(left).toHaveLength(1);
      expect(isRefused).toBe(true);
      expect(capability.evidence).toContain(`answered ${status}`);
      expect(grantLines(tenant.levels(ROLE))).toHaveLength(25);
    },
  );

  test.each([400, 403, 409])(
    "of one row that is refused with %s once are written when it is asked again",
    async (status) => {
      const { gateway, tenant, bring } = open();
      onWrite(gateway, 4, refusal(status));
      const { remaining: left, capability } = await bring();
      expect(left).toEqual([]);
      expect(capability).toEqual({ levels: "can", evidence: "PATCH of 26 settings was accepted" });
      expect(grantLines(tenant.levels(ROLE))).toHaveLength(26);
    },
  );

  test.each([
    ["403", refusal(403)],
    ["405 that allows only GET", refusal(405, "GET, HEAD")],
    ["501 that allows only GET", refusal(501, "GET")],
  ])("aren't tried again after the first is refused with %s", async (_, refuse) => {
    const { gateway, bring } = open();
    onWrite(gateway, 1, refuse);
    const { remaining: left, capability } = await bring();
    expect(left.map(message)[0]).toBe(
      "Companies › Company Maintenance: Add None → All, Edit None → All, Delete None → All, Inquire None → All",
    );
    expect(left).toHaveLength(26);
    expect(capability.levels).toBe("cannot");
    expect(gateway.writes).toBe(1);
  });

  test.each([
    ["404", refusal(404)],
    ["405", refusal(405)],
    ["405 that allows it", refusal(405, "GET, PUT")],
    ["501", refusal(501)],
  ])("are written by PUT where PATCH is answered with %s", async (_, refuse) => {
    const { gateway, tenant, bring } = open();
    onWrite(gateway, 1, refuse);
    const { remaining: left, capability } = await bring();
    expect(left).toEqual([]);
    expect(capability).toEqual({ levels: "can", evidence: "PUT of 26 settings was accepted" });
    expect(grantLines(tenant.levels(ROLE))).toHaveLength(26);
    expect(gateway.writes).toBe(27);
  });

  test("are left after one try of each kind where both are refused, with both answers as evidence", async () => {
    const { gateway, bring } = open();
    const write = vi.spyOn(gateway, "setLevels").mockImplementation(refusal(405));
    const { remaining: left, capability } = await bring();
    expect(left).toHaveLength(26);
    expect(write.mock.calls.map(([, , , method]) => method)).toEqual(["PATCH", "PUT"]);
    expect(capability.evidence).toMatch(/answered 405.*answered 405/);
  });

  test("are probed by the next row where the first alone is refused", async () => {
    const { gateway, bring } = open();
    const write = vi.spyOn(gateway, "setLevels");
    write.mockImplementationOnce(refusal(400)).mockImplementation(async () => {});
    const { remaining: left, capability } = await bring();
    expect(left).toHaveLength(26);
    expect(write).toHaveBeenCalledTimes(2);
    expect(capability).toMatchObject({
      levels: "cannot",
      evidence: expect.stringContaining("a read shows the setting"),
    });
  });

  test("count as written where the tenant lists a row that it doesn't show alone", async () => {
    const { gateway, bring } = open();
    vi.spyOn(gateway, "setting").mockResolvedValue(undefined);
    const { remaining: left, capability } = await bring();
    expect(left).toEqual([]);
    expect(capability.evidence).toBe("PATCH of 26 settings was accepted");
  });

  test("of a role that is deleted meanwhile end with that", async () => {
    const { gateway, tenant, bring } = open();
    onWrite(gateway, 1, async () => {
      tenant.all.roles = [];
      await refusal(404)();
    });
    await expect(bring()).rejects.toThrow("The security role was deleted meanwhile");
  });

  test("that every row refuses by itself are told in short", async () => {
    const { gateway, bring } = open();
    vi.spyOn(gateway, "setLevels").mockImplementation(refusal(400));
    const { remaining: left, capability } = await bring();
    expect(left).toHaveLength(26);
    expect(capability.evidence).toMatch(/(Companies › .*answered 400.*){3}; and 23 more$/);
  });

  test("are tried by PUT after any refusal where levels is api", async () => {
    const { gateway, bring } = open("api");
    onWrite(gateway, 1, async () => {});
    const { remaining: left, capability } = await bring();
    expect(left).toEqual([]);
    expect(capability).toEqual({ levels: "can", evidence: "PUT of 26 settings was accepted" });
  });

  test("are written although the first row alone is refused, and that row is named", async () => {
    const { gateway, bring } = open();
    onRow(gateway, 1, refusal(400));
    const { remaining: left, capability } = await bring();
    expect(left).toHaveLength(1);
    expect(capability).toMatchObject({
      levels: "can",
      evidence: expect.stringMatching(/^Companies › Company Maintenance: /),
    });
  });

  test.each([401, 500])(
    "end with the error where a write fails with %s, and no further write begins",
    async (status) => {
      const { gateway, bring } = open();
      onWrite(gateway, 2, refusal(status));
      await expect(bring()).rejects.toThrow(`answered ${status}`);
      await nextTurn();
      // Four at once: those under way may finish, those that wait don't begin.
      expect(gateway.writes).toBeLessThan(10);
    },
  );
});

test("a member's change that a read doesn't show is an error with what is left", async () => {
  const { gateway, tenant } = open();
  const fields = { securityRole: 1, defaultLocation: 1, defaultDepartment: 1, inactiveFlag: false };
  const { id } = tenant.addMember("api", "integration", fields);
  vi.spyOn(gateway, "updateMember").mockResolvedValue();
  const before = await gateway.member("api", id);
  if (!before) throw new Error("the member is there");
  const change = applyMember(gateway, "api", before, { ...fields, identifier: "integration", defaultLocation: 2 });
  await expect(change).rejects.toThrow(UnverifiedWriteError);
  await expect(change).rejects.toThrow('still to update the member "integration": location 1 → 2');
});
