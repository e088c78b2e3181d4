import { expect, test } from "vitest";
import type { TenantResult } from "../../../fleet/model/result";
import { summaryLines } from "../../../fleet/summary/summary";
import { joinLines } from "../../../text/clean.mjs";

const summaryText = (...args: Parameters<typeof summaryLines>) => joinLines(summaryLines(...args));

const FUNCTIONS = ["Agreements", "Invoicing", "Reports", "Invoice Approval"];

const result = (tenant: string, functions: readonly string[], more: Partial<TenantResult> = {}): TenantResult => ({
  ...{ tenant, run: "1", command: "preview", at: "2026-11-22T00:00:00Z", seconds: 1, requests: 4, writes: 0 },
  outcome: functions.length > 0 ? "drifted" : "exact",
  desired: "",
  removes: [],
  assignments: [
    {
      ...{ adopt: "if-unshared", force: undefined, memberKind: "api" },
      ...{ profile: "wise-sync", role: "R", member: "m", rows: 97, accepted: [], customize: [], notes: [] },
      outcome: functions.length > 0 ? "drifted" : "exact",
      changes: functions.map((name) => ({
        ...{ kind: "update", subject: "levels", module: "Finance", function: name, setting: 1 },
        cells: [{ verb: "add", before: "None", after: "All" }],
      })),
    },
  ],
  ...more,
});
const TENANTS = [result("zava", []), result("litware", FUNCTIONS), result("contoso", FUNCTIONS)];

test("tenants that differ alike each have a row, and the changes are told of the first", () => {
  const text = summaryText(TENANTS, 2, { all: true, verbose: true });
  expect(text.split("\n").slice(0, 7)).toEqual([
    "contoso  would change",
    ...FUNCTIONS.map((name) => `           wise-sync: Finance › ${name}: Add None → All`),
    "litware  would change, as contoso",
    "zava     exact",
  ]);
});

test("what a destroy leaves on a tenant is told", () => {
  const note = 'The security role "R" stays as it is: another resource of this stack has it now.';
  const removed = result("contoso", [], { command: "destroy", outcome: "removed", assignments: [], notes: [note] });
  expect(summaryText([removed], 2, { all: true, verbose: false })).toContain(
    `contoso  removed\n           Note: ${note}\n`,
  );
  const exact = result("zava", [], { notes: [note] });
  expect(summaryText([exact], 2, { all: false, verbose: false })).toContain(`Note: ${note}`);
});

test("the first changes are told, how many there are besides, and how to see them", () => {
  const text = summaryText(TENANTS, 2, { all: false, verbose: false });
  expect(text).not.toContain("Invoice Approval");
  expect(text).toContain(
    "\n           and 1 more\nlitware  would change, as contoso\nEvery change: --verbose\n\n3 tenants in 2.0 s",
  );
});

test("two that differ alike in what is shown, and else not, are both told", () => {
  const text = summaryText([...TENANTS, result("adatum", FUNCTIONS.slice(0, 3))], 2, { all: false, verbose: false });
  expect(text.match(/Finance › Agreements/g)).toHaveLength(2);
});

test("why a tenant failed comes before what is left to do there", () => {
  const failure = { code: "engine", message: "No answer from the tenant." };
  const text = summaryText([result("globex", ["Reports"], { outcome: "failed", failure })], 2, {
    all: true,
    verbose: false,
  });
  expect(text.split("\n").slice(0, 3)).toEqual([
    "globex  failed",
    "          No answer from the tenant.",
    "          wise-sync: Finance › Reports: Add None → All",
  ]);
});
