import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { startSandbox } from "../../../sandbox";
import { type Checklist, inParts, playVisit, wordsOf } from "../../../tools/demo/administrator.mjs";
import { EngineLines } from "../../../tools/demo/engineLines.mjs";
import { compare, expectedLevels } from "../../../tools/demo/expected.mjs";
import { optionsOf } from "../../../tools/demo/options.mjs";
import { levelTable, verdict } from "../../../tools/demo/report.mjs";
import { openRole } from "../../../tools/demo/webClient.mjs";
import { grantsOf } from "../../helpers/tenant";

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

describe("the demo's options", () => {
  it.each([
    [[], { isWritable: false, isHandsOn: false, isHelp: false }],
    [["--writable"], { isWritable: true, isHandsOn: false, isHelp: false }],
    [["--hands-on"], { isWritable: false, isHandsOn: true, isHelp: false }],
    [["-h"], { isWritable: false, isHandsOn: false, isHelp: true }],
  ])("%j", async (args, options) => {
    expect(await optionsOf(args)).toEqual(options);
  });

  it.each([
    [["--writeable", "x"], "There is no option --writeable. Did you mean --writable?\nThere is no option x.\n"],
    [["--hands-on=yes"], "--hands-on takes no value.\n"],
    [["--writable", "--hands-on"], "--writable leaves nothing for --hands-on to do.\n"],
  ])("%j can't be used", async (args, message) => {
    await expect(optionsOf(args)).rejects.toThrow(message);
  });
});

describe("the demo's administrator", () => {
  const levels = (
    module: string,
    name: string,
    ...cells: Checklist["steps"][0]["groups"][0]["tasks"][0]["cells"][]
  ) => ({
    ...{ subject: "levels", module, function: name },
    cells: cells.flatMap((cell) => cell ?? []),
  });
  const all = (["add", "edit", "delete", "inquire"] as const).map((verb) => ({ verb, after: "All" }));
  const tasks = [
    levels("Sales", "Opportunity", all),
    levels("Sales", "Reports", all),
    levels("Sales", "Sales Orders", [{ verb: "edit", after: "My" }]),
  ];

  it("says of a module what is done, alike functions together", () => {
    expect(wordsOf(tasks)).toBe("all four All at Opportunity, Reports; Edit My at Sales Orders");
  });

  it("saves in at most three parts, in the order of the list", () => {
    expect(inParts([1, 2, 3, 4, 5], 3)).toEqual([[1, 2], [3, 4], [5]]);
    expect(inParts([1], 3)).toEqual([[1]]);
    expect(inParts([], 3)).toEqual([]);
  });

  it("sets by the forms of the sandbox's pages what the list says, and nothing else", async () => {
    const sandbox = await startSandbox({ settings: "read-only" });
    onTestFinished(() => sandbox.close());
    sandbox.tenant.addRole("Sync");
    const entry = { subject: "customize", function: "Table Setup", entry: "Invoicing / Tax Code" };
    const groups = [{ title: "Sales", tasks }, { title: "System", tasks: [entry] }, { tasks: [{ subject: "keys" }] }];
    await playVisit(sandbox.url, { role: "Sync", steps: [{ groups }] }, undefined);
    expect(grantsOf(sandbox, "Sync")).toEqual([
      "Sales › Opportunity: All All All All",
      "Sales › Reports: All All All All",
      "Sales › Sales Orders: None My None None",
    ]);
    const role = sandbox.tenant.roles().find(({ name }) => name === "Sync");
    const page = await fetch(`${sandbox.url}/admin/roles/${role?.id}`);
    expect(await page.text()).toMatch(/<textarea id="customize"[^>]*>Invoicing \/ Tax Code<\/textarea>/);
  });

  it("stops where the page hasn't what the list says, or doesn't save it", async () => {
    const sandbox = await startSandbox();
    onTestFinished(() => sandbox.close());
    sandbox.tenant.addRole("Sync");
    await expect(openRole(sandbox.url, "Sink")).rejects.toThrow('shows no role "Sink"');
    const page = await openRole(sandbox.url, "Sync");
    expect(() => page.choose("Sales / Opportunities: Edit", "All")).toThrow(
      'has no field "Sales / Opportunities: Edit"',
    );
    page.choose("Sales / Opportunity: Edit", "Some");
    await expect(page.save()).rejects.toThrow('"Some" is no level');
  });
});

describe("the engine's lines in the demo", () => {
  it("come without the stack's name, and each message once", () => {
    const lines = new EngineLines();
    const shown = (line: string) => lines.shown(line);
    const printed = [
      "Updating (dev):",
      " +  pulumi:pulumi:Stack connectwise-roles-dev creating (0s) ",
      " +  pulumi:pulumi:Stack connectwise-roles-dev creating (12s)     Sales › Opportunity: Edit None → All",
      "    pulumi:pulumi:Stack connectwise-roles-dev running 1 of 1 rows done",
      " +  pulumi-nodejs:dynamic/connectwise:SecurityRole role created (0.9s) ",
      " +  pulumi:pulumi:Stack connectwise-roles-dev created (30s) 2 messages",
      "Diagnostics:",
      "  pulumi:pulumi:Stack (connectwise-roles-dev):",
      "        Sales › Opportunity: Edit None → All",
      "    1 of 1 rows done",
      "    error: nobody has seen this",
      "",
      "Resources:",
      "    + 4 created",
    ];
    expect(printed.flatMap((line) => shown(line) ?? [])).toEqual([
      "Updating (dev):",
      "        Sales › Opportunity: Edit None → All",
      "    1 of 1 rows done",
      " +  pulumi-nodejs:dynamic/connectwise:SecurityRole role created (0.9s) ",
      "    error: nobody has seen this",
      "\nResources:",
      "    + 4 created",
    ]);
  });
});
