import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DesiredMember, MemberKind } from "../../core/model/member";
import { plan } from "../../core/plan/plan";
import { applyMember, findOrCreateMember, restoreMember } from "../../tenant/apply/member";
import { findPlace } from "../../tenant/apply/place";
import { SITES, type Site, titled } from "../helpers/sites";

const PERSON = {
  firstName: "Integration",
  lastName: "Sync",
  hireDate: "2026-01-31",
  licenseClass: "F",
  defaultEmail: "Office",
  defaultPhone: "Office",
} as const;

// How a tenant takes levels doesn't matter to its members.
describe.each(titled(SITES.filter(({ mode }) => mode === "writable")))("members, %s", (_, { open }) => {
  let site: Site;
  let securityRole: number;

  beforeAll(async () => {
    site = await open();
    securityRole = site.tenant.addRole("Integration Sync");
  });
  afterAll(() => site.close());

  async function desired(identifier: string, location: string, unit: string): Promise<DesiredMember> {
    const { place, problems } = await findPlace(site.gateway, location, unit);
    expect(problems).toEqual([]);
    return {
      identifier,
      securityRole,
      defaultLocation: place?.location.id ?? null,
      defaultDepartment: place?.businessUnit.id ?? null,
      inactiveFlag: false,
    };
  }

  /** Brings the member to what is desired, plans again and expects nothing. */
  async function settle(kind: MemberKind, wanted: DesiredMember) {
    const { member: found, created } = await findOrCreateMember(site.gateway, kind, wanted);
    const applied = {
      member: await applyMember(site.gateway, kind, found, wanted),
      before: created ? undefined : found,
    };
    const member = await site.gateway.findMember(kind, wanted.identifier);
    expect(plan({ member }, { member: wanted }, { levels: "unknown", evidence: "" }).changes).toEqual([]);
    expect(applied.member).toEqual(member);
    expect(await site.gateway.member(kind, applied.member.id)).toEqual(member);
    return applied;
  }

  test("an API member is created, and found again by the next run", async () => {
    const wanted = { ...(await desired("integration", "Main Office", "Service")), name: "Integration Sync" };
    const first = await settle("api", wanted);
    const second = await settle("api", wanted);
    expect(first.before).toBeUndefined();
    expect(second.before).toEqual(first.member);
    expect(site.tenant.member("integration")).toMatchObject({
      role: "Integration Sync",
      location: "Main Office",
      businessUnit: "Service",
      inactive: false,
    });
  });

  test("a full member is created with the person", async () => {
    const wanted = { ...(await desired("person", "Tampa", "Service")), person: PERSON };
    expect((await settle("full", wanted)).before).toBeUndefined();
    expect(site.tenant.member("person")).toMatchObject({ role: "Integration Sync", location: "Tampa" });
  });

  test("an API member that is there is adopted, and told as it was", async () => {
    const [role] = await site.gateway.findRoles("RMM Integration");
    const { before } = await settle("api", await desired("RMMBridge", "Main Office", "Sales"));
    expect(before).toMatchObject({
      securityRole: role?.id,
      locationName: "Main Office",
      businessUnitName: "Service",
      inactiveFlag: false,
    });
    expect(site.tenant.member("RMMBridge")).toMatchObject({ role: "Integration Sync", businessUnit: "Sales" });
  });

  test("a full member is moved to another location and business unit", async () => {
    await settle("full", await desired("CLi", "Tampa", "Service"));
    await settle("full", await desired("CLi", "Main Office", "Sales"));
    expect(site.tenant.member("CLi")).toMatchObject({ location: "Main Office", businessUnit: "Sales" });
  });

  test("an inactive member works again, without a second one", async () => {
    const { before, member } = await settle("api", await desired("OldBackup", "Tampa", "Service"));
    expect(before).toMatchObject({ id: member.id, inactiveFlag: true });
    expect(site.tenant.member("OldBackup").inactive).toBe(false);
  });

  test("a member is made inactive, and given back what it had", async () => {
    const { member } = await settle("api", await desired("leaver", "Main Office", "Sales"));
    await site.gateway.updateMember("api", member.id, { inactiveFlag: true, defaultDepartment: null });
    expect(site.tenant.member("leaver")).toMatchObject({ inactive: true, location: "Main Office", businessUnit: null });
    expect(await site.gateway.member("api", member.id)).toMatchObject({
      inactiveFlag: true,
      defaultDepartment: null,
      businessUnitName: null,
    });
  });

  test("a member is given back as it was, but for a role that was blank", async () => {
    const { member, before } = await settle("api", await desired("RMMBridge", "Main Office", "Sales"));
    const former = { ...before, securityRole: null, defaultDepartment: null };
    await restoreMember(site.gateway, "api", member, former, member.securityRole ?? 0);
    expect(site.tenant.member("RMMBridge")).toMatchObject({ role: "Integration Sync", businessUnit: null });
  });

  test("an API member isn't taken for a full one, nor the key's own member for anything", async () => {
    const rmm = await desired("RMMBridge", "Main Office", "Sales");
    const key = await desired("rolesascode", "Main Office", "Sales");
    const nobody = await desired("nobody", "Main Office", "Sales");
    await expect(findOrCreateMember(site.gateway, "api", key)).rejects.toThrow("is the one whose key is in use");
    await expect(findOrCreateMember(site.gateway, "full", nobody)).rejects.toThrow("--path person.firstName");
    if ((await site.gateway.findMember("full", "RMMBridge")) !== undefined)
      await expect(findOrCreateMember(site.gateway, "full", rmm)).rejects.toThrow("Set memberKind to api.");
  });

  test("a member that isn't there is no error", async () => {
    expect(await site.gateway.findMember("api", "nobody")).toBeUndefined();
    expect(await site.gateway.member("full", 999_999)).toBeUndefined();
  });

  describe("a place", () => {
    test("is found by name in any case, or by id", async () => {
      const byName = await findPlace(site.gateway, "main OFFICE", " sales ");
      const { location, businessUnit } = byName.place ?? {};
      expect([location?.name, businessUnit?.name]).toEqual(["Main Office", "Sales"]);
      expect(await findPlace(site.gateway, location?.id ?? 0, businessUnit?.id ?? 0)).toEqual(byName);
    });

    test.each([
      ["Main Ofice", "Sales", "location", 'no location "Main Ofice"; did you mean Main Office?'],
      [999_999, "Sales", "location", /no location 999999\. There are: Main Office, .*Tampa/],
      [
        "Main Office",
        "Slaes",
        "businessUnit",
        'the location "Main Office" has no business unit "Slaes"; did you mean Sales?',
      ],
      ["Tampa", "Sales", "businessUnit", 'the location "Tampa" has no business unit "Sales". There are: Service.'],
    ])("%s / %s is refused with what would be right", async (location, unit, where, message) => {
      const { place, problems } = await findPlace(site.gateway, location, unit);
      expect(place).toBeUndefined();
      expect(problems).toEqual([
        {
          path: where,
          message: typeof message === "string" ? expect.stringContaining(message) : expect.stringMatching(message),
        },
      ]);
    });
  });
});
