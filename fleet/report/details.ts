import { describe } from "../../provider/plan/change";
import type { AssignmentResult, TenantResult } from "../model/result";
import { isBroader, isLevels, riskOf } from "./deviations";
import { type Seen, together } from "./together";
import type { Detail, DetailRow, Reading } from "./view";

/** What there is to tell of one tenant, or of one profile on it. */
export type Told = Omit<Detail, "tenants">;

const NOTHING = { rows: [], besides: [], accepted: [], customize: [], notes: [], removes: [] };

/** `undefined` where there is nothing to tell. */
export const toldOfTenant = ({ failure, removes }: TenantResult): Told | undefined =>
  failure || removes.length > 0 ? { ...NOTHING, ...(failure && { failure }), removes } : undefined;

/** What has to be allowed by hand whatever the tenant shows is told only beside something else. */
export function toldOfAssignment(assignment: AssignmentResult, reading: Reading): Told | undefined {
  const { profile, role, changes, accepted, customize, notes } = assignment;
  if (changes.length + accepted.length + notes.length === 0) return undefined;
  const rows = changes.filter(isLevels).map((change): DetailRow => {
    const { module, function: name, cells, kind } = change;
    const risk = riskOf(reading, change, cells);
    const direction = directionOf(cells.map((cell) => isBroader(reading, cell)));
    return { module, function: name, cells, direction, ...(risk && { risk }), manual: kind === "manual" };
  });
  const besides = changes.filter((change) => !isLevels(change)).map(describe);
  return { ...NOTHING, profile, role, rows, besides, accepted, customize, notes };
}

const directionOf = (broader: readonly boolean[]): DetailRow["direction"] =>
  broader.every(Boolean) ? "broader" : broader.some(Boolean) ? "both" : "narrower";

export interface SharedDetails {
  readonly details: readonly Detail[];
  indexOf(told: Told): number;
}

/** Tenants that have the same to tell share one detail, the most tenants first. */
export function shareDetails(seen: Iterable<Seen<Told>>): SharedDetails {
  const shared = together(seen);
  const places = new Map(shared.map(({ value }, index) => [JSON.stringify(value), index]));
  return {
    details: shared.map(({ value, tenants }) => ({ ...value, tenants })),
    indexOf: (told) => places.get(JSON.stringify(told)) ?? -1,
  };
}
