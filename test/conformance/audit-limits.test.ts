/** What an audit does where a tenant is large, odd, or doesn't show all. */
import { afterEach, describe, expect, test } from "vitest";
import { auditHtml } from "../../audit/html/page";
import type { Seed } from "../../sandbox";
import { auditedSandbox, auditSeed } from "../helpers/auditCases";

type Tenant = Awaited<ReturnType<typeof auditedSandbox>>;
const open: Tenant[] = [];
const start = async (options: Parameters<typeof auditedSandbox>[0]) => {
  const tenant = await auditedSandbox(options);
  open.push(tenant);
  return tenant;
};

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ sandbox }) => sandbox.close()));
});

/** The tenant of the list with another key: that of a member whose role has these levels. */
function readBy(levels: Seed["roles"][number]["levels"]): Seed {
  const seed = auditSeed("msp");
  const role = { name: "Key", admin: false, inactive: false, levels, customize: [] };
  const key = { identifier: "key", firstName: "Key", lastName: "", licenseClass: "A" as const, role: "Key" };
  const keys = [{ publicKey: "narrow", privateKey: "narrow" }];
  const place = { location: "Leeds", businessUnit: "Service" };
  return {
    ...seed,
    roles: [...seed.roles, role],
    members: [...seed.members, { ...key, ...place, inactive: false, keys }],
  };
}
const NARROW = { publicKey: "narrow", privateKey: "narrow" };

const titlesOf = ({ gaps }: { readonly gaps: readonly { readonly titles: readonly string[] }[] }) =>
  gaps.flatMap(({ titles }) => titles);
const rulesOf = ({ findings }: { readonly findings: readonly { readonly rule: string }[] }) =>
  new Set(findings.map(({ rule }) => rule));

describe("a key that may not read", () => {
  test("roles: what they would show can't be told, by name, and the rest is", async () => {
    const { audit } = await start({ seed: readBy({ System: { "Member Maintenance": { inquire: "All" } } }) });
    const { view } = await audit({ keys: NARROW });
    expect(view.gaps.map(({ about }) => about)).toEqual(["security roles"]);
    expect(titlesOf(view)).toContain("Role of administrators");
    expect(view.gaps[0]?.why).toContain("GET /system/securityroles answered 403");
    expect(rulesOf(view)).toEqual(new Set(["no-place"]));
    expect(new Set(view.holdings.map(({ state }) => state))).toEqual(new Set(["unknown", "inactive"]));
  });

  test("members: roles are compared all the same", async () => {
    const { audit } = await start({ seed: readBy({ System: { Security: { inquire: "All" } } }) });
    const { view } = await audit({ keys: NARROW });
    expect(view.gaps.map(({ about }) => about)).toEqual(["API members", "members"]);
    expect(titlesOf(view)).toEqual(expect.arrayContaining(["Role of administrators", "Role that nobody holds"]));
    expect(view.holdings).toEqual([]);
    expect(view.findings.map(({ id }) => id)).toContain("similar:Technician (old)");
    expect(rulesOf(view)).not.toContain("unheld");
  });

  test("neither: it fails, with the tenant's answer", async () => {
    const { audit } = await start({ seed: readBy({}) });
    await expect(audit({ keys: NARROW })).rejects.toThrow("GET /system/securityroles answered 403");
  });

  test("the rows of one role: the others are told of, and it isn't called exact", async () => {
    const tenant = await start({ seed: auditSeed("msp") });
    const { id } = tenant.sandbox.tenant.roles().find(({ name }) => name === "ImmyBot") ?? { id: 0 };
    tenant.sandbox.fault({ path: `/securityRoles/${id}/settings\\b`, status: 403 });
    const { view } = await tenant.audit();
    expect(view.gaps.map(({ about }) => about)).toEqual(['the role "ImmyBot"']);
    expect(view.holdings.find(({ member }) => member === "immybot")?.state).toBe("unknown");
    expect(view.holdings.find(({ member }) => member === "WiseSync")?.state).toBe("exact");
  });
});

const LEVELS = ["None", "My", "All", null, "Mine"] as const;

/** 3,000 members, 200 roles, among them some of one name; functions that nobody knows, cells that rows lack, words of 2017. */
function largeSeed(): Seed {
  const seed = auditSeed("msp");
  const functions = Object.entries({
    Companies: ["Contacts", "Notes", "Tracks"],
    Finance: ["Invoicing", "Blockchain"],
  });
  const roles = Array.from({ length: 200 }, (_, index): Seed["roles"][number] => ({
    ...{ name: index % 50 === 0 ? "Twin" : `Role ${index}`, admin: false, inactive: false, customize: [] },
    levels: Object.fromEntries(
      functions.map(([module, names]) => [
        module,
        Object.fromEntries(names.map((name, at) => [name, { add: "All", edit: LEVELS[(index + at) % 5] ?? null }])),
      ]),
    ) as Seed["roles"][number]["levels"],
  }));
  const members = Array.from({ length: 3000 }, (_, index): Seed["members"][number] => ({
    ...{ identifier: `m${index}`, firstName: "Same", lastName: "Name", inactive: false, keys: [] },
    licenseClass: index % 50 === 0 ? "A" : "F",
    role: index % 200 === 0 ? "Twin" : `Role ${(index % 199) + 1}`.replace(/ (50|100|150)$/, " 1"),
  }));
  return {
    ...seed,
    functions: { rename: {}, without: {}, add: { Finance: ["Blockchain"] } },
    roles: [...seed.roles, ...roles],
    members: [...seed.members, ...members],
  };
}

test("3,000 members, 200 roles, unknown functions, null cells and names that are used twice are all told of", async () => {
  const { audit, sandbox } = await start({ seed: largeSeed() });
  const { view } = await audit();
  expect(view.gaps).toEqual([]);
  expect(view.holdings).toHaveLength(72);
  const ids = view.findings.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => id.startsWith("unheld:Twin#"))).toHaveLength(3);
  expect(ids).toContain("unseen-functions:functions");
  expect([...rulesOf(view)]).toEqual(expect.arrayContaining(["outside-levels", "shared-with-people", "same"]));
  expect(sandbox.requests().every(({ method }) => method === "GET")).toBe(true);
});

test("a role that lacks a row isn't called exact", async () => {
  const tenant = await start({ seed: auditSeed("msp") });
  const { store } = tenant.sandbox.tenant;
  const { id } = tenant.sandbox.tenant.roles().find(({ name }) => name === "ImmyBot") ?? { id: 0 };
  const row = store.collections.settings.childrenOf(id)[0];
  if (row) store.remove("settings", row.id);
  const { view } = await tenant.audit();
  expect(view.gaps).toMatchObject([{ about: 'the role "ImmyBot"' }]);
  expect(view.holdings.find(({ member }) => member === "immybot")?.state).toBe("unknown");
});

/** Sixty roles of 97 rows, each held by one integration that nobody knows. */
function wideSeed(): Seed {
  const seed = auditSeed("msp");
  const modules = ["Companies", "Finance", "Sales"] as const;
  const roles = Array.from({ length: 60 }, (_, index) => ({
    ...{ name: `Custom ${index}`, admin: false, inactive: false, customize: [] },
    levels: {
      [modules[index % 3] ?? "Sales"]: { Reports: "All" as const },
      System: { "Report Writer": "All" as const },
    },
  }));
  const members = roles.map(({ name }, index) => ({
    ...{ identifier: `zz${index}`, firstName: `Key ${index}`, lastName: "", licenseClass: "A" as const, role: name },
    ...{ inactive: false, keys: [] },
  }));
  return { ...seed, roles: [...seed.roles, ...roles], members: [...seed.members, ...members] };
}

test("the page of sixty roles is at most 1 MB", async () => {
  const { audit, sandbox } = await start({ seed: wideSeed() });
  for (const { name } of sandbox.tenant.roles().filter((role) => role.name.startsWith("Custom")))
    for (const [module, functions] of Object.entries(sandbox.tenant.levels(name)))
      for (const row of Object.keys(functions)) sandbox.tenant.setLevel(name, module, row, "inquire", "All");
  const { view } = await audit();
  expect(view.holdings).toHaveLength(72);
  expect(Buffer.byteLength(auditHtml(view))).toBeLessThan(1e6);
});
