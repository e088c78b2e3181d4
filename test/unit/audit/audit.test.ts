/** The pure parts of an audit: names, acceptances, what changed since, and what a spreadsheet or a shell gets. */
import { describe, expect, test } from "vitest";
import { applyAcceptances } from "../../../audit/accept";
import { changesSince } from "../../../audit/changesSince";
import { compareWithNeeds } from "../../../audit/compare";
import { auditCsv } from "../../../audit/csv";
import { parseAuditFile } from "../../../audit/file";
import { quoted } from "../../../audit/find/commands";
import { namedIn, nameKeys } from "../../../audit/match/names";
import type { Finding } from "../../../audit/model";
import type { AuditView } from "../../../audit/view";
import { everyVerb } from "../../../core/model/permission";
import { defaultRisks } from "../../../review/risks";
import { profiles } from "../../helpers/auditCases";

const TODAY = "2026-06-30";
const finding = (facts: readonly string[], rank: Finding["risk"]["rank"] = "high", id = "excess:Sync"): Finding => ({
  ...{ id, rule: "excess", subject: { kind: "member", name: "Sync" }, risk: { rank, reason: "r" } },
  ...{ what: "w", affected: ["Sync"], people: [], next: ["n"], facts, isGuess: false },
});
const [only] = applyAcceptances([finding(["a"])], { members: [], accepted: [] }, "acme", TODAY, new Set()).judged;
const evidence = only?.evidence ?? "";
const entry = { tenant: "acme", finding: "excess:Sync", evidence, by: "J", reason: "r", until: "2026-07-01" };

describe("an acceptance", () => {
  const judged = (facts: readonly string[], more: Partial<typeof entry> = {}, unmade: readonly string[] = []) =>
    applyAcceptances(
      [finding(facts)],
      { members: [], accepted: [{ ...entry, ...more }] },
      "acme",
      TODAY,
      new Set(unmade),
    );

  test("covers the finding as it was accepted", () => {
    expect(judged(["a"]).judged[0]?.accepted).toEqual({ by: "J", reason: "r", until: "2026-07-01" });
    expect(judged(["a"]).notes).toEqual([]);
  });
  test.each([
    ["one fact more", ["a", "b"], {}, /doesn't cover what the tenant shows now/],
    ["another fact", ["b"], {}, /doesn't cover/],
    ["after its day", ["a"], { until: "2026-06-29" }, /expired on 2026-06-29/],
  ] as const)("doesn't cover %s", (_, facts, more, note) => {
    const { judged: [one] = [], notes } = judged(facts, more);
    expect(one?.accepted).toBeUndefined();
    expect(notes).toEqual([expect.stringMatching(note)]);
  });
  test("of another tenant is no business of this one", () => {
    const { judged: [one] = [], notes } = judged(["a"], { tenant: "other" });
    expect({ accepted: one?.accepted, notes }).toEqual({ accepted: undefined, notes: [] });
  });
  test("of a finding that is gone is told, but not where it couldn't be made", () => {
    const gone = { finding: "excess:Gone" };
    expect(judged(["a"], gone).notes).toEqual([expect.stringContaining("isn't needed any more")]);
    expect(judged(["a"], gone, ["excess"]).notes).toEqual([]);
  });
});

test("a profile that names only a part of what its vendor asks for explains nothing that it doesn't name", () => {
  const invoicing = { module: "Finance", function: "Invoicing", id: 1, cells: everyVerb("All") };
  const needs = { levels: {}, most: {}, isPart: true, notes: [] };
  const { excess, notes } = compareWithNeeds([invoicing], needs, defaultRisks());
  expect(excess.map((row) => row.function)).toEqual(["Invoicing"]);
  expect(notes).toEqual([expect.stringContaining("names only a part")]);
});

describe("since an earlier audit", () => {
  const earlier = (rules: readonly string[] = []) => ({
    ...{ format: 1 as const, at: "2026-01-01T00:00:00Z", tenant: { origin: "o", companyId: "c" } },
    gaps: [{ rules: [...rules] }],
    findings: [
      { id: "excess:Sync", rank: "medium" as const, facts: ["a", "b"] },
      { id: "lacking:Old", rank: "low" as const, facts: ["x"] },
    ],
  });
  const changed = (one: Finding, rules?: readonly string[]) =>
    Object.fromEntries(changesSince([one], earlier(rules), new Set()).changed);

  test("more facts or a higher rank is worse, fewer are not", () => {
    expect(changed(finding(["a", "c"], "medium"))).toEqual({ "excess:Sync": "worse" });
    expect(changed(finding(["a"], "high"))).toEqual({ "excess:Sync": "worse" });
    expect(changed(finding(["a"], "medium"))).toEqual({});
  });
  test("what couldn't be made then isn't new, and what can't be made now isn't gone", () => {
    expect(changed(finding(["a"], "low", "excess:New"))).toEqual({ "excess:New": "new" });
    expect(changed(finding(["a"], "low", "excess:New"), ["excess"])).toEqual({});
    expect(changesSince([finding(["a"])], earlier(), new Set()).gone).toEqual(["lacking:Old"]);
    expect(changesSince([finding(["a"])], earlier(), new Set(["lacking"])).gone).toEqual([]);
  });
});

describe("names", () => {
  const keys = nameKeys(profiles);
  const found = (text: string) => namedIn(text, "name", keys).map(({ profile, strength }) => `${strength} ${profile}`);
  test.each([
    ["WiseSync", "whole wise-sync"],
    ["wise-sync API user", "whole wise-sync"],
    ["kaseyaquotemana", "whole kaseya-quote-manager"],
    ["CW-ImmyBot-Prod", "whole immybot"],
    ["Nightly CrushBank export", "part crushbank"],
  ])("%s is %s", (text, expected) => expect(found(text)).toContain(expected));
  test.each(["Integration", "API", "Sync", "Backup", "Admin", "Immy", "", "constructor", "N"])(
    "%s is nobody's",
    (text) => expect(found(text)).toEqual([]),
  );
});

test("a name goes into a command only as a name", () => {
  expect(quoted("Wise-Sync & Co. (EU)")).toBe('"Wise-Sync & Co. (EU)"');
  for (const name of ['a"; rm -rf ~; "', "$(id)", "`id`", "%PATH%", "a\nb", "--force", "a!b", "a\\b"])
    expect(quoted(name)).toBe('"…"');
});

test("a spreadsheet gets texts, not formulas", () => {
  const one = {
    ...finding(["a"]),
    about: { kind: "role", name: '=HYPERLINK("x")' },
    rank: "high",
    why: "-1",
    title: "t",
  };
  const csv = auditCsv({ findings: [{ ...one, evidence: "e" }] } as unknown as AuditView);
  expect(csv.split("\n")[1]).toContain(`"'=HYPERLINK(""x"")","w","'-1"`);
});

test.each([
  ["members: [{ member: a, profile: wise-sync }, { member: A, profile: immybot }]", "an earlier entry maps it, too"],
  ["members: [{ member: a, profile: wise-sync, features: [later-revison] }]", "did you mean later-revision?"],
  ["member: []", "unknown key; did you mean members?"],
  [`accepted: [${JSON.stringify({ ...entry, finding: "exces:a" })}]`, "did you mean excess"],
  [
    `accepted: [${JSON.stringify({ ...entry, until: "2027-07-01" })}]`,
    'more than a year ahead; at the latest "2027-06-30"',
  ],
])("audit.yaml: %s", (yaml, message) => {
  expect(() => parseAuditFile(yaml, "audit.yaml", profiles, TODAY)).toThrow(message);
});
