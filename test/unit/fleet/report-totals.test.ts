/** The numbers of any report add up, and its page, Markdown, text and JSON carry the same ones. */
import fc from "fast-check";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { expect, test } from "vitest";
import { OUTCOMES, type TenantResult } from "../../../fleet/model/result";
import { reportView, toHtml, toJson, toMarkdown, toText } from "../../../fleet/report";
import { type FleetView, STATES } from "../../../fleet/report/view";
import { assignment, fleetOf, levels, NOW, result, resultsOf, tenant } from "../../helpers/fleetResults";

const PROFILES = ["wise-sync", "n-able-rmm"];
const GROUPS = ["au", "eu"];

/** What a run may have seen of a tenant: nothing, a failure, or some of its profiles. */
const observed = fc.option(
  fc.record({
    outcome: fc.constantFrom(...OUTCOMES),
    command: fc.constantFrom("drift", "preview", "up"),
    assignments: fc.subarray(PROFILES).chain((profiles) =>
      fc.tuple(
        ...profiles.map((profile) =>
          fc.constantFrom(...OUTCOMES).map((outcome) => {
            const change = levels("Finance › Invoicing", { delete: "All → None" });
            return assignment(outcome === "drifted" ? [change] : [], { profile, outcome });
          }),
        ),
      ),
    ),
  }),
);

const fleets = fc
  .array(fc.record({ groups: fc.subarray(GROUPS), profiles: fc.subarray(PROFILES), now: observed, before: observed }), {
    maxLength: 12,
  })
  .map((given) => {
    const tenants = given.map(({ groups, profiles }, index) => tenant(`t${index}`, { groups, profiles }));
    const results = (which: "now" | "before") =>
      resultsOf(
        given.flatMap((each, index) =>
          each[which] ? [result(`t${index}`, each[which] as Partial<TenantResult>)] : [],
        ),
      );
    return { tenants, view: reportView(fleetOf(tenants), results("now"), results("before"), { now: NOW }) };
  });

const sum = (counts: FleetView["totals"]) => STATES.reduce((total, state) => total + counts[state], 0);

test("every tenant is counted exactly once per total", () => {
  fc.assert(
    fc.property(fleets, ({ tenants, view }) => {
      expect(view.tenants.map(({ name }) => name).sort()).toEqual(tenants.map(({ name }) => name).sort());
      expect(sum(view.totals)).toBe(tenants.length);
      expect(sum(view.assignments)).toBe(tenants.flatMap(({ profiles }) => profiles).length);
      for (const { name, counts } of view.profiles)
        expect(sum(counts)).toBe(tenants.filter(({ profiles }) => profiles.includes(name)).length);
      for (const { name, counts } of view.groups)
        expect(sum(counts)).toBe(
          tenants.filter(({ groups }) => (name ? groups.includes(name) : groups.length === 0)).length,
        );
      for (const state of STATES) {
        expect(view.totals[state]).toBe(view.tenants.filter((each) => each.state === state).length);
        expect(view.profiles.reduce((total, { counts }) => total + counts[state], 0)).toBe(view.assignments[state]);
      }
    }),
  );
});

test("a tenant's profiles move once since the last run, and only where their state is another one", () => {
  fc.assert(
    fc.property(fleets, ({ view }) => {
      const moved = (view.since?.moved ?? []).flatMap(({ profiles, tenants }) =>
        tenants.flatMap((name) => profiles.map((profile) => `${name}/${profile}`)),
      );
      expect(new Set(moved).size).toBe(moved.length);
    }),
  );
});

/** Of a table's row that begins with a word: its numbers. */
const numbers = (rows: readonly string[], first: string) =>
  (rows.find((row) => row.replace(/^\| /, "").startsWith(first)) ?? "")
    .replace(/^\D*/, "")
    .split(/[ |]+/)
    .filter(Boolean)
    .map(Number);

test("the page, Markdown, text and JSON carry the same totals", () => {
  fc.assert(
    fc.property(fleets, ({ view }) => {
      const states = STATES.filter(
        (state) => state === "exact" || view.totals[state] + view.assignments[state] > 0,
      ).reverse();
      const wanted = [sum(view.totals), ...states.map((state) => view.totals[state])];
      expect(numbers(toMarkdown(view).split("\n"), "Tenants |")).toEqual(wanted);
      expect(numbers(toText(view), "Tenants ")).toEqual(wanted);
      expect(totalsOf(toHtml(view))).toEqual(wanted);
      expect(JSON.parse(JSON.stringify(toJson(view))).totals).toEqual(view.totals);
    }),
    { numRuns: 30 },
  );
});

/** The numbers of the page's totals. */
function totalsOf(page: string): number[] {
  const found: number[] = [];
  const visit = (node: DefaultTreeAdapterTypes.Node, isTotal: boolean): void => {
    if (isTotal && "tagName" in node && node.tagName === "strong") found.push(Number(textOf(node)));
    const isNav = "attrs" in node && node.attrs.some(({ name, value }) => name === "class" && value === "totals");
    if ("childNodes" in node) for (const child of node.childNodes) visit(child, isTotal || isNav);
  };
  visit(parse(page), false);
  return found;
}

const textOf = (node: DefaultTreeAdapterTypes.Node): string =>
  "childNodes" in node ? node.childNodes.map(textOf).join("") : "value" in node ? node.value : "";
