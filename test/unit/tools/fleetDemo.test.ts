import { symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { loadAcceptances } from "../../../fleet/accept/file";
import { explainFleet } from "../../../fleet/file/load";
import { defaultSeed, readCompanies, type Sandbox, startSandbox, type Tenant } from "../../../sandbox";
import { keyOf } from "../../../tools/demo/expected.mjs";
import { checkTenant, judge } from "../../../tools/fleetDemo/check.mjs";
import { expectedLevels } from "../../../tools/fleetDemo/expected.mjs";
import { acceptedYaml, companiesYaml, fleetYaml } from "../../../tools/fleetDemo/files.mjs";
import { assignmentsOf, MEMBER, ROLE, TENANTS } from "../../../tools/fleetDemo/tenants.mjs";
import { useFolder } from "../../helpers/folder";

const folder = useFolder();

function tenantCalled(name: string) {
  const tenant = TENANTS.find((one) => one.name === name);
  if (!tenant) throw new Error(`The demo has no tenant ${name}`);
  return tenant;
}

describe("the files of the fleet demo", () => {
  test("are a fleet that can be used, with the same roles and members as the check looks for", () => {
    const file = folder.write("fleet.yaml", fleetYaml("http://127.0.0.1:1"));
    symlinkSync(path.resolve("profiles"), path.join(path.dirname(file), "profiles"), "junction");
    writeFileSync(path.join(path.dirname(file), "accepted.yaml"), acceptedYaml());
    const { fleet, unknownNames } = explainFleet(file);
    expect(unknownNames).toEqual([]);
    expect(fleet.tenants).toHaveLength(25);
    for (const { name, assignments } of fleet.tenants)
      expect(assignments.map(({ profile, role, member }) => ({ profile: profile.id, role, member }))).toEqual(
        assignmentsOf(tenantCalled(name)),
      );
    expect(loadAcceptances(fleet, new Date().toISOString().slice(0, 10))).toMatchObject([{ tenant: "wingtip" }]);
  });
});

describe("what the check asks of a role", () => {
  const requested = (tenant: string) => expectedLevels(tenantCalled(tenant), "wise-sync");

  test("is the profile, with what the group changes and what is accepted", () => {
    expect(requested("contoso").get("finance / invoicing")).toMatchObject({ add: "None", edit: "All", delete: "All" });
    expect(requested("adatum").get("finance / invoicing")).toMatchObject({ add: "None", edit: "All", delete: "None" });
    expect(requested("contoso").get("companies / contacts")).toMatchObject({ edit: "None", inquire: "All" });
    expect(requested("wingtip").get("companies / contacts")).toMatchObject({ edit: "All", inquire: "All" });
  });

  test("is the variant for old releases on the one that runs one", () => {
    expect([...requested("adatum").keys()]).toHaveLength(17);
    expect([...requested("tailspin").keys()]).toEqual(["finance / accounting interface", "finance / invoicing"]);
  });
});

describe("the check of a tenant", () => {
  let sandbox: Sandbox;
  let tenant: Tenant;
  const adatum = tenantCalled("adatum");

  beforeEach(async () => {
    const companies = readCompanies(folder.write("companies.yaml", companiesYaml()), defaultSeed());
    sandbox = await startSandbox({ companies });
    onTestFinished(() => sandbox.close());
    tenant = sandbox.company("adatum").tenant;
  });

  test("says that a role isn't there", async () => {
    expect(await checkTenant(sandbox.url, adatum)).toEqual({ rows: 0, problems: [`there is no role ${ROLE}`] });
  });

  test("says which level and which member aren't as asked", async () => {
    tenant.addRole(ROLE);
    const requested = expectedLevels(adatum, "wise-sync");
    for (const [module, functions] of Object.entries(tenant.levels(ROLE)))
      for (const [name, cells] of Object.entries(functions))
        for (const [verb, level] of Object.entries(requested.get(keyOf(module, name)) ?? {}))
          if (cells[verb as keyof typeof cells] !== null)
            tenant.setLevel(ROLE, module, name, verb as keyof typeof cells, level as typeof cells.add);
    const noMember = `the member ${MEMBER} isn't there, not ${ROLE}`;
    expect(await checkTenant(sandbox.url, adatum)).toEqual({ rows: 97, problems: [noMember] });

    tenant.setLevel(ROLE, "System", "Security", "edit", "All");
    const { problems } = await checkTenant(sandbox.url, adatum);
    expect(problems).toContain("  System / Security, edit: All, not None");
  });
});

describe("the judgement", () => {
  const called = new Map(TENANTS.map(({ name, outcome = "exact" }) => [name, String(outcome)]));
  const checks = new Map(
    TENANTS.map(({ name, outcome }) => [
      name,
      { rows: 97, problems: outcome === "drifted" ? ["a level differs"] : [] },
    ]),
  );

  test("is right where every tenant is what it is called, and what it was made to be", () => {
    const { isRight, lines } = judge(TENANTS, called, checks);
    expect(isRight).toBe(true);
    expect(lines.join("\n")).toContain("21 tenants are called exact, and are: all 2037 rows");
    expect(lines.join("\n")).toMatch(/drifted, and are: contoso, litware\.\n.*northwind.*globex/);
  });

  test.each([
    [
      "is called something else",
      new Map([...called, ["globex", "exact"]]),
      checks,
      "globex is called exact, but was made to be failed",
    ],
    ["wasn't done at all", new Map([...called].slice(1)), checks, "adatum is called nothing, but was made to be exact"],
    [
      "is called exact and isn't",
      called,
      new Map([...checks, ["zava", { rows: 97, problems: ["a level differs"] }]]),
      "zava is called exact, but a level differs",
    ],
    [
      "is called drifted and isn't",
      called,
      new Map([...checks, ["litware", { rows: 97, problems: [] }]]),
      "litware is called drifted, but is as asked",
    ],
  ])("is wrong where a tenant %s", (_, outcomes, read, line) => {
    expect(judge(TENANTS, outcomes, read)).toEqual({ isRight: false, lines: [line] });
  });
});
