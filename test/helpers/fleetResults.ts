import type { Level } from "../../core/model/level";
import type { Change, LevelsChange } from "../../core/plan/change";
import type { AcceptedCell, AssignmentResult, TenantResult } from "../../fleet/model/result";
import type { TenantPlan } from "../../fleet/model/run";
import type { ReportFleet, ReportTenant } from "../../fleet/report/state";
import { planOf } from "../../fleet/tenant/read";

/** A made-up tenant of a fleet. */
export const tenant = (name: string, given: Partial<ReportTenant> = {}): ReportTenant => ({
  name,
  groups: [],
  tags: [],
  profiles: ["wise-sync"],
  desired: "sha256:asked",
  ...given,
});

export const fleetOf = (tenants: readonly ReportTenant[], name = "acme"): ReportFleet => ({ name, tenants });

const SITE = "https://api-na.myconnectwise.net";

/** The plan that a result makes. */
export const planned = ({ target = { origin: SITE, companyId: "acme" }, ...observed }: TenantResult): TenantPlan =>
  planOf({ ...observed, target });

/** What a drift run saw on a tenant an hour before `NOW`. */
export const result = (name: string, given: Partial<TenantResult> = {}): TenantResult => ({
  tenant: name,
  target: { origin: SITE, companyId: name },
  run: "20261122T040000Z-drift-aaaa",
  command: "drift",
  at: "2026-11-22T04:00:00.000Z",
  seconds: 0.2,
  outcome: "exact",
  requests: 5,
  writes: 0,
  desired: "sha256:asked",
  assignments: [],
  removes: [],
  ...given,
});

/** When the tests' reports are made. */
export const NOW = new Date("2026-11-22T05:00:00.000Z");

/** A profile as read; drifted where something differs. */
export const assignment = (
  changes: readonly Change[] = [],
  given: Partial<AssignmentResult> = {},
): AssignmentResult => ({
  profile: "wise-sync",
  role: "Integration Sync",
  adopt: "if-unshared",
  force: undefined,
  member: "integration",
  memberKind: "api",
  outcome: changes.length > 0 ? "drifted" : "exact",
  rows: 97,
  changes,
  accepted: [],
  customize: [],
  notes: [],
  ...given,
});

/** `levels("Finance › Invoicing", { delete: "All → None" })`: before → after, as a plan has it. */
export function levels(name: string, cells: Readonly<Record<string, string>>): LevelsChange {
  const [module = "", fn = ""] = name.split(" › ");
  return {
    subject: "levels",
    kind: "update",
    module,
    function: fn,
    setting: 1,
    cells: Object.entries(cells).map(([verb, change]) => {
      const [before = "", after = ""] = change.split(" → ");
      return { verb: verb as LevelsChange["cells"][number]["verb"], before, after: after as Level };
    }),
  };
}

/** `accepted("Finance › Invoicing", "delete", "All")` */
export function accepted(name: string, verb: string, level: string, given: Partial<AcceptedCell> = {}): AcceptedCell {
  const [module = "", fn = ""] = name.split(" › ");
  return {
    ...{ module, function: fn, verb, level },
    ...{ by: "ann", reason: "month-end close", until: "2026-12-31" },
    ...given,
  };
}

export const resultsOf = (results: readonly TenantResult[]): ReadonlyMap<string, TenantResult> =>
  new Map(results.map((each) => [each.tenant, each]));

const PROFILES = ["kaseya-quote-manager", "n-able-rmm", "wise-sync"];
const FUNCTIONS = ["Invoicing", "Agreements", "Billing View Time", "Accounting Interface", "Expense Report"];
const UNREACHABLE = "No answer from https://psa.example (ETIMEDOUT). Check connectwise:site and the network.";

/**
 * A thousand tenants with three profiles: 150 drifted by five cells each, 40 failed for one reason, 20 wait, 5 were never
 * looked at, 785 are exact. A run before, 10 drifted ones and 10 failed ones were exact, and 10 exact ones failed.
 */
export function largeFleet() {
  const names = Array.from({ length: 1000 }, (_, index) => `tenant-${String(index + 1).padStart(4, "0")}`);
  const tenants = names.map((name, index) =>
    tenant(name, {
      groups: [index % 3 === 0 ? "au" : index % 3 === 1 ? "us" : "eu"],
      tags: index % 50 === 0 ? ["vip"] : [],
      profiles: PROFILES,
    }),
  );
  const now = names.slice(0, 995).map((name, index) => resultOf(name, index));
  const before = now.map((each, index) => {
    if (index < 10 || (index >= 150 && index < 160)) return resultOf(each.tenant, 500);
    return index >= 300 && index < 310 ? resultOf(each.tenant, 150) : each;
  });
  return { fleet: fleetOf(tenants, "Everyone"), results: resultsOf(now), before: resultsOf(before) };
}

function resultOf(name: string, index: number): TenantResult {
  const exact = PROFILES.map((profile) => assignment([], { profile }));
  const at = index % 40 === 39 ? "2026-11-12T04:00:00.000Z" : "2026-11-22T04:00:00.000Z";
  if (index < 150) return result(name, { outcome: "drifted", at, assignments: [...exact.slice(0, 2), drifted(index)] });
  if (index < 190)
    return result(name, { outcome: "failed", at, failure: { code: "unreachable", message: UNREACHABLE } });
  if (index >= 210) return result(name, { at, assignments: exact });
  const manual = { ...levels("Service Desk › Service Tickets", { add: "None → All" }), kind: "manual" as const };
  const waiting = assignment([manual], { profile: "wise-sync", outcome: "waiting" });
  const failure = { code: "administrator-needed", message: "1 of 97 rows is left for an administrator." };
  return result(name, {
    command: "drift",
    outcome: "waiting",
    at,
    failure,
    assignments: [...exact.slice(0, 2), waiting],
  });
}

/** Five cells: two of them alike in all, the others in different ways. */
function drifted(index: number): AssignmentResult {
  const other = (step: number) => `Finance › ${FUNCTIONS[(index + step) % FUNCTIONS.length]}`;
  const changes = [
    levels("Finance › Sales Tax", { delete: "All → None" }),
    levels("System › Security", { edit: "All → None" }),
    levels(other(0), { add: index % 2 === 0 ? "All → None" : "My → None" }),
    levels(other(1), { inquire: index % 7 === 0 ? "None → All" : "My → All" }),
    levels(other(2), { edit: index % 3 === 0 ? "All → My" : "None → My" }),
  ];
  return assignment(changes, { profile: "wise-sync", customize: ["Invoice / Tax Code"] });
}
