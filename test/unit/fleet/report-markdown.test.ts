/** The report as Markdown: it is cut where it would be too long, and names of others stay text. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reportView, toMarkdown } from "../../../fleet/report";
import { assignment, fleetOf, largeFleet, levels, NOW, result, resultsOf, tenant } from "../../helpers/fleetResults";

const large = () => {
  const { fleet, results, before } = largeFleet();
  return reportView(fleet, results, before, { now: NOW });
};

describe("too long a report", () => {
  test("keeps the totals and what matters most, and says how much is left out", () => {
    const whole = toMarkdown(large());
    const lines = (text: string) => text.split("\n").filter((line) => line.startsWith("- ")).length;
    const cut = toMarkdown(large(), 4000);
    expect(cut.length).toBeLessThanOrEqual(4000);
    expect(cut).toContain("**1,000 tenants: 785 exact, 5 not looked at yet, 150 drifted");
    expect(cut).toContain("(40 tenants: tenant-0151, ");
    expect(cut).toContain(`_${lines(whole) - lines(cut)} more lines not shown._`);
    expect(whole).not.toContain("not shown");
  });

  test("is refused where not even the totals fit", () => {
    expect(() => toMarkdown(large(), 100)).toThrow(/100 characters are too few; without any line it has \d+/);
  });
});

test("names neither link, mention nor break a table", () => {
  const name = "[a](https://evil.example) @team | <script>alert(1)</script>";
  const view = reportView(
    fleetOf([tenant(name, { groups: [name] })], name),
    resultsOf([
      result(name, { outcome: "drifted", assignments: [assignment([levels(`${name} › x`, { add: "All → None" })])] }),
    ]),
    new Map(),
    { now: NOW },
  );
  const markdown = toMarkdown(view);
  expect(markdown).not.toMatch(/[^\\]\]\(|@team|<script>/);
  const rows = markdown.split("\n").filter((line) => line.startsWith("| "));
  expect(new Set(rows.map((row) => row.match(/(?<!\\)\|/g)?.length)).size).toBe(1);
});

test("is never longer than asked, and no escape is cut, whatever names and messages are", () => {
  const letter = fc.constantFrom(
    "&",
    "<",
    "|",
    "*",
    "@",
    "#",
    "`",
    "[",
    "]",
    "\\",
    "\n",
    "中",
    "👩‍🔧",
    "x ",
    ":a:",
    "www.",
  );
  const hostile = fc
    .tuple(fc.array(letter, { minLength: 1, maxLength: 12 }), fc.constantFrom(1, 5, 200))
    .map(([letters, times]) => letters.join("").repeat(times));
  const groups = fc.array(hostile, { maxLength: 200 });
  fc.assert(
    fc.property(hostile, groups, hostile, fc.integer({ min: 20_000, max: 65_000 }), (name, groups, message, most) => {
      const failed = result(name, { outcome: "failed", failure: { code: "unreachable", message } });
      const other = result("b", {
        outcome: "drifted",
        assignments: [assignment([levels(`${name} › ${message}`, { add: "All → None" })])],
      });
      const view = reportView(
        fleetOf([tenant(name, { groups }), tenant("b")], name),
        resultsOf([failed, other]),
        new Map(),
        { now: NOW },
      );
      const markdown = toMarkdown(view, most);
      expect(markdown.length).toBeLessThanOrEqual(most);
      // An ellipsis never stands behind the beginning of an entity or a backslash.
      expect(/&\w*…|(?<!\\)(\\\\)*\\…|\p{Cs}/u.exec(markdown)).toBeNull();
      expect(markdown.includes("2 tenants: ")).toBe(true);
    }),
    { numRuns: 40 },
  );
}, 30_000);
