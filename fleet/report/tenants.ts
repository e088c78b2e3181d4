import type { TenantResult } from "../model/result";
import { type ResultPair, transitionOf } from "./changesSince";
import { type DetailContent, detailOfAssignment, detailOfTenant, shareDetails } from "./details";
import { isBroader, isLevels } from "./deviations";
import { ageOf, assignmentState, tenantState } from "./state";
import { type CellView, type Detail, type Reading, STATES, type TenantView } from "./view";

/** Every tenant once, those that need somebody first, and the details that they point to. */
export function tenantViews(
  pairs: readonly ResultPair[],
  reading: Reading,
  now: Date,
): { tenants: TenantView[]; details: readonly Detail[] } {
  const reported = pairs.map((turn) => ({ turn, ...toldOf(turn) }));
  const { details, indexOf } = shareDetails(
    reported.flatMap(({ turn, own: tenantDetail, cells }) =>
      [tenantDetail, ...cells].flatMap((value) => (value ? [{ value, tenants: [turn.tenant.name] }] : [])),
    ),
    reading,
  );
  const pointer = (detail: DetailContent | undefined) => (detail ? { detail: indexOf(detail) } : {});
  const tenants = reported.map(({ turn, own: tenantDetail, cells }): TenantView => {
    const { name, groups, tags, profiles } = turn.tenant;
    return {
      name,
      groups,
      tags,
      state: tenantState(turn.tenant, turn.now),
      ...ageOf(turn.tenant, turn.now, now),
      ...pointer(tenantDetail),
      cells: profiles.map((profile, index) => ({ ...cellOf(profile, turn, reading), ...pointer(cells[index]) })),
    };
  });
  return { details, tenants: tenants.sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state)) };
}

/** Of a profile that couldn't be read, the tenant's failure is what there is to tell. */
function toldOf({ tenant, now }: ResultPair) {
  const tenantDetail = now && detailOfTenant(now);
  const cells = tenant.profiles.map((profile) => {
    const assignment = assignmentOf(profile, now);
    return assignment ? detailOfAssignment(assignment) : tenantDetail;
  });
  return { own: tenantDetail, cells };
}

function cellOf(profile: string, turn: ResultPair, reading: Reading): CellView {
  const levels = (assignmentOf(profile, turn.now)?.changes ?? []).filter(isLevels);
  const move = turn.before && transitionOf(profile, turn);
  return {
    profile,
    state: assignmentState(profile, turn.now),
    functions: levels.length,
    broader: levels.some(({ cells }) => cells.some((cell) => isBroader(reading, cell))),
    ...(move && { move }),
  };
}

const assignmentOf = (profile: string, result: TenantResult | undefined) =>
  result?.assignments.find((assignment) => assignment.profile === profile);
