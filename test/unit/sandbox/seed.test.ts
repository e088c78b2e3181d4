import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readSeed, startSandbox } from "../../../sandbox";

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
      /None, My, All.*\n.*at roles\[0\]\.levels\["Service Desk"\]\["Service Tickets"\]/,
    );
    expect(() => readSeed(file)).toThrow("at members[0].identifier");
  });

  test.each([
    ["role: Desk", "role: Boss", "Boss"],
    ["businessUnits: [Help]", "businessUnits: [Nobody]", "Nobody"],
    ["Service Tickets", "Service Ticket", "Service Desk / Service Ticket"],
  ])("that names nothing with %s → %s says so", async (from, to, told) => {
    await expect(start(TENANT.replace(from, to))).rejects.toThrow(told);
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
