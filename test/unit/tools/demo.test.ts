import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { compare, expectedLevels } from "../../../tools/demo/expected.mjs";
import { levelTable, verdict } from "../../../tools/demo/report.mjs";

const PROFILE = `
permissions:
  Finance:
    Invoicing: { all: All, add: None }
    Accounting Interface: All
  Service Desk:
    Service Tickets – Finance: { inquire: My }
`;

function expected(yaml: string) {
  const folder = mkdtempSync(path.join(tmpdir(), "cwroles-demo-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "profile.yaml");
  writeFileSync(file, yaml);
  return expectedLevels(file);
}

const row = (module: string, name: string, [add, edit, remove, inquire]: (string | null)[]) => ({
  module,
  name,
  levels: { add: add ?? null, edit: edit ?? null, delete: remove ?? null, inquire: inquire ?? null },
});

const EXACT = [
  row("Finance", "Accounting Interface", ["All", "All", "All", "All"]),
  row("Finance", "Invoicing", ["None", "All", "All", "All"]),
  row("Service Desk", "Service Tickets - Finance", [null, "None", null, "My"]),
  row("System", "Security", ["None", "None", null, "None"]),
];

describe("the demo's comparison", () => {
  it("finds a role exact whose every cell is as asked, and None where nothing is asked", () => {
    expect(compare(expected(PROFILE), EXACT)).toEqual({ rows: 4, differences: [], missing: [] });
  });

  it("names each cell that is too broad or too narrow", () => {
    const rows = [
      row("Finance", "Accounting Interface", ["All", "My", "All", null]),
      ...EXACT.slice(1, 3),
      row("System", "Security", ["None", "None", null, "All"]),
    ];
    expect(verdict(compare(expected(PROFILE), rows))).toEqual([
      "NOT exact: 3 cells differ in 4 rows",
      "  Finance / Accounting Interface, edit: My, not All",
      "  Finance / Accounting Interface, inquire: no such cell, not All",
      "  System / Security, inquire: All, not None",
    ]);
  });

  it("leaves out what the profile doesn't name, where the profile keeps that", () => {
    const rows = [...EXACT.slice(0, 3), row("System", "Security", ["All", "All", null, "All"])];
    expect(compare(expected(PROFILE), rows, { unlisted: "keep" }).differences).toEqual([]);
    expect(compare(expected(PROFILE), rows, { unlisted: "exact" }).differences).toHaveLength(3);
  });

  it("names a function that the role lacks", () => {
    expect(verdict(compare(expected(PROFILE), EXACT.slice(1)))).toEqual([
      "NOT exact: 0 cells differ in 3 rows",
      "  finance / accounting interface: the role has no such function",
    ]);
  });
});

describe("the demo's table", () => {
  it("shows what the role grants, by module, and counts the rest", () => {
    expect(levelTable(EXACT)).toEqual([
      "Finance                      A    E    D    I",
      "  Accounting Interface       All  All  All  All",
      "  Invoicing                  None All  All  All",
      "Service Desk",
      "  Service Tickets - Finance  -    None -    My",
      "None on every verb: 1 other function",
    ]);
  });
});
