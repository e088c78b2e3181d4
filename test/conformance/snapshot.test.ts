/** A tenant as a file: the same bytes each time, a copy that is the same tenant, and what changed since. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { defaultSeed, readSeed, type Sandbox, type Seed, startSandbox } from "../../sandbox";
import { diffSnapshots, isEmpty } from "../../snapshot/diff";
import { parseSnapshot } from "../../snapshot/file";
import { readSnapshot } from "../../snapshot/read";
import { diffLines } from "../../snapshot/text";
import { snapshotText } from "../../snapshot/write";
import { cwroles } from "../helpers/cli";
import { useFolder } from "../helpers/folder";
import { gatewayTo } from "../helpers/sites";

const folder = useFolder();
const open: Sandbox[] = [];
const start = async (options: Parameters<typeof startSandbox>[0]) => {
  const sandbox = await startSandbox(options);
  open.push(sandbox);
  return sandbox;
};

afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

const KEYS = [{ publicKey: "the-real-key", privateKey: "the-real-secret" }];

/** 3,000 members, roles and places of one name, names that are no plain YAML, cells that rows lack, a word of 2017, unlisted functions. */
function hostileSeed(): Seed {
  const names = [
    "Desk",
    "Desk",
    "desk ",
    "- no: yes",
    "# all",
    "null",
    "012",
    "'it''s'",
    '"',
    "Ünïcödé 日本",
    "\u202eevil",
    "::x",
    "<<",
  ];
  const levels: Seed["roles"][number]["levels"] = {
    "Service Desk": { Reports: { delete: null, inquire: "Mine" }, "Service Tickets": null, "Merge Tickets": "My" },
    System: {
      "Our: Own # Screen": { inquire: { word: "Own" } },
      "<<": { edit: "My" },
      日本: "All",
      中国: { add: "My" },
      ["__proto__"]: { edit: "All" as const },
    },
    ["__proto__"]: { constructor: "All" as const, ["__proto__"]: { inquire: "My" as const } },
  };
  const roles = names.map((name, index): Seed["roles"][number] => ({
    ...{ name, admin: false, inactive: index % 3 === 2, customize: [] },
    levels: index % 2 === 0 ? levels : { System: { 日本: { add: null } } },
  }));
  const members = Array.from({ length: 3000 }, (_, index): Seed["members"][number] => ({
    ...{ identifier: `m${index}`, firstName: `Véra "${index}"`, lastName: "O'Hara: née", inactive: index % 7 === 0 },
    ...{ licenseClass: (["F", "A", "C", "X"] as const)[index % 4] ?? "F", keys: [] },
    ...(index % 5 !== 0 && { role: names[index % names.length] ?? "" }),
    ...(index % 3 === 0 && { location: { id: 20 }, businessUnit: "Off" }),
    ...(index % 2 === 0 && { email: `vera${index}@acme.example` }),
  }));
  return {
    company: { id: "acme", name: "Acme" },
    version: "2024.3",
    departments: [
      { id: 7, identifier: "On", name: "yes" },
      { id: 9, identifier: "Off", name: "~" },
    ],
    locations: [
      { id: 11, name: "Lyon", businessUnits: ["On", { id: 9 }] },
      { id: 20, name: "Lyon", businessUnits: [] },
    ],
    functions: {
      rename: {},
      without: {},
      add: {
        System: ["Our: Own # Screen", "<<", "日本", "中国", "__proto__"],
        ["__proto__"]: ["constructor", "__proto__"],
        "A & B": ["true"],
      },
    },
    roles: [{ id: 5, name: "Admin", admin: true, inactive: false, levels: {}, customize: [] }, ...roles],
    members: [
      {
        ...{ id: 140, identifier: "Boss", firstName: "Real", lastName: "Name", licenseClass: "F" },
        ...{ role: "Admin", inactive: false, keys: KEYS },
      },
      ...members,
    ],
  };
}

async function snapshotOf(sandbox: Sandbox, companyId: string, keys: Record<string, string>, withPeople = false) {
  const { snapshot, notes } = await readSnapshot(gatewayTo(sandbox.url, { companyId, ...keys }), {
    companyId,
    withPeople,
  });
  return { snapshot, notes, text: snapshotText(snapshot, withPeople) };
}

const REAL = { publicKey: "the-real-key", privateKey: "the-real-secret" };

describe("a snapshot of a hostile tenant", { timeout: 120_000 }, () => {
  test.each([false, true])(
    "has no key, and starts a copy whose own snapshot has the same bytes (people: %s)",
    async (withPeople) => {
      const real = await start({ seed: hostileSeed() });
      const first = await snapshotOf(real, "acme", REAL, withPeople);
      expect(first.notes).toEqual([]);
      expect((await snapshotOf(real, "acme", REAL, withPeople)).text === first.text).toBe(true);
      expect(real.requests().every(({ method }) => method === "GET")).toBe(true);
      const copy = await start({ seed: readSeed(folder.write("acme.tenant.yaml", first.text)) });
      expect((await snapshotOf(copy, "acme", {}, withPeople)).text).toBe(first.text);
      for (const { name, levels } of hostileSeed().roles.slice(2, 4)) {
        expect(levels).not.toEqual({});
        expect(copy.tenant.levels(name)).toEqual(real.tenant.levels(name));
      }
      expect(parseSnapshot(first.text, "acme.tenant.yaml")).toEqual(first.snapshot);
      const told = ["the-real", "Real", "Boss", "m2,", "@acme.example"].filter((one) => first.text.includes(one));
      expect(told).toEqual(withPeople ? ["Real", "Boss", "m2,", "@acme.example"] : []);
      expect(first.text.includes("identifier: user-140")).toBe(!withPeople);
    },
  );

  test("names what it can't tell: nothing is written where a list can't be read", async () => {
    const real = await start({ seed: hostileSeed() });
    real.fault({ path: "/settings\\b", status: 403 });
    await expect(snapshotOf(real, "acme", REAL)).rejects.toThrow("answered 403");
  });
});

/** The command's own way to a tenant. */
const TENANT = (sandbox: Sandbox) => ({
  CONNECTWISE_SITE: sandbox.url,
  CONNECTWISE_COMPANY_ID: "sandbox",
  CONNECTWISE_PUBLIC_KEY: "public",
  CONNECTWISE_PRIVATE_KEY: "private",
  CONNECTWISE_CLIENT_ID: "00000000-0000-0000-0000-000000000000",
});

describe("cwroles snapshot", () => {
  test("writes a file, and tells what changed since, cell by cell", async () => {
    const sandbox = await start({ seed: defaultSeed() });
    const env = TENANT(sandbox);
    const file = "sandbox.tenant.yaml";
    const written = await cwroles(["snapshot", "--output", file], folder.path, env);
    expect(written).toMatchObject({ code: 0, stdout: "" });
    expect(written.stderr).toContain("no write");
    const again = await cwroles(["snapshot", "--output", file], folder.path, env);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain("is already there. Overwrite it with --force.");
    const unchanged = await cwroles(["snapshot", "--diff", file], folder.path, env);
    expect(unchanged).toMatchObject({ code: 0, stdout: `sandbox: nothing changed since ${file}.\n` });

    const { tenant } = sandbox;
    tenant.setLevel("RMM Integration", "Service Desk", "Service Tickets", "delete", "None");
    tenant.setLevel("RMM Integration", "Finance", "Invoicing", "inquire", "All");
    tenant.setMember("RMMBridge", { role: "Admin", inactive: true });
    tenant.renameRole("Sales Rep", "Sales");
    tenant.removeRole("Contractor (old)");
    const changed = await cwroles(["snapshot", "--diff", file], folder.path, env);
    expect(changed.code).toBe(2);
    expect(changed.stdout).toMatchInlineSnapshot(`
      "sandbox, changed since sandbox.tenant.yaml: 3 roles (1 function broader), 1 member.

      Security role "Sales" (id 5)
        was called "Sales Rep"

      Security role "RMM Integration" (id 7)
        Finance › Invoicing: Inquire None → All  (broader)
        Service Desk › Service Tickets: Delete All → None

      Security role "Contractor (old)" (id 8) is gone

      Member "RMMBridge": security role RMM Integration → Admin, inactive no → yes
      "
    `);
    const json = JSON.parse((await cwroles(["snapshot", "--diff", file, "--json"], folder.path, env)).stdout);
    expect(json.roles).toHaveLength(3);
    expect(json.members).toEqual([
      {
        ...{ id: 2, identifier: "RMMBridge", fate: "changed" },
        fields: [
          { field: "security role", before: "RMM Integration", after: "Admin" },
          { field: "inactive", before: "no", after: "yes" },
        ],
      },
    ]);
    expect(sandbox.requests().every(({ method }) => method === "GET")).toBe(true);
  });

  test("refuses a file that is no snapshot, by key and line, before it asks the tenant", async () => {
    const sandbox = await start({ seed: defaultSeed() });
    const file = folder.write(
      "not.yaml",
      "company: { id: sandbox, name: S }\nroles: [{ id: 1, name: A, levles: {} }]\n",
    );
    const { code, stderr } = await cwroles(["snapshot", "--diff", file], folder.path, TENANT(sandbox));
    expect(code).toBe(1);
    expect(stderr).toMatch(/not\.yaml:2.*levles/s);
    expect(sandbox.requests()).toEqual([]);
  });

  test("the file of the default tenant is as somebody would write it", async () => {
    const sandbox = await start({ seed: defaultSeed() });
    const { text } = await snapshotOf(sandbox, "sandbox", {});
    const golden = path.resolve(__dirname, "../cases/snapshot/sandbox.tenant.yaml");
    if (process.env.UPDATE_CASES) writeFileSync(golden, text);
    expect(text).toBe(readFileSync(golden, "utf8"));
  });
});

test("a snapshot of another company is refused", () => {
  const empty = { businessUnits: [], locations: [], functions: [], roles: [], members: [] };
  const [acme, globex] = ["acme", "globex"].map((companyId) => ({ companyId, ...empty }));
  if (!acme || !globex) throw new Error("both");
  expect(isEmpty(diffSnapshots(acme, { ...acme, companyId: "ACME" }))).toBe(true);
  expect(() => diffSnapshots(acme, globex)).toThrow("is of acme, and the tenant is globex");
});

test("locations, business units and which belong together are compared, by their ids", () => {
  const empty = { companyId: "acme", functions: [], roles: [], members: [] };
  const unit = (id: number, name: string, identifier = name) => ({ id, name, identifier });
  const before = {
    ...empty,
    businessUnits: [unit(1, "Sales"), unit(2, "Service"), unit(3, "Old")],
    locations: [
      { id: 1, name: "Lyon", businessUnits: [1, 2] },
      { id: 2, name: "Bern", businessUnits: [1] },
    ],
  };
  const after = {
    ...empty,
    businessUnits: [unit(1, "Sales", "SA"), unit(2, "Service"), unit(4, "Projects")],
    locations: [
      { id: 1, name: "Lyon-Nord", businessUnits: [1, 4] },
      { id: 3, name: "Oslo", businessUnits: [2] },
    ],
  };
  expect(isEmpty(diffSnapshots(before, { ...before }))).toBe(true);
  const diff = diffSnapshots(before, after);
  expect(isEmpty(diff)).toBe(false);
  expect(diffLines(diff, "acme.tenant.yaml").join("\n")).toMatchInlineSnapshot(`
    "acme, changed since acme.tenant.yaml: 3 locations, 3 business units.

    Location "Lyon-Nord" (id 1)
      was called "Lyon"
      has the business unit "Projects" now
      no longer has the business unit "Service"

    Location "Oslo" (id 3) is new
      has the business unit "Service" now

    Location "Bern" (id 2) is gone

    Business unit "Sales" (id 1)
      had the identifier "Sales", now "SA"

    Business unit "Projects" (id 4) is new

    Business unit "Old" (id 3) is gone"
  `);
});
