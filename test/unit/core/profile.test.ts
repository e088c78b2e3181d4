import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { formatProblem } from "../../../core/model/errors";
import { levelsOf } from "../../../core/profile/parse";
import { findProfile, loadProfile, profileIds, readProfile } from "../../../project/profiles";
import { useFolder } from "../../helpers/folder";
import { grantLines } from "../../helpers/rows";

const folder = useFolder();
const LIBRARY = path.resolve(__dirname, "../../../profiles");

const HEAD = `name: Example
vendor: Example Inc.
source: { url: "https://vendor.example/permissions", title: Permissions, retrieved: "2026-11" }
why: Because its page says so
`;

/** Ten levels of ten aliases each. */
const BOMB = Array.from({ length: 10 }, (_, level) => {
  const items =
    level === 0
      ? "x"
      : Array(10)
          .fill(`*a${level - 1}`)
          .join(", ");
  return `k${level}: &a${level} [${items}]`;
}).join("\n");

/** What is wrong with a file, as a user reads it, without the file's name. */
function problemsIn(text: string): string[] {
  const file = folder.write("example.yaml", text);
  const { problems, unknownNames } = readProfile(file);
  return [...problems, ...unknownNames].map((problem) => formatProblem(problem).replace(file, "").replace(/^:\s*/, ""));
}

describe("a profile", () => {
  const write = (permissions: string) => loadProfile(folder.write("short.yaml", `${HEAD}${permissions}`));

  test("has a short form for one level on all verbs", () => {
    const { grants } = write(`permissions:
  Companies: { Contacts: All, Notes: { all: All }, Reports: My }
`);
    expect(grantLines(levelsOf(grants))).toEqual([
      "Companies › Contacts: All All All All",
      "Companies › Notes: All All All All",
      "Companies › Reports: My My My My",
    ]);
    expect(grants.Companies?.Contacts).toEqual(grants.Companies?.Notes);
  });

  test("leaves the verbs that a row doesn't name at None", () => {
    const { grants } = write("permissions: { Finance: { Invoicing: { edit: My, inquire: All } } }");
    expect(grants.Finance?.Invoicing?.levels).toEqual({ add: "None", edit: "My", delete: "None", inquire: "All" });
  });

  test("gives a row its own reason and source, or the profile's", () => {
    const { grants } = write(`permissions:
  Companies:
    Contacts: All
    Notes: { all: All, why: It reads notes, source: "https://vendor.example/notes", ambiguity: Add is unclear }
`);
    expect(grants.Companies?.Contacts).toMatchObject({
      why: "Because its page says so",
      source: "https://vendor.example/permissions",
    });
    expect(grants.Companies?.Contacts).not.toHaveProperty("ambiguity");
    expect(grants.Companies?.Notes).toMatchObject({
      why: "It reads notes",
      source: "https://vendor.example/notes",
      ambiguity: "Add is unclear",
    });
  });

  test("gives a variant's rows the variant's reason", () => {
    const { variants } = write(`permissions: { Companies: { Contacts: All } }
variants: [{ upTo: "2019.2", why: Older tenants need less, permissions: { Companies: { Notes: All } } }]
`);
    expect(variants[0]?.grants.Companies?.Notes?.why).toBe("Older tenants need less");
  });

  test("is exact, with no advice and no variants, unless it says otherwise", () => {
    const plain = write("permissions: { Companies: { Contacts: All } }");
    expect(plain).toMatchObject({ id: "short", unlisted: "exact", advice: [], variants: [] });
    expect(write("unlisted: keep\npermissions: { Companies: { Contacts: All } }").unlisted).toBe("keep");
  });
});

describe("what is wrong with a profile", () => {
  const MANY = `name: Example
vendr: Example Inc.
source: { url: vendor.example, title: Permissions, retrieved: 2026 }
why: ""
unlisted: exactly
permissions:
  Companies:
    Contacts: Al
    Notes: { inquire: Most, edti: All }
    Reports: { all: All, add: My }
    Surveys: { why: It asks }
    Tracks:
  Sales: All
variants:
  - upTo: 2019.2
    permissions:
      Finance: { Invoicing: { edit: 5 } }
`;

  test("is told all at once, each with line, column, key and what would be right", () => {
    expect(problemsIn(MANY)).toEqual([
      "1:1: vendor: required, but missing",
      "2:1: vendr: unknown key; did you mean vendor?",
      "3:11: source.url: an address such as https://vendor.example/permissions",
      '3:52: source.retrieved: a year, month or day such as "2026-01-31", in quotes',
      "4:1: why: blank",
      '5:1: unlisted: "exactly" is not one of exact, keep',
      '8:5: permissions.Companies.Contacts: "Al" is neither a level (None, My, All) nor levels by verb',
      '9:14: permissions.Companies.Notes.inquire: "Most" is not one of None, My, All',
      "9:29: permissions.Companies.Notes.edti: unknown key; did you mean edit or add?",
      '10:5: permissions.Companies.Reports: "all" already covers add; keep one of the two',
      "11:5: permissions.Companies.Surveys: grants nothing; give a level to add, edit, delete, inquire or all",
      "12:5: permissions.Companies.Tracks: null is neither a level (None, My, All) nor levels by verb",
      '13:3: permissions.Sales: functions with their levels, such as "Contacts: All"',
      '15:5: variants.0.upTo: a version such as "2019.2", in quotes',
      "15:5: variants.0.why: required, but missing",
      "17:31: variants.0.permissions.Finance.Invoicing.edit: 5 is not one of None, My, All",
    ]);
  });

  test("comes as one error that names the file", () => {
    const file = folder.write("many.yaml", MANY);
    expect(() => loadProfile(file)).toThrow(`The profile ${file} can't be used, 16 problems:\n  ${file}:1:1: vendor`);
  });

  test.each([
    ["two keys of one name", "name: A\nname: B\n", ['2:1: keys must be unique; "name" is at 1:1 already']],
    [
      "two keys that differ by blanks around them",
      `${HEAD}permissions: { Companies: { Contacts: All, " Contacts ": None } }`,
      ['5:44: keys must be unique; "Contacts" is at 5:29 already'],
    ],
    ["a number and a text of one key", 'name: { 1: a, "1": b }', ['1:15: keys must be unique; "1" is at 1:9 already']],
    [
      "two documents in one file",
      "name: A\n---\nname: B\n",
      ["2:1: a second document begins here; a file holds one, without --- between its parts"],
    ],
    ["aliases that unfold without end", BOMB, ["its aliases unfold to more than the 500000 values that are read"]],
    ["an alias that holds itself", "name: &a [*a]", ["1:11: *a stands in what it stands for"]],
    ["an alias of nothing", "name: *a", ["1:7: *a stands for nothing: no &anchor of that name comes before it"]],
    [
      "more aliases than are read",
      `a: &a b\nc: [${Array(5001).fill("*a")}]`,
      ["has 5001 aliases, more than the 5000 that are read"],
    ],
    [
      "a tag without end",
      `a: ${"!".repeat(5000)}`,
      expect.arrayContaining([expect.stringMatching(/^1:4: The !{196}…$/)]),
    ],
    ["a merge of what is no map", "name: { <<: [a] }", ["1:14: << takes a map, or a list of maps, as its value"]],
    [
      "a merge of an alias of what is no map",
      "a: &a b\nname: { <<: *a }",
      ["2:13: << takes a map, or a list of maps, as its value"],
    ],
    ["lists in lists without end", "[".repeat(20_000), ["is nested too deeply"]],
    ["maps in maps without end", "a: {".repeat(20_000), ["is nested too deeply"]],
    ["lists by indentation without end", "- ".repeat(20_000), ["is nested too deeply"]],
    [
      "a tab where blanks belong",
      "name:\n\t- a",
      ["2:1: a tab stands where the line is indented; YAML takes blanks alone there"],
    ],
    ["text that is no YAML", "name: [a\n", [expect.stringMatching(/^2:1: /)]],
    ["an empty file", "", ["a profile has name, vendor, source, why and permissions"]],
    ["mere text", "All", ["1:1: a profile has name, vendor, source, why and permissions"]],
  ])("may be %s", (_what, text, expected) => {
    expect(problemsIn(text)).toEqual(expected);
  });

  test("may be that there is no such file", () => {
    expect(() => loadProfile("nowhere.yaml")).toThrow(
      "The profile nowhere.yaml can't be used: nowhere.yaml: no such file",
    );
  });

  test("may be that it is no text", () => {
    const file = path.join(folder.path, "other.yaml");
    writeFileSync(file, Uint8Array.of(0x6e, 0x61, 0x6d, 0x65, 0x3a, 0x20, 0xe4));
    expect(() => loadProfile(file)).toThrow(
      "other.yaml:1: isn't in UTF-8, but probably in Windows-1252 or Latin-1 (byte 0xE4); save it as UTF-8",
    );
    writeFileSync(file, Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0x00, 0x01));
    expect(() => loadProfile(file)).toThrow("other.yaml: is no text");
    expect(() => loadProfile(folder.path)).toThrow("is a folder, not a file");
  });

  test("is told shortly, however large the value is", () => {
    const deep = `${"[".repeat(50)}${"]".repeat(50)}`;
    expect(problemsIn(`${HEAD}permissions: { Companies: { Notes: ${deep}, Contacts: ${"A".repeat(5000)} } }`)).toEqual([
      "5:29: permissions.Companies.Notes: a list is neither a level (None, My, All) nor levels by verb",
      expect.stringMatching(/Contacts: "A{59}… is neither a level/),
    ]);
  });

  const many = (line: (index: number) => string) => Array.from({ length: 10_000 }, (_, index) => line(index)).join("");
  const LAST = "and 9900 more";

  test.each([
    ["names of functions", `${HEAD}permissions:\n  Companies:\n${many((index) => `    Function ${index}: All\n`)}`],
    ["names of modules", `${HEAD}permissions:\n${many((index) => `  Module ${index}: { Contacts: All }\n`)}`],
    ["levels", `${HEAD}permissions:\n  Companies:\n${many((index) => `    Function ${index}: Alle\n`)}`],
    ["keys", `${HEAD}permissions: { Companies: { Contacts: All } }\n${many((index) => `key ${index}: All\n`)}`],
  ])(
    "are 10,000 wrong %s: the first are told soon, and how many more",
    (_what, text) => {
      const problems = problemsIn(text);
      expect(problems).toHaveLength(101);
      expect(problems.at(-1)).toBe(LAST);
    },
    60_000,
  );

  test("are many aliases of a few maps, which is nothing wrong", () => {
    const rows = Array.from({ length: 300 }, (_, index) => `    Function ${index}: { <<: *all, why: Because }\n`).join(
      "",
    );
    const text = `${HEAD}permissions:\n  Companies:\n    Contacts: &all { inquire: All }\n${rows}`;
    expect(loadProfile(folder.write("aliases.yaml", text)).grants.Companies).toHaveProperty("Function 299");
  });

  test.each([
    "Company Maintenance\u200b",
    "Company Main\u00adtenance",
    "Company\u00a0Maintenance",
    "\u200eCompany Maintenance",
  ])("is no name that has what can't be seen: %j", (name) => {
    expect(problemsIn(`${HEAD}permissions: { Companies: { "${name}": All } }`)).toEqual([]);
    expect(problemsIn(`${HEAD}permissions: { "Companies\u200b": { "${name}": All } }`)).toEqual([]);
  });

  test("is told with what can't be seen, and never by the same name", () => {
    const twice = `${HEAD}permissions: { Companies: { Contacts: All, "Contacts\u200b": None } }`;
    expect(problemsIn(twice)).toEqual([
      '5:44: keys must be unique; "Contacts" (U+200B after "Contacts") is at 5:29 already',
    ]);
    expect(problemsIn(`${HEAD}"permissions\u200b": { Companies: { Contacts: "All\u200b" } }`)).toEqual([
      expect.stringContaining("permissions: required, but missing"),
      '5:1: permissions\u200b: unknown key; did you mean permissions without U+200B after "permissions"?',
    ]);
    expect(problemsIn(`${HEAD}permissions: { Companies: { Contcts\u200b: All, Notes: "All\u200b" } }`)).toEqual([
      '5:44: permissions.Companies.Notes: "All" (U+200B after "All") is neither a level (None, My, All) nor levels by verb',
    ]);
  });

  test.each([
    ["UTF-8 with a byte order mark", (text: string) => Buffer.from(`\ufeff${text}`)],
    ["UTF-16", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le")],
    ["lines that end as on Windows", (text: string) => Buffer.from(text.replaceAll("\n", "\r\n"))],
  ])("is no file in %s", (_how, encoded) => {
    const file = path.join(folder.path, "encoded.yaml");
    const text = `${HEAD}permissions:
  Companies:
    Contacts:
      inquire: All
      why: |-
        Gérer
        les contacts
`;
    writeFileSync(file, encoded(text));
    expect(loadProfile(file).grants.Companies?.Contacts?.why).toBe("Gérer\nles contacts");
    expect(loadProfile(file).name).toBe("Example");
  });

  test("may be functions that the catalogue doesn't know, with the nearest: the profile can still be used", () => {
    const text = `${HEAD}permissions:
  Companies: { Contcts: All, Purchase Orders: All }
  Compnies: { Notes: All }
variants:
  - { upTo: "2019.2", why: Less, permissions: { Finance: { Invoicin: All } } }
`;
    expect(problemsIn(text)).toEqual([
      '6:16: permissions.Companies.Contcts: there is no function "Contcts" in Companies; did you mean Contacts?',
      '6:30: permissions.Companies.Purchase Orders: there is no function "Purchase Orders" in Companies; did you mean "Procurement › Purchase Orders"?',
      '7:15: permissions.Compnies.Notes: there is no module "Compnies"; did you mean Companies?',
      '9:60: variants.0.permissions.Finance.Invoicin: there is no function "Invoicin" in Finance; did you mean Invoicing?',
    ]);
    expect(loadProfile(folder.write("unknown.yaml", text)).grants).toHaveProperty("Compnies");
  });

  test("may be one function in two spellings", () => {
    const text = `${HEAD}permissions:
  Service Desk:
    Service Tickets - Finance: All
    Service Tickets – Finance: { inquire: All }
`;
    expect(problemsIn(text)).toEqual([
      '8:5: permissions.Service Desk.Service Tickets – Finance: "Service Desk › Service Tickets - Finance" is named twice',
    ]);
  });
});

describe("a profile by its id", () => {
  const ids = useFolder();
  ids.write("wise-sync.yaml", `${HEAD}permissions: { Companies: { Contacts: All } }`);
  ids.write("quote-manager.yaml", `${HEAD}permissions: { Companies: { Contacts: My } }`);
  ids.write("README.md", "not a profile");
  // What an editor, and a Mac, leave beside it.
  ids.write(".#wise-sync.yaml", "");
  ids.write("._wise-sync.yaml", "\0\u0005");

  test("hidden files are none", () => {
    expect(profileIds(ids.path)).toEqual(["quote-manager", "wise-sync"]);
  });

  test("is the file of that name", () => {
    expect(findProfile("wise-sync", ids.path).grants.Companies?.Contacts?.levels.add).toBe("All");
  });

  test("that isn't there is answered with the nearest, and with the first there are", () => {
    expect(() => findProfile("wisesync", ids.path)).toThrow(
      `no profile "wisesync" in ${ids.path} or the library; did you mean wise-sync? There are: ${profileIds(LIBRARY).slice(0, 20).join(", ")} and `,
    );
  });

  test("whose file ends in .yml is told how to name it, be it asked for or built on", () => {
    const other = folder.write("acme.yml", HEAD);
    const said = `${other}: a profile's file ends in .yaml: name it acme.yaml`;
    expect(() => findProfile("acme", folder.path)).toThrow(said);
    expect(readProfile(other).problems.map(formatProblem)).toEqual([said]);
    const built = folder.write("built.yaml", "extends: acme\nname: Built\nwhy: Less\n");
    expect(readProfile(built).problems.map(formatProblem)).toContain(said);
    folder.write("acme.yaml", HEAD);
    expect(() => findProfile("acme", folder.path)).toThrow("acme.yml: stands beside acme.yaml: keep one of the two");
  });

  test("that nothing is near is answered with what there is", () => {
    expect(() => findProfile("zzz", ids.path)).toThrow(
      /no profile "zzz" in .+ or the library\. There are: .+ and \d+ more; npx cwroles profiles list names them all$/,
    );
  });

  test("that is a path finds nothing outside its folder", () => {
    expect(() => findProfile("../wise-sync", ids.path)).toThrow("No such profile");
  });

  test("that the folder doesn't have is this package's", () => {
    expect(findProfile("immybot", ids.path)).toMatchObject({ id: "immybot", vendor: "ImmyBot" });
    expect(findProfile("immybot", `${ids.path}/nowhere`).id).toBe("immybot");
  });

  test("in a folder that isn't there is a user's mistake, not a crash", () => {
    expect(() => findProfile("zzz", `${ids.path}/nowhere`)).toThrow(
      `no profile "zzz" in ${ids.path}/nowhere or the library`,
    );
  });
});
