import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { NOT_ASKED } from "../../../core/model/capability";
import { rowsOf } from "../../../core/model/permission";
import { plan } from "../../../core/plan/plan";
import { levelsWithAccepted, ownAcceptances, withAccepted } from "../../../fleet/accept/apply";
import { type Acceptance, loadAcceptances, parseAcceptances } from "../../../fleet/accept/file";
import { propose } from "../../../fleet/accept/propose";
import { withEntries } from "../../../fleet/accept/write";
import { loadFleet } from "../../../fleet/file/load";
import type { AssignmentResult } from "../../../fleet/model/result";
import { fleetFolder } from "../../helpers/fleetFolder";
import { grantLines, levelsOf, roleOf } from "../../helpers/rows";

const TODAY = "2026-06-15";
const files = fleetFolder({ site: "http://127.0.0.1:1", tenants: { acme: {}, globex: {} } });
afterAll(files.remove);
const fleet = loadFleet(files.file);

const ENTRY: Acceptance = {
  tenant: "acme",
  profile: "wise-sync",
  module: "Finance",
  function: "Invoicing",
  verbs: ["inquire"],
  level: "My",
  by: "J. Doe",
  reason: "Reads its own invoices",
  until: "2026-12-31",
};

/** What a role that has `rows` shows beside a profile that asks for `asked`. */
function resultOf(rows: readonly string[], requested: readonly string[]): AssignmentResult {
  const role = { name: "Sync", levels: levelsOf(requested), unlisted: "exact" as const };
  const { changes } = plan({ role: roleOf("Sync", rows) }, { role }, NOT_ASKED);
  return {
    ...{ profile: "wise-sync", role: "Sync", member: "sync", rows: rows.length, changes },
    ...{ adopt: "if-unshared", force: undefined, memberKind: "api" },
    ...{ outcome: changes.length > 0 ? "drifted" : "exact", accepted: [], customize: [], notes: [] },
  };
}

const ASKED = ["Finance › Invoicing: None All All All"];
const result = (cells: string) =>
  resultOf([`Finance › Invoicing: ${cells}`, "Companies › Contacts: None None None None"], ASKED);

describe("an accepted deviation", () => {
  test("is taken out of the differences, with who answers for it", () => {
    const found = withAccepted(result("None All All My"), [ENTRY], TODAY);
    expect(found).toMatchObject({ outcome: "exact", changes: [], notes: [] });
    expect(found.accepted).toEqual([
      {
        ...{ module: "Finance", function: "Invoicing", verb: "inquire", level: "My" },
        ...{ by: "J. Doe", reason: "Reads its own invoices", until: "2026-12-31" },
      },
    ]);
  });

  test("leaves the other cells of its row", () => {
    const found = withAccepted(result("None None All My"), [ENTRY], TODAY);
    expect(found.outcome).toBe("drifted");
    expect(found.changes).toMatchObject([{ cells: [{ verb: "edit", before: "None", after: "All" }] }]);
    expect(found.accepted).toHaveLength(1);
  });

  test("is of one level: at any other the cell is reported, with a note", () => {
    const found = withAccepted(result("None All All None"), [ENTRY], TODAY);
    expect(found.changes).toMatchObject([{ cells: [{ verb: "inquire", before: "None" }] }]);
    expect(found).toMatchObject({ outcome: "drifted", accepted: [] });
    expect(found.notes).toEqual([
      "The acceptance of Finance › Invoicing Inquire My doesn't cover None, which the tenant has now.",
    ]);
  });

  test("holds through its last day and not a day longer", () => {
    expect(withAccepted(result("None All All My"), [ENTRY], "2026-12-31").outcome).toBe("exact");
    const expired = withAccepted(result("None All All My"), [ENTRY], "2027-01-01");
    expect(expired).toMatchObject({ outcome: "drifted", accepted: [] });
    expect(expired.notes).toEqual(["The acceptance of Finance › Invoicing Inquire My expired on 2026-12-31."]);
  });

  test("that nothing differs from any more is named", () => {
    const found = withAccepted(result("None All All All"), [ENTRY], TODAY);
    expect(found.notes).toEqual([
      "The acceptance of Finance › Invoicing Inquire My isn't needed any more: the tenant shows what the profile asks.",
    ]);
  });

  test("covers neither a missing role nor its levels, nor a member", () => {
    const role = { name: "Sync", levels: levelsOf(ASKED), unlisted: "exact" as const };
    const member = {
      identifier: "sync",
      securityRole: 7,
      defaultLocation: 1,
      defaultDepartment: 1,
      inactiveFlag: false,
    };
    const { changes } = plan({}, { role, member }, NOT_ASKED);
    const missing = { ...result("None All All My"), rows: 0, changes };
    const found = withAccepted(missing, [{ ...ENTRY, level: "None" }], TODAY);
    expect(found.changes).toEqual(changes);
    expect(found.accepted).toEqual([]);
  });

  test("may be spelt as the profile or as the tenant does", () => {
    const functions = [{ module: "Time & Expense", function: "Expense Report Entry" }];
    const spelt = { ...ENTRY, module: "Time and Expense", function: "Expense Report" };
    expect(ownAcceptances([spelt], "wise-sync", functions).entries).toMatchObject(functions);
    expect(ownAcceptances([spelt], "msp360", functions)).toEqual({ entries: [], notes: [] });
    expect(ownAcceptances([ENTRY], "wise-sync", functions).notes).toEqual([
      "The acceptance of Finance › Invoicing Inquire My fits 0 functions of the tenant: it accepts nothing.",
    ]);
  });
});

describe("what the engine is asked for", () => {
  const accepted = (cells: string, own: Acceptance[]) => withAccepted(result(cells), own, TODAY).accepted;
  const lines = (found: AssignmentResult["accepted"]) => grantLines(levelsWithAccepted(levelsOf(ASKED), found));

  test("is the accepted level in an accepted cell", () => {
    expect(lines(accepted("None All All My", [ENTRY]))).toEqual(["Finance › Invoicing: None All All My"]);
  });

  test("is the profile's where the tenant has gone back to it", () => {
    expect(lines(accepted("None All All All", [ENTRY]))).toEqual(ASKED);
  });

  test("names a function that the profile doesn't", () => {
    const own = { ...ENTRY, module: "Companies", function: "Contacts" };
    const shown = resultOf([ASKED[0] ?? "", "Companies › Contacts: None None None My"], ASKED);
    const levels = levelsWithAccepted(levelsOf(ASKED), withAccepted(shown, [own], TODAY).accepted);
    expect(grantLines(levels)).toEqual(["Companies › Contacts: None None None My", ...ASKED]);
    expect([...rowsOf(levels)]).toHaveLength(2);
  });
});

describe("accepted.yaml", () => {
  const problems = (yaml: string) => {
    try {
      return parseAcceptances(yaml, "accepted.yaml", fleet, TODAY).length;
    } catch (error) {
      return (error as Error).message.split("\n").map((line) => line.trim());
    }
  };

  test("may be missing or empty", () => {
    expect(loadAcceptances(fleet, TODAY)).toEqual([]);
    expect(problems("# nothing yet\n")).toBe(0);
  });

  test("is read from beside the fleet's file", () => {
    const file = path.join(files.folder, "accepted.yaml");
    writeFileSync(file, withEntries("", [ENTRY]));
    expect(loadAcceptances(fleet, TODAY)).toEqual([ENTRY]);
    writeFileSync(file, "");
  });

  test("is never looked past for the end of its name", () => {
    const file = path.join(files.folder, "accepted.yaml");
    const other = path.join(files.folder, "accepted.yml");
    rmSync(file, { force: true });
    writeFileSync(other, withEntries("", [ENTRY]));
    expect(() => loadAcceptances(fleet, TODAY)).toThrow(`${file}: accepted.yml is there: name it accepted.yaml`);
    rmSync(other);
  });

  test.each([
    [
      "a: &a [x, x, x]\nb: &b [*a, *a, *a, *c]",
      "accepted.yaml:2:20: *c stands for nothing: no &anchor of that name comes before it",
    ],
    ["- { <<: 5 }", "accepted.yaml:1:9: << takes a map, or a list of maps, as its value"],
    ["- { <<: *a }", "accepted.yaml:1:9: *a stands for nothing: no &anchor of that name comes before it"],
    [
      "[]\n---\n[]",
      "accepted.yaml:2:1: a second document begins here; a file holds one, without --- between its parts",
    ],
  ])("is refused in a sentence: %j", (yaml, said) => {
    expect(problems(yaml)).toEqual([`The accepted deviations can't be used: ${said}`]);
  });

  test("is looked at in the time that many of them take", () => {
    const entry = { ...ENTRY, verbs: ["inquire" as const] };
    const many = Array.from({ length: 5_000 }, (_, index) => ({ ...entry, function: `Function ${index}` }));
    const yaml = [...many, many[7]].map((one) => `- ${JSON.stringify(one)}`).join("\n");
    expect(problems(yaml)).toEqual([expect.stringMatching(/5000\.function: an earlier entry that holds until/)]);
  }, 60_000);

  test("has every problem told, each with line, column and the nearest name", () => {
    const entry =
      "profile: wise-sync, module: Finance, function: Invoicing, verbs: [inquire], level: My, by: J, reason: R";
    const yaml = [
      `- { tenant: acmee, ${entry}, until: 2026-12-31 }`,
      `- { tenant: acme, ${entry.replace("wise-sync", "wisesync")}, until: 2026-12-31 }`,
      `- { tenant: acme, ${entry}, until: 2027-06-16 }`,
      `- { tenant: globex, ${entry}, until: 2027-06-15 }`,
      `- { tenant: globex, ${entry.replace("Invoicing", "invoicing")}, until: 2026-12-31 }`,
    ].join("\n");
    expect(problems(yaml)).toEqual([
      "The accepted deviations can't be used, 4 problems:",
      'accepted.yaml:1:5: 0.tenant: the fleet has no tenant "acmee"; did you mean acme?',
      'accepted.yaml:2:19: 1.profile: acme isn\'t given the profile "wisesync", but wise-sync',
      expect.stringMatching(/^accepted\.yaml:3:\d+: 2\.until: more than a year ahead; at the latest "2027-06-15"$/),
      expect.stringMatching(/^accepted\.yaml:5:\d+: 4\.function: an earlier entry that holds until 2027-06-15 accepts/),
    ]);
    expect(problems("- { tenant: acme, levl: My }")).toEqual(
      expect.arrayContaining([expect.stringContaining("0.levl: unknown key; did you mean level?")]),
    );
  });

  test("may accept again what has expired", () => {
    const again = withEntries(withEntries("", [{ ...ENTRY, until: "2026-06-14" }]), [ENTRY]);
    expect(problems(again)).toBe(2);
  });

  test("keeps its comments when entries are added", () => {
    const first = withEntries("# Reviewed by the security team\n", [ENTRY]).replace(
      "level: My",
      "level: My # see ticket 7",
    );
    const text = withEntries(first, [{ ...ENTRY, tenant: "globex" }]);
    expect(text).toContain("# Reviewed by the security team\n");
    expect(text).toContain("level: My # see ticket 7");
    expect(text).toContain("verbs: [ inquire ]");
    expect(parseAcceptances(text, "accepted.yaml", fleet, TODAY)).toEqual([ENTRY, { ...ENTRY, tenant: "globex" }]);
  });
});

describe("a proposal to accept", () => {
  const { verbs: _, level: __, ...proposal } = ENTRY;
  const shown = result("None My All My");

  test("takes the levels that the tenant showed, an entry for each", () => {
    expect(propose(proposal, shown, [], TODAY)).toEqual([{ ...ENTRY, verbs: ["edit", "inquire"] }]);
    expect(propose(proposal, result("None None All My"), [], TODAY)).toEqual([
      { ...ENTRY, verbs: ["edit"], level: "None" },
      ENTRY,
    ]);
    expect(propose({ ...proposal, verbs: ["inquire"] }, shown, [], TODAY)).toEqual([ENTRY]);
  });

  test.each([
    ["a level that is as asked", { verbs: ["delete" as const] }, /Delete of Finance \/ Invoicing doesn't differ/],
    ["a level that the tenant doesn't show", { level: "None" as const }, /is My, not None/],
    [
      "a function that doesn't differ",
      { function: "Invoice" },
      /Finance \/ Invoice doesn't differ on acme; did you mean/,
    ],
  ])("is refused for %s", (_what, change, message) => {
    expect(() => propose({ ...proposal, ...change }, shown, [], TODAY)).toThrow(message);
  });

  test("is refused where it is accepted already, but not where that has expired", () => {
    expect(() => propose(proposal, shown, [ENTRY], TODAY)).toThrow(/My is accepted there until 2026-12-31 \(J. Doe/);
    expect(propose(proposal, shown, [{ ...ENTRY, until: "2026-06-14" }], TODAY)).toHaveLength(1);
  });

  test("needs verb and level for a tenant that wasn't read", () => {
    expect(() => propose(proposal, undefined, [], TODAY)).toThrow(/cwroles fleet drift --tenant acme/);
    expect(propose({ ...proposal, verbs: ["inquire"], level: "My" }, undefined, [], TODAY)).toEqual([ENTRY]);
  });
});
