import { type Cell, LEVELS, type Level, VERBS, type Verb } from "../../core/model/level";
import { isBroadened } from "../../core/model/permission";
import type { FunctionName } from "../../core/model/role";
import type { CellChange, LevelsChange } from "../../core/plan/change";
import { RANKS, type Risk } from "../../core/risk/risk";
import { defaultRisks } from "../../review/risks";
import { byText } from "../../review/rows";
import { keyOf } from "../../review/view";
import type { AssignmentResult } from "../model/result";
import { groupCells, type TenantValue } from "./groupTenants";
import type { Deviation, Reading, Shift } from "./view";

/** One cell that differs, in one profile of one tenant. */
export interface DeviatingCell extends FunctionName {
  readonly profile: string;
  readonly verb: Verb;
  readonly before: Cell;
  readonly after: Level;
}

export const isLevels = (change: AssignmentResult["changes"][number]): change is LevelsChange =>
  change.subject === "levels";

export const cellsOf = ({ profile, changes }: AssignmentResult): DeviatingCell[] =>
  changes
    .filter(isLevels)
    .flatMap(({ module, function: name, cells }) =>
      cells.map(({ verb, before, after }) => ({ profile, module, function: name, verb, before, after })),
    );

/**
 * The level that a cell goes to, seen from the one it comes from. Drift went from what is asked to what the tenant has, the
 * other way round than a change, which puts it right.
 */
const wayOf = (reading: Reading, { before, after }: Pick<CellChange, "before" | "after">) =>
  reading === "drift" ? { from: after, to: before } : { from: before, to: after };

export function isBroader(reading: Reading, change: Pick<CellChange, "before" | "after">): boolean {
  const { from, to } = wayOf(reading, change);
  return isBroadened(from, to);
}

/** How risky is what some cells of a function are broader by. */
export function riskOf(reading: Reading, name: FunctionName, cells: readonly CellChange[]): Risk | undefined {
  const broader = cells.filter((cell) => isBroader(reading, cell));
  return defaultRisks().of(name, Object.fromEntries(broader.map((cell) => [cell.verb, wayOf(reading, cell).to])));
}

/** What tenants have in common: the riskiest first, then the most tenants. */
export function deviationsOf(reading: Reading, cells: Iterable<TenantValue<DeviatingCell>>): Deviation[] {
  const deviations = groupCells(cells).map((found): Deviation => {
    const verbs = VERBS.filter((verb) => found.verbs.includes(verb));
    const changes = verbs.map((verb) => ({ verb, before: found.before, after: found.after }));
    const risk = riskOf(reading, found, changes);
    return { ...found, verbs, broader: isBroader(reading, found), ...(risk && { risk }) };
  });
  return deviations.sort(byWeight);
}

function byWeight(a: Deviation, b: Deviation): number {
  const rank = ({ risk }: Deviation) => (risk ? RANKS.indexOf(risk.rank) : -1);
  return (
    rank(b) - rank(a) ||
    b.tenants.length - a.tenants.length ||
    byText(a.profile, b.profile) ||
    byText(keyOf(a), keyOf(b))
  );
}

/** By the level that functions have or would get, the broadest first. */
export function shiftsOf(reading: Reading, deviations: readonly Deviation[]): Shift[] {
  const levels = new Map<string, { functions: Set<string>; tenants: Set<string> }>();
  for (const deviation of deviations) {
    const level = String(wayOf(reading, deviation).to);
    const found = levels.get(level) ?? { functions: new Set(), tenants: new Set() };
    found.functions.add(keyOf(deviation));
    for (const tenant of deviation.tenants) found.tenants.add(tenant);
    levels.set(level, found);
  }
  return [...levels]
    .sort(([a], [b]) => place(b) - place(a))
    .map(([level, { functions, tenants }]) => ({ level, functions: functions.size, tenants: tenants.size }));
}

/** A word of a tenant's own may be the broadest. */
const place = (level: string) => (LEVELS.some((known) => known === level) ? LEVELS.indexOf(level as Level) : 99);
