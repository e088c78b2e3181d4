import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readFaults, readSeed, startSandbox } from "../../../sandbox";

const TENANT = `
company: { id: acme, name: Acme IT }
departments: [{ identifier: Help, name: Helpdesk }]
locations: [{ name: Lyon, businessUnits: [Help] }]
roles:
  - name: Desk
    levels:
      Service Desk: { Service Tickets: All, Reports: { inquire: My, delete: null } }
members:
  - { identifier: Zoe, firstName: Zoe, role: Desk, location: Lyon, businessUnit: Help }
`;

function seedFile(text: string): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "seed-")), "tenant.yaml");
  writeFileSync(file, text);
  return file;
}

const start = (text: string) => startSandbox({ seed: readSeed(seedFile(text)) });

describe("a seed", () => {
  test("makes the tenant it describes", async () => {
    const { tenant, close } = await start(TENANT);
    expect(tenant.companyId).toBe("acme");
    expect(tenant.member("zoe")).toMatchObject({ role: "Desk", location: "Lyon", businessUnit: "Helpdesk" });
    const desk = tenant.levels("Desk")["Service Desk"];
    expect(desk?.["Service Tickets"]).toEqual({ add: "All", edit: "All", delete: "All", inquire: "All" });
    expect(desk?.Reports).toEqual({ add: "None", edit: "None", delete: null, inquire: "My" });
    expect(desk?.["Merge Tickets"]).toEqual({ add: "None", edit: "None", delete: "None", inquire: "None" });
    await close();
  });

  test("with mistakes is refused with the file and every key", () => {
    const file = seedFile(TENANT.replace("All,", "Most,").replace("Zoe,", "IdentifierTooLong,"));
    expect(() => readSeed(file)).toThrow(file);
    expect(() => readSeed(file)).toThrow(
      /None, My, Mine, All.*\n.*at roles\[0\]\.levels\["Service Desk"\]\["Service Tickets"\]/,
    );
    expect(() => readSeed(file)).toThrow("at members[0].identifier");
  });

  test.each([
    ["role: Desk", "role: Boss", "Boss"],
    ["businessUnits: [Help]", "businessUnits: [Nobody]", "Nobody"],
    ["Service Tickets", "Service Ticket", "Service Desk / Service Ticket"],
  ])("that names nothing with %s → %s says so", async (from, to, reported) => {
    await expect(start(TENANT.replace(from, to))).rejects.toThrow(reported);
  });
});

describe("sandbox/README.md", () => {
  const readme = readFileSync(path.join(__dirname, "../../../sandbox/README.md"), "utf8");
  const [seed = "", faults = ""] = [...readme.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text]) => text);

  test("shows a seed that works", async () => {
    const { tenant, close } = await start(seed);
    expect(tenant.apiKeys()).toEqual([{ publicKey: "public", privateKey: "private", member: "Api" }]);
    expect(tenant.roles().filter(({ name }) => name === "Desk")).toHaveLength(2);
    await close();
  });

  test("shows faults that work", () => {
    expect(readFaults(seedFile(faults)).faults).toHaveLength(6);
  });
});

describe("a seed of an unusual tenant", () => {
  const UNUSUAL = `
functions:
  rename: { Service Desk: { Service Tickets - Dependencies: Service Ticket – Dependencies } }
  without: { Marketing: [Marketing Reports] }
  add: { System: [Our Own Screen] }
`;
  const tenantOf = (from: string, to: string) => start(TENANT.replace(from, to));

  test("has functions of other names, more of them and fewer, in new roles too", async () => {
    const { tenant, close } = await start(TENANT + UNUSUAL);
    tenant.addRole("New");
    for (const role of ["Desk", "New"]) {
      const levels = tenant.levels(role);
      expect(Object.keys(levels["Service Desk"] ?? {})).toContain("Service Ticket – Dependencies");
      expect(Object.keys(levels["Service Desk"] ?? {})).not.toContain("Service Tickets - Dependencies");
      expect(Object.keys(levels.Marketing ?? {})).not.toContain("Marketing Reports");
      const system = Object.keys(levels.System ?? {});
      expect(system.slice(system.indexOf("My Company"))).toEqual(
        expect.arrayContaining(["My Company", "Our Own Screen", "Report Writer"]),
      );
      expect(system.indexOf("Our Own Screen")).toBe(system.indexOf("My Company") + 1);
    }
    await close();
  });

  test("keeps them over a restart", async () => {
    const stateFile = path.join(mkdtempSync(path.join(tmpdir(), "seed-")), "tenant.json");
    const first = await startSandbox({ seed: readSeed(seedFile(TENANT + UNUSUAL)), stateFile });
    first.tenant.renameRole("Desk", "Bureau");
    await first.close();
    const { tenant, close } = await startSandbox({ stateFile });
    tenant.addRole("New");
    expect(Object.keys(tenant.levels("New").System ?? {})).toContain("Our Own Screen");
    await close();
  });

  test("that renames what isn't there says so", async () => {
    const renamed = UNUSUAL.replace("Service Tickets - Dep", "Service Ticket - Dep");
    await expect(start(TENANT + renamed)).rejects.toThrow("Service Desk / Service Ticket - Dependencies");
  });

  test("may hold two roles of one name, a level outside the API's, a pair that isn't one, and an inactive member", async () => {
    const twice = await tenantOf("  - name: Desk", "  - { name: Desk, inactive: true }\n  - name: Desk");
    expect(twice.tenant.roles().map(({ name }) => name)).toEqual(["Desk", "Desk"]);
    await twice.close();
    const mine = await tenantOf("inquire: My", "inquire: Mine");
    expect(mine.tenant.level("Desk", "Service Desk", "Reports", "inquire")).toBe("Mine");
    await mine.close();
    const apart = await tenantOf("businessUnits: [Help]", "businessUnits: []");
    expect(apart.tenant.member("Zoe")).toMatchObject({ location: "Lyon", businessUnit: "Helpdesk", inactive: false });
    await apart.close();
    const left = await tenantOf("firstName: Zoe,", "firstName: Zoe, inactive: true,");
    expect(left.tenant.member("Zoe").inactive).toBe(true);
    await left.close();
  });
});

describe("a seed as a snapshot writes it", () => {
  const COPY = `
company: { id: acme, name: acme }
version: "2019.2"
departments: [{ id: 3, identifier: Help, name: Helpdesk }]
locations: [{ id: 5, name: Lyon, businessUnits: [] }, { id: 9, name: Lyon, businessUnits: [{ id: 3 }] }]
functions: { list: [{ module: B, functions: [中国, 日本] }, { module: A, functions: [{ name: Reports, lacks: [delete] }] }] }
roles:
  - { id: 4, name: Desk }
  - { id: 6, name: Desk, levels: { B: { 日本: { inquire: { word: Own } } }, A: { Reports: { add: My } } } }
members: [{ id: 12, identifier: Zoe, firstName: Zoe, role: { id: 6 }, location: { id: 9 } }, { identifier: New, firstName: N }]
`;

  test("has ids, functions in any order, words of its own and cells that no role has", async () => {
    const { tenant, close } = await start(COPY);
    const rowsOfTwo = [...tenant.store.collections.settings.childrenOf(6)].map(({ fields }) => [
      fields.moduleFunctionName,
      fields.addLevel,
      fields.deleteLevel,
      fields.inquireLevel,
    ]);
    expect(rowsOfTwo).toEqual([
      ["中国", "None", "None", "None"],
      ["日本", "None", "None", "Own"],
      ["Reports", "My", null, "None"],
    ]);
    tenant.addRole("New");
    expect(tenant.level("New", "A", "Reports", "delete")).toBeNull();
    expect(tenant.members().map(({ id, role }) => [id, role])).toEqual([
      [12, "Desk"],
      [13, null],
    ]);
    await close();
  });

  test("without keys gives a pair to the active member that may do most, if any may do something", async () => {
    const may = await start(COPY.replace("{ add: My }", "{ add: All }"));
    expect(may.tenant.apiKeys()).toEqual([{ publicKey: "public", privateKey: "private", member: "Zoe" }]);
    await may.close();
    const mayNot = await start(COPY);
    expect(mayNot.tenant.apiKeys()).toEqual([]);
    await mayNot.close();
  });

  test.each([
    ["id: 6, name", "id: 4, name", "the id 4 comes after 4; ids have to ascend"],
    ["[中国, 日本]", "[日本, 日本]", "B / 日本 is listed twice"],
    ["role: { id: 6 }", "role: { id: 7 }", "no securityRoles with id 7"],
  ])("with %s → %s says so", async (from, to, reported) => {
    await expect(start(COPY.replace(from, to))).rejects.toThrow(reported);
  });
});

describe("direct access to the tenant", () => {
  test("changes cells, roles and members by name, and names what isn't there", async () => {
    const { tenant, close } = await start(TENANT);
    tenant.addRole("Second");
    tenant.setLevel("second", "Finance", "Invoicing", "edit", "All");
    expect(tenant.level("Second", "Finance", "Invoicing", "edit")).toBe("All");
    expect(tenant.level("Second", "Finance", "Invoicing", "add")).toBe("None");
    tenant.renameRole("Second", "Third");
    tenant.setMember("Zoe", { role: "Third", location: null });
    expect(tenant.members()).toMatchObject([{ identifier: "Zoe", role: "Third", location: null }]);
    tenant.removeRole("Desk");
    expect(tenant.roles().map(({ name }) => name)).toEqual(["Third"]);
    expect(() => tenant.setLevel("Third", "Finance", "Invoices", "add", "All")).toThrow("Finance / Invoices");
    expect(() => tenant.level("Desk", "Finance", "Invoicing", "add")).toThrow("Desk");
    await close();
  });
});
