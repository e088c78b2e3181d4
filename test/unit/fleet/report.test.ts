/** What a report says of tenants: outcomes, which way they differ, what they have in common, and what needs a word. */
import { describe, expect, test } from "vitest";
import type { TenantResult } from "../../../fleet/model/result";
import { reportView, toMarkdown, toText } from "../../../fleet/report";
import type { ReportTenant } from "../../../fleet/report/state";
import { joinLines } from "../../../text/clean.mjs";
import { accepted, assignment, fleetOf, levels, NOW, result, resultsOf, tenant } from "../../helpers/fleetResults";

const textOf = (...args: Parameters<typeof toText>) => joinLines(toText(...args));

const NONE = new Map<string, TenantResult>();
const view = (
  tenants: readonly ReportTenant[],
  results: readonly TenantResult[],
  before: readonly TenantResult[] = [],
) => reportView(fleetOf(tenants), resultsOf(results), resultsOf(before), { now: NOW });

const drifted = (name: string, ...changes: Parameters<typeof assignment>[0] & object) =>
  result(name, { outcome: "drifted", assignments: [assignment(changes)] });
const exact = (name: string, given: Partial<TenantResult> = {}) =>
  result(name, { assignments: [assignment()], ...given });
const INVOICING = levels("Finance › Invoicing", { delete: "All → None" });

describe("what a tenant is", () => {
  test("a tenant without a result, or with a profile that wasn't looked at, was not looked at yet", () => {
    const profiles = ["wise-sync", "n-able-rmm"];
    const { tenants, totals, assignments } = view([tenant("a"), tenant("b", { profiles })], [exact("b")]);
    expect(tenants.map(({ name, state, cells }) => [name, state, cells.map((cell) => cell.state)])).toEqual([
      ["a", "unseen", ["unseen"]],
      ["b", "unseen", ["exact", "unseen"]],
    ]);
    expect([totals.unseen, assignments.unseen, assignments.exact]).toEqual([2, 2, 1]);
  });

  test("what couldn't be read of a tenant that failed is failed; what was read keeps its own outcome", () => {
    const profiles = ["wise-sync", "n-able-rmm"];
    const failure = { code: "unreachable", message: "No answer." };
    const { tenants } = view(
      [tenant("a", { profiles })],
      [result("a", { outcome: "failed", failure, assignments: [assignment([INVOICING])] })],
    );
    expect(tenants[0]?.state).toBe("failed");
    expect(tenants[0]?.cells.map(({ state }) => state)).toEqual(["drifted", "failed"]);
  });

  test("those that need somebody come first, otherwise the order of the file stays", () => {
    const failed = result("d", { outcome: "failed", failure: { code: "x", message: "y" } });
    const { tenants } = view(
      ["a", "b", "c", "d"].map((name) => tenant(name)),
      [exact("a"), drifted("c", INVOICING), failed],
    );
    expect(tenants.map(({ name }) => name)).toEqual(["d", "c", "b", "a"]);
  });

  test("a reading of a week ago is stale, so is one of what was asked before; a younger one isn't", () => {
    const at = (time: string) => ({ at: `2026-11-${time}:00.000Z` });
    const { tenants } = view(
      [tenant("old"), tenant("young"), tenant("other", { desired: "sha256:new" })],
      [exact("old", at("15T05:00")), exact("young", at("15T05:01")), exact("other")],
    );
    expect(tenants.map(({ name, days, stale }) => [name, days, stale])).toEqual([
      ["old", 7, "old"],
      ["young", 6, undefined],
      ["other", 0, "asked"],
    ]);
  });
});

describe("which way tenants differ", () => {
  test("a level that putting it right would take away is broader than asked, and says what is there instead of what", () => {
    const { broader, narrower } = view([tenant("a")], [drifted("a", INVOICING)]);
    expect(broader).toMatchObject([{ verbs: ["delete"], before: "All", after: "None", broader: true, tenants: ["a"] }]);
    expect(narrower).toEqual([]);
    const text = textOf(view([tenant("a")], [drifted("a", INVOICING)]));
    expect(text).toContain("Broader than asked: +1 function to All in 1 tenant.");
    expect(text).toContain("wise-sync: Finance › Invoicing: Delete is All instead of None");
  });

  test("a level that putting it right would add is narrower than asked", () => {
    const change = levels("Finance › Invoicing", { inquire: "None → All" });
    const { broader, narrower, narrowing } = view([tenant("a")], [drifted("a", change)]);
    expect(broader).toEqual([]);
    expect(narrower).toMatchObject([{ verbs: ["inquire"], broader: false }]);
    expect(narrowing).toEqual([{ level: "None", functions: 1, tenants: 1 }]);
  });

  test("a word of the tenant's own counts as broader: nobody can say that it isn't", () => {
    const change = levels("Finance › Invoicing", { inquire: "Mine → All" });
    expect(view([tenant("a")], [drifted("a", change)]).broader).toMatchObject([{ before: "Mine" }]);
  });

  test("of a preview the same change is read as what would be done, the other way round", () => {
    const planned = { ...drifted("a", INVOICING), command: "preview" as const };
    const reported = view([tenant("a")], [planned]);
    expect([reported.broader.length, reported.narrower.length]).toEqual([0, 1]);
    const text = textOf(reported);
    expect(text).toContain("1 tenant: 1 would change.");
    expect(text).toContain("What would be narrowed: −1 function to None in 1 tenant.");
    expect(text).toContain("Finance › Invoicing: Delete All → None");
  });

  test("readings of several commands are told as what is there", () => {
    const reported = view([tenant("a"), tenant("b")], [drifted("a", INVOICING), exact("b", { command: "up" })]);
    expect([reported.reading, reported.command]).toEqual(["drift", undefined]);
    expect(reported.broader).toHaveLength(1);
  });
});

describe("what tenants have in common", () => {
  test("equal cells of many tenants are one, with verbs together only where the tenants are the same", () => {
    const both = levels("Finance › Invoicing", { edit: "All → None", delete: "All → None" });
    const names = Array.from({ length: 143 }, (_, index) => `t${index}`);
    const same = view(
      names.map((name) => tenant(name)),
      names.map((name) => drifted(name, both)),
    );
    expect(same.broader).toMatchObject([{ verbs: ["edit", "delete"], tenants: names.toSorted() }]);
    expect(toMarkdown(same)).toContain("+1 function to All in 143 tenants");
    const apart = view([tenant("a"), tenant("b")], [drifted("a", both), drifted("b", INVOICING)]);
    expect(apart.broader.map(({ verbs, tenants }) => [verbs, tenants])).toEqual([
      [["delete"], ["a", "b"]],
      [["edit"], ["a"]],
    ]);
  });

  test("the riskiest comes first, then what most tenants have", () => {
    const low = levels("Companies › Contacts", { inquire: "All → None" });
    const high = levels("System › Security", { edit: "All → None" });
    const { broader } = view(
      ["a", "b", "c"].map((name) => tenant(name)),
      [drifted("a", low, high), drifted("b", low), drifted("c", low, INVOICING)],
    );
    expect(broader.map((found) => [found.function, found.risk?.rank, found.tenants.length])).toEqual([
      ["Invoicing", "high", 1],
      ["Security", "high", 1],
      ["Contacts", "low", 3],
    ]);
  });

  test("the number of functions and tenants at a level counts each once", () => {
    const sales = levels("Sales › Opportunity", { add: "All → None", edit: "My → None" });
    const { broadening } = view(
      ["a", "b"].map((name) => tenant(name)),
      [drifted("a", INVOICING, sales), drifted("b", INVOICING)],
    );
    expect(broadening).toEqual([
      { level: "All", functions: 2, tenants: 2 },
      { level: "My", functions: 1, tenants: 1 },
    ]);
  });

  test("tenants that failed for one reason are one line with their names, ids and their own names apart", () => {
    const failed = (name: string, message: string) =>
      result(name, { outcome: "failed", failure: { code: "engine", message } });
    const { reasons } = view(
      ["a", "b", "c"].map((name) => tenant(name)),
      [
        failed("a", 'stack "a": GET /system/members/17/image answered 500'),
        failed("b", 'stack "b": GET /system/members/4/image answered 500'),
        failed("c", "No answer from https://10.1.2.3:8443/ (ETIMEDOUT)"),
      ],
    );
    expect(reasons.map(({ message, tenants }) => [message, tenants])).toEqual([
      ['stack "<tenant>": GET /system/members/…/image answered 500', ["a", "b"]],
      ["No answer from https://10.1.2.3:8443/ (ETIMEDOUT)", ["c"]],
    ]);
  });

  test("roles and members that differ are told without the ids, which are others in every tenant", () => {
    const member = (before: number) => ({
      subject: "member" as const,
      kind: "update" as const,
      identifier: "sync",
      fields: [{ field: "securityRole" as const, before, after: 63 }],
    });
    const reported = view([tenant("a"), tenant("b")], [drifted("a", member(12)), drifted("b", member(13))]);
    expect(reported.besides).toEqual([{ profile: "wise-sync", what: 'update the member "sync"', tenants: ["a", "b"] }]);
    expect(reported.details.map(({ besides }) => besides)).toEqual([
      ['update the member "sync": security role 12 → 63'],
      ['update the member "sync": security role 13 → 63'],
    ]);
  });

  test("tenants with the same to tell share one detail", () => {
    const names = ["a", "b", "c"];
    const { details, tenants } = view(
      names.map((name) => tenant(name)),
      names.map((name) => drifted(name, INVOICING)),
    );
    expect(details.map((detail) => detail.tenants)).toEqual([names]);
    expect(tenants.map(({ cells }) => cells[0]?.detail)).toEqual([0, 0, 0]);
  });
});

describe("what changed since the last run", () => {
  const since = (now: readonly TenantResult[], before: readonly TenantResult[]) =>
    view(
      now.map((each) => tenant(each.tenant)),
      now,
      before,
    ).since;

  test("without a run before, nothing is compared; where nothing changed, that is said", () => {
    expect(since([drifted("a", INVOICING)], [])).toBeUndefined();
    expect(textOf(view([tenant("a")], [exact("a")]))).not.toContain("Since the last run");
    expect(textOf(view([tenant("a")], [exact("a")], [exact("a")]))).toContain("Since the last run\n  Nothing changed.");
  });

  test("every way that a profile on a tenant can come to its state", () => {
    const failed = (name: string) => result(name, { outcome: "failed", failure: { code: "x", message: "y" } });
    const waiting = (name: string) =>
      result(name, { outcome: "waiting", assignments: [assignment([INVOICING], { outcome: "waiting" })] });
    const found = since(
      [exact("right"), drifted("off", INVOICING), failed("gone"), waiting("held"), exact("new"), exact("same")],
      [drifted("right", INVOICING), exact("off"), exact("gone"), exact("held"), exact("same")],
    );
    expect(found?.moved.map(({ move, tenants, profiles }) => [move, tenants, profiles])).toEqual([
      ["failed", ["gone"], ["wise-sync"]],
      ["waiting", ["held"], ["wise-sync"]],
      ["drifted", ["off"], ["wise-sync"]],
      ["exact", ["right"], ["wise-sync"]],
      ["first", ["new"], ["wise-sync"]],
    ]);
  });

  test("a cell is new where it differs now or shows another level, and put right where it doesn't differ any more", () => {
    const contacts = levels("Companies › Contacts", { add: "All → None" });
    const less = levels("Finance › Invoicing", { delete: "My → None" });
    const found = since([drifted("a", less)], [drifted("a", INVOICING, contacts)]);
    expect(found?.newlyDifferent.map((cell) => [cell.function, cell.before])).toEqual([["Invoicing", "My"]]);
    expect(found?.putRight.map((cell) => cell.function)).toEqual(["Contacts"]);
  });

  test("a cell that is accepted now is newly accepted, not put right", () => {
    const cell = accepted("Finance › Invoicing", "delete", "All");
    const now = exact("a", { assignments: [assignment([], { accepted: [cell] })] });
    const found = since([now], [drifted("a", INVOICING)]);
    expect(found?.putRight).toEqual([]);
    expect(found?.newlyAccepted).toMatchObject([{ function: "Invoicing", verbs: ["delete"], tenants: ["a"] }]);
    expect(since([now], [now])?.newlyAccepted).toEqual([]);
  });

  test("of a tenant that can't be read now, no cell is said to be put right", () => {
    const failed = result("a", { outcome: "failed", failure: { code: "x", message: "y" } });
    expect(since([failed], [drifted("a", INVOICING)])?.putRight).toEqual([]);
  });
});

test("accepted deviations say who, why and until when; those that end within two weeks, or have ended, are marked", () => {
  const until = (day: string) => accepted("Finance › Invoicing", "delete", "All", { until: day });
  const days = ["2026-12-07", "2026-12-06", "2026-11-22", "2026-11-21"];
  const reported = view(
    days.map((day) => tenant(day)),
    days.map((day) => exact(day, { assignments: [assignment([], { accepted: [until(day)] })] })),
  );
  expect(reported.accepted.map(({ until: day, ends }) => [day, ends])).toEqual([
    ["2026-11-21", "ended"],
    ["2026-11-22", "soon"],
    ["2026-12-06", "soon"],
    ["2026-12-07", undefined],
  ]);
  expect(textOf(reported)).toContain("Delete All, accepted until 2026-12-06 (ends soon) by ann: month-end close");
});

test("a fleet without tenants or results is told, too", () => {
  expect(textOf(reportView(fleetOf([]), NONE, NONE, { now: NOW }))).toContain("No tenant.");
});
