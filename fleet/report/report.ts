import { describe, type MemberChange, type RoleChange } from "../../core/plan/change";
import type { TenantResult } from "../model/result";
import type { Run } from "../model/run";
import { acceptedCells, acceptedOf } from "./accepted";
import { changesSince, type ResultPair } from "./changesSince";
import { cellsOf, deviationsOf, isLevels, shiftsOf } from "./deviations";
import { groupEach, groupTenants, type TenantValue } from "./groupTenants";
import { reasonsOf } from "./reasons";
import type { ReportFleet } from "./state";
import { tenantViews } from "./tenants";
import { countStates, groupTotals, profileTotals } from "./totals";
import type { Besides, FleetView } from "./view";

export interface ReportOptions {
  readonly now: Date;
  /** The last one. */
  readonly run?: Run | undefined;
}

/**
 * What a fleet is like by the last result of each tenant. Pure.
 * @param before the result of each tenant before the last run; empty where there was none
 */
export function reportView(
  fleet: ReportFleet,
  results: ReadonlyMap<string, TenantResult>,
  before: ReadonlyMap<string, TenantResult>,
  { now, run }: ReportOptions,
): FleetView {
  const pairs = fleet.tenants.map(
    (tenant): ResultPair => ({ tenant, now: results.get(tenant.name), before: before.get(tenant.name) }),
  );
  const observed = pairs.flatMap((turn) => turn.now ?? []);
  const commands = new Set(observed.map(({ command }) => command));
  const [command] = commands.size === 1 ? commands : [];
  const reading = observed.length > 0 && !commands.has("drift") ? "plan" : "drift";
  const today = now.toISOString().slice(0, 10);
  const deviations = deviationsOf(reading, ofAssignments(pairs, cellsOf));
  const broader = deviations.filter((deviation) => deviation.broader);
  const narrower = deviations.filter((deviation) => !deviation.broader);
  const { details, tenants } = tenantViews(pairs, reading, now);
  return {
    fleet: fleet.name,
    at: now.toISOString(),
    ...(run && { run: aboutRun(run) }),
    ...(command && { command }),
    reading,
    totals: countStates(tenants),
    assignments: countStates(tenants.flatMap(({ cells }) => cells)),
    profiles: profileTotals(fleet, tenants),
    groups: groupTotals(fleet, tenants),
    tenants,
    details,
    reasons: reasonsOf(observed),
    broader,
    narrower,
    broadening: shiftsOf(reading, broader),
    narrowing: shiftsOf(reading, narrower),
    besides: besidesOf(pairs),
    accepted: acceptedOf(ofAssignments(pairs, acceptedCells), today),
    ...(before.size > 0 && { since: changesSince(pairs, reading, today) }),
  };
}

const aboutRun = ({ id, command, startedAt, startedBy, end }: Run): NonNullable<FleetView["run"]> => ({
  id,
  command,
  startedAt,
  startedBy,
  ...(end && { end }),
});

/** What there is in all that is asked of the tenants; what the fleet's file no longer asks for doesn't count. */
function ofAssignments<Value>(
  pairs: readonly ResultPair[],
  read: (assignment: TenantResult["assignments"][number]) => readonly Value[],
): TenantValue<Value>[] {
  return groupEach(
    pairs.flatMap(({ tenant, now }) =>
      (now?.assignments ?? [])
        .filter(({ profile }) => tenant.profiles.includes(profile))
        .map((assignment) => ({ value: read(assignment), tenants: [tenant.name] })),
    ),
  );
}

const besidesOf = (pairs: readonly ResultPair[]): Besides[] =>
  groupTenants(
    ofAssignments(pairs, ({ profile, changes }) =>
      changes.flatMap((change) => (isLevels(change) ? [] : [{ profile, what: inCommon(change) }])),
    ),
  ).map(({ value, tenants }) => ({ ...value, tenants }));

/** A member's fields are ids, which are others in every tenant. */
const inCommon = (change: RoleChange | MemberChange): string =>
  change.subject === "role" ? describe(change) : describe({ ...change, fields: [] }).replace(/: $/, "");
