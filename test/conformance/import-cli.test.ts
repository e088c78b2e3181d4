import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { loadProfile } from "../../project/profiles";
import { useFolder } from "../helpers/folder";
import { grantLines } from "../helpers/rows";
import { line, wordDocument } from "../helpers/wordDocument";

const CWROLES = path.resolve(__dirname, "../../bin/cwroles.js");
const folder = useFolder();

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `cwroles profiles …` in a process of its own, in a project folder of its own. */
const profiles = (...args: string[]): Promise<Outcome> =>
  new Promise((resolve) => {
    execFile(process.execPath, [CWROLES, "profiles", ...args], { cwd: folder.path }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
    );
  });

const CLEAR = `Permissions of Example
Companies
- Company Maintenance: Inquire - All
- Contacts: All (Add/Edit)
`;
const ABOUT = ["--vendor", "Example Inc.", "--source-url", "https://vendor.example/permissions"];

const levelsIn = (file: string) => {
  const { grants } = loadProfile(file);
  return grantLines(
    Object.fromEntries(
      Object.entries(grants).map(([module, functions]) => [
        module,
        Object.fromEntries(Object.entries(functions).map(([name, { levels }]) => [name, levels])),
      ]),
    ),
  );
};

describe("cwroles profiles import", () => {
  test("knows a Word document on standard input by its first bytes", async () => {
    const input = await wordDocument([line("Companies > Contacts: All")]);
    const args = [CWROLES, "profiles", "import", "-", "--id", "example", ...ABOUT];
    const { status, stdout } = spawnSync(process.execPath, args, { input, encoding: "utf8", cwd: folder.path });
    expect(status).toBe(0);
    expect(levelsIn(folder.write("word.yaml", stdout))).toEqual(["Companies › Contacts: All All All All"]);
  });

  test("prints a draft on stdout and a summary on stderr; 0 where all was read with certainty", async () => {
    const { code, stdout, stderr } = await profiles(
      "import",
      folder.write("clear.txt", CLEAR),
      ...ABOUT,
      "--id",
      "example",
    );
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: "2 functions read, 0 ambiguous, 0 unmatched, 0 lines not understood, 1 line skipped.\n",
    });
    expect(stdout).toMatch(/^# A draft of profiles\/example\.yaml/);
    expect(levelsIn(folder.write("printed.yaml", stdout))).toEqual([
      "Companies › Company Maintenance: None None None All",
      "Companies › Contacts: All All None None",
    ]);
  });

  test("writes a file, and overwrites none but with --force", async () => {
    const article = folder.write("to-file.txt", CLEAR);
    const output = path.join(folder.path, "draft.yaml");
    const write = (...flags: string[]) => profiles("import", article, ...ABOUT, "--output", output, ...flags);
    expect(await write()).toMatchObject({ code: 0, stdout: `Wrote ${output}\n` });
    writeFileSync(output, "# mine\n");
    expect(await write()).toMatchObject({
      code: 1,
      stderr: `${output} is already there. Overwrite it with --force.\n`,
    });
    expect(readFileSync(output, "utf8")).toBe("# mine\n");
    expect((await write("--force")).code).toBe(0);
    expect(levelsIn(output)).toHaveLength(2);
  });

  test("exits with 2 where something is left for a person, and tells it as JSON", async () => {
    const article = folder.write("unclear.txt", `${CLEAR}- Contcts: All\n- Notes: Inquire\n- Tracks: Read only\n`);
    const { code, stdout } = await profiles("import", article, ...ABOUT, "--json");
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      certain: false,
      valid: true,
      grants: [
        { function: "Company Maintenance" },
        { function: "Contacts" },
        { function: "Notes", doubts: [/without a level/] },
      ].map(({ doubts = [], ...rest }) => ({ ...rest, doubts: doubts.map((text) => expect.stringMatching(text)) })),
      unmatched: [
        {
          module: "Companies",
          function: "Contcts",
          line: 5,
          message: expect.stringContaining("did you mean Contacts?"),
        },
      ],
      notUnderstood: [{ line: 7 }],
    });
  });

  test("makes a feature of what only some need, and None of what isn't to be granted; 2", async () => {
    const table = (row: string) => `<table><tr><th>Module<th>Function<th>Edit<th>Inquire</tr><tr>${row}</tr></table>`;
    const page = `<h1>Permissions</h1>${table("<td>Companies<td>Contacts<td>None<td>All")}
      <p>If you also use the billing sync, add these:</p>${table("<td>Finance<td>Invoicing<td>All<td>All")}
      <p>Do not grant any of the following:</p>${table("<td>System<td>Security<td>All<td>All")}`;
    const { code, stdout, stderr } = await profiles("import", folder.write("options.html", page), ...ABOUT);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "3 functions read, 2 ambiguous, 0 unmatched, 0 lines not understood, 1 feature, 3 lines skipped.\n",
    });
    const file = folder.write("options.yaml", stdout);
    expect(levelsIn(file)).toEqual(["Companies › Contacts: None None None All"]);
    expect(loadProfile(file).features.map(({ id }) => id)).toEqual(["billing-sync"]);
    expect(loadProfile(file).grants.System?.Security?.ambiguity).toContain("Do not grant any of the following");
  });

  test("says what a draft lacks whose vendor and address nobody gave", async () => {
    const { code, stderr } = await profiles("import", folder.write("bare.txt", CLEAR));
    expect(code).toBe(0);
    expect(stderr).toContain("The draft isn't complete: vendor: required, but missing");
    expect(stderr).toContain("The draft isn't complete: source.url: required, but missing");
  });

  test.each([
    [["import", "missing.html"], "The article can't be read: missing.html: there is no such file\n"],
    [["import", "story.txt"], /^There is nothing to import: story\.txt: no function of a security role/],
    [["import", "clear.txt", "--source-url", "vendor"], /--source-url: "vendor" is no address/],
    [
      ["import", "clear.txt", "--output", "no/such/draft.yaml"],
      /^no\/such\/draft\.yaml can't be written: there is no folder no\/such; make it/,
    ],
  ])("%s exits with 1 and one sentence", async (args, message) => {
    folder.write("story.txt", "Once upon a time\nthere was a role.\n");
    const { code, stderr } = await profiles(...args);
    expect(code).toBe(1);
    if (typeof message === "string") expect(stderr).toBe(message);
    else expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe("cwroles profiles outdated", () => {
  beforeAll(() => {
    mkdirSync(path.join(folder.path, "profiles"));
    folder.write(
      "profiles/example.yaml",
      `name: Example
vendor: Example Inc.
source: { url: "https://vendor.example/permissions", title: Permissions, retrieved: "2026" }
why: Its page lists it
permissions:
  Companies: { Company Maintenance: { inquire: All }, Contacts: { add: All, edit: All } }
  Time & Expense: { Expense Report: { inquire: All } }
  System: { Table Setup: { inquire: All, customize: [Service / Service Board] } }
features:
  notes: { why: For notes, permissions: { Companies: { Notes: { inquire: All }, Contacts: { inquire: All } } } }
`,
    );
  });

  const SAME = `${CLEAR}System\n- Table Setup: Inquire - All; Customize: Service / Service Board\nTime and Expense\n`;

  test("exits with 0 where the page asks for the same, by another name, too", async () => {
    const article = folder.write("same.txt", `${SAME}- Expense Reports: Inquire - All\n`);
    expect(await profiles("outdated", "example", article)).toMatchObject({
      code: 0,
      stdout: "The page asks for what the profile example has.\n",
    });
  });

  test("compares a feature only where the page asks for any of it", async () => {
    const withNotes = `${SAME}- Expense Reports: Inquire - All\nCompanies\n- Notes: Inquire - All\n`;
    const { code, stdout } = await profiles("outdated", "example", folder.write("notes.txt", withNotes));
    expect(stdout).toContain("Companies › Contacts: Inquire All → None");
    expect(stdout).not.toContain("Companies › Notes");
    expect(code).toBe(2);
  });

  test("shows each function that was added, removed and changed; 2", async () => {
    const newer = SAME.replace("All (Add/Edit)", "All (Add), My (Edit)").replace("Service Board", "Service Type");
    const article = folder.write("newer.txt", `${newer}- Time Entry: Inquire - All\n- Timesheets: All\n`);
    const { code, stdout } = await profiles("outdated", "example", article);
    expect(code).toBe(2);
    expect(stdout.split("\n").filter((line) => line.startsWith("  ") || line.endsWith(":"))).toEqual([
      "Added by the page:",
      "  Time & Expense › Time Entry: Inquire None → All",
      "Removed from the page:",
      "  Time & Expense › Expense Report: Inquire All → None",
      "Changed:",
      "  Companies › Contacts: Edit All → My",
      "Customize lists:",
      "  System › Table Setup: + Service / Service Type, - Service / Service Board",
      "No known function:",
      expect.stringMatching(/^ {2}line 9: there is no function "Timesheets" in Time & Expense/),
    ]);
  });

  test("keeps apart what the page leaves unclear, as JSON", async () => {
    const unclear = SAME.replace("All (Add/Edit)", "Add, Edit, Delete").replace(
      "Maintenance: Inquire - All",
      "Maintenance: Inquire",
    );
    const article = folder.write("unclear-newer.txt", `${unclear}- Expense Report: Inquire - All\n`);
    const { code, stdout } = await profiles("outdated", "example", article, "--json");
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      differs: true,
      added: [],
      removed: [],
      changed: [],
      unclear: [{ function: "Contacts", cells: [{ verb: "delete", before: "None", after: "My" }] }],
      ambiguous: [{ function: "Company Maintenance" }, { function: "Contacts" }],
    });
  });

  test.each([
    [["outdated", "exampel", "same.txt"], /did you mean example\?/],
    [["outdated", "example", "nowhere.txt"], /there is no such file$/],
    [["outdated", "example", "story.txt"], /^There is nothing to compare: story\.txt/],
  ])("%s exits with 1 and one sentence", async (args, message) => {
    const { code, stderr } = await profiles(...args);
    expect(code).toBe(1);
    expect(stderr.trim()).toMatch(message);
  });
});
