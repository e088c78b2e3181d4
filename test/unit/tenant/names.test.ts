import { describe, expect, test } from "vitest";
import { assertAdoptable } from "../../../tenant/apply/adopt";
import { locateRole } from "../../../tenant/apply/locate";
import { findOrCreateMember } from "../../../tenant/apply/member";
import { findPlace } from "../../../tenant/apply/place";
import { findOrCreateRole } from "../../../tenant/apply/role";
import type { Organization } from "../../../tenant/gateway";
import { MemoryGateway, MemoryTenant } from "../../helpers/memoryGateway";

/** Letters that stand in parts, as macOS writes them. */
const ZURICH = "Zu\u0308rich";

const organization = (names: readonly string[]): Organization => ({
  locations: async () => names.map((name, index) => ({ id: index + 1, name })),
  businessUnits: async () => [
    { id: 7, name: "Help  desk " },
    { id: 8, name: 'R&D "Labs"' },
  ],
});

const placeIn = async (names: readonly string[], location: string | number, unit = 'R&D "Labs"') => {
  const { place, problems } = await findPlace(organization(names), location, unit);
  return place
    ? [place.location.id, place.businessUnit.id]
    : problems.map(({ path, message }) => `${path}: ${message}`);
};

describe("a location is found by the name that people read", () => {
  test.each(["Main  Office ", "Main Office", " main office", "Main\u00a0Office", "Main Office\u200b"])(
    "%j",
    async (name) => {
      expect(await placeIn([ZURICH, "Main  Office "], name)).toEqual([2, 8]);
    },
  );

  test.each([ZURICH, "Zürich", "ZÜRICH"])("%j", async (name) => {
    expect(await placeIn([ZURICH, "Main  Office "], name)).toEqual([1, 8]);
  });

  test("and so is a business unit", async () => {
    expect(await placeIn(["Main Office"], 1, "help desk")).toEqual([1, 7]);
  });

  test("as it is spelt, before one that only looks like it", async () => {
    expect(await placeIn(["Main  Office", "Main Office", "Main\u00a0Office"], "Main Office ")).toEqual([2, 8]);
  });

  test("but not where several only look like it: the message shows how they differ", async () => {
    expect(await placeIn(["Main  Office", ZURICH, "Main\u00a0Office"], "main office")).toEqual([
      'location: "main office" is the name of several; give an id: 1: 2 blanks after "Main"; 3: U+00A0 after "Main".',
    ]);
  });
});

const policy = { members: ["integration"] };

describe("a role that only looks like the one that is asked for", () => {
  test("isn't taken over, and none is made beside it where the tenant finds it by that name", async () => {
    const tenant = new MemoryTenant();
    const id = tenant.addRole("Sync ");
    await expect(findOrCreateRole(new MemoryGateway(tenant, "writable"), "Sync", policy)).rejects.toThrow(
      `The tenant has no security role "Sync", but one that looks like it and is another one: id ${id} (a blank after "Sync").`,
    );
    expect(tenant.roles()).toHaveLength(1);
  });

  test("isn't in the way of that one", async () => {
    const tenant = new MemoryTenant();
    tenant.addRole("Sync\u200b");
    const id = tenant.addRole("sync");
    const found = await findOrCreateRole(new MemoryGateway(tenant, "writable"), "Sync", policy);
    expect(found).toMatchObject({ role: { id }, created: false });
  });

  test("is its own where the id is the same, and another's where it isn't", async () => {
    const tenant = new MemoryTenant();
    const id = tenant.addRole("Sync ");
    const gateway = new MemoryGateway(tenant, "writable");
    expect(await locateRole(gateway, id, "Sync")).toMatchObject({ kind: "same", object: { id } });
    expect(await locateRole(gateway, id + 1, "Sync")).toMatchObject({ kind: "elsewhere", object: { id } });
  });

  test("is left alone where a member that only looks like its own holds it", async () => {
    const tenant = new MemoryTenant();
    const securityRole = tenant.addRole("Sync");
    const fields = { securityRole, defaultLocation: 1, defaultDepartment: 1, inactiveFlag: false };
    tenant.addMember("api", "integration\u200b", fields);
    const role = { id: securityRole, name: "Sync", adminFlag: false, inactiveFlag: false };
    await expect(assertAdoptable(new MemoryGateway(tenant, "writable"), role, policy)).rejects.toThrow("holds it too");
  });
});

test("a member that only looks like the one that is asked for isn't taken over, and none is made beside it", async () => {
  const tenant = new MemoryTenant();
  const securityRole = tenant.addRole("Sync");
  const fields = { securityRole, defaultLocation: 1, defaultDepartment: 1, inactiveFlag: false };
  const { id } = tenant.addMember("api", "sync\u00adbot", fields);
  const gateway = new MemoryGateway(tenant, "writable");
  await expect(findOrCreateMember(gateway, "api", { identifier: "syncbot", ...fields })).rejects.toThrow(
    `The tenant has no member "syncbot", but one that looks like it and is another one: id ${id} (U+00AD after "sync").`,
  );
  expect(tenant.all.members).toHaveLength(1);
});
