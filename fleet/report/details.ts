import { describe } from "../../core/plan/change";
import type { AssignmentResult, TenantResult } from "../model/result";
import { isBroader, isLevels, riskOf } from "./deviations";
import { groupTenants, type TenantValue } from "./groupTenants";
import type { Detail, DetailRow, Reading } from "./view";

/** What there is to tell of one tenant, or of one profile on it, without what follows from it. */
export interface DetailContent extends Omit<Detail, "tenants" | "rows"> {
  readonly rows: readonly Pick<DetailRow, "module" | "function" | "cells" | "manual">[];
}

const NOTHING = { rows: [], besides: [], accepted: [], customize: [], notes: [], removes: [] };

/** `undefined` where there is nothing to tell. */
export const detailOfTenant = ({ failure, removes }: TenantResult): DetailContent | undefined =>
  failure || removes.length > 0 ? { ...NOTHING, ...(failure && { failure }), removes } : undefined;

/** What has to be allowed by hand whatever the tenant shows is told only beside something else. */
export function detailOfAssignment(assignment: AssignmentResult): DetailContent | undefined {
  const { profile, role, changes, accepted, customize, notes } = assignment;
  if (changes.length + accepted.length + notes.length === 0) return undefined;
  const rows = changes
    .filter(isLevels)
    .map(({ module, function: name, cells, kind }) => ({ module, function: name, cells, manual: kind === "manual" }));
  const besides = changes.filter((change) => !isLevels(change)).map(describe);
  return { ...NOTHING, profile, role, rows, besides, accepted, customize, notes };
}

export interface SharedDetails {
  readonly details: readonly Detail[];
  indexOf(reported: DetailContent): number;
}

/** Tenants that have the same to tell share one detail, the most tenants first. */
export function shareDetails(observed: Iterable<TenantValue<DetailContent>>, reading: Reading): SharedDetails {
  const shared = groupTenants(observed);
  const places = new Map(shared.map(({ value }, index) => [JSON.stringify(value), index]));
  return {
    details: shared.map(({ value, tenants }) => ({
      ...value,
      rows: value.rows.map((row) => rowOf(row, reading)),
      tenants,
    })),
    indexOf: (reported) => places.get(JSON.stringify(reported)) ?? -1,
  };
}

function rowOf(row: DetailContent["rows"][number], reading: Reading): DetailRow {
  const broader = row.cells.map((cell) => isBroader(reading, cell));
  const direction = broader.every(Boolean) ? "broader" : broader.some(Boolean) ? "both" : "narrower";
  const risk = riskOf(reading, row, row.cells);
  return { ...row, direction, ...(risk && { risk }) };
}
