import { type Capability, NOT_ASKED } from "../model/capability";
import { type Cell, VERBS, type Verb, verbTitle } from "../model/level";
import { type DesiredMember, MEMBER_FIELDS, type MemberFields } from "../model/member";
import {
  type Cells,
  isBroadened,
  isNone,
  type LevelTable,
  NONE,
  type Permission,
  rowIn,
  rowsOf,
} from "../model/permission";
import type { DesiredRole, FunctionName, ObservedRole, RoleSetting } from "../model/role";
import type { CellChange, Change, FieldChange, LevelsChange, ObservedChange } from "./change";

/** What a tenant shows; `undefined` is what it doesn't have (yet). */
export interface Observed {
  readonly role?: Pick<ObservedRole, "settings"> | undefined;
  readonly member?: MemberFields | undefined;
}

/** What it has to show; `undefined` is not asked about. */
export interface Desired {
  readonly role?: DesiredRole;
  readonly member?: DesiredMember;
}

export interface Plan {
  /** Sorted: the role, its levels in the order of the web client, the member. Empty means that the tenant is as desired. */
  readonly changes: readonly Change[];
  /** What can't be met and isn't a difference: a level asked for on a cell that the tenant's row lacks. */
  readonly notes: readonly string[];
}

/**
 * The one diff of this project: what has to change so that the tenant shows what is desired.
 * Pure: preview, apply, verification, drift and review all call it.
 *
 * The names in `desired.role.levels` are the tenant's own (see `resolveLevels`); a function that the observed role
 * lacks counts as None there.
 */
export function plan(observed: Observed, desired: Desired, capability: Capability): Plan {
  const role = desired.role ? planRole(observed.role, desired.role, capability) : EMPTY;
  const member = desired.member ? planMember(observed.member, desired.member) : [];
  return { changes: [...role.changes, ...member], notes: role.notes };
}

const EMPTY: Plan = { changes: [], notes: [] };

function planRole(observed: Observed["role"], desired: DesiredRole, capability: Capability): Plan {
  const kind = capability.levels === "cannot" ? "manual" : "update";
  const changes: Change[] = observed ? [] : [{ subject: "role", kind: "create", name: desired.name }];
  const notes: string[] = [];
  for (const row of targetsOf(observed?.settings ?? [], desired)) {
    const differing = differingCells(row.before, row.after);
    const cells: CellChange[] = differing.filter(({ before }) => before !== null);
    for (const { verb, before, after } of differing)
      if (before === null && after !== "None") notes.push(lackingCell(row, verbTitle(verb), after));
    const { module, function: name, setting } = row;
    if (cells.length > 0) changes.push({ subject: "levels", kind, module, function: name, setting, cells });
  }
  return { changes, notes };
}

const differingCells = <After extends Cell>(before: Cells, after: Readonly<Record<Verb, After>>) =>
  VERBS.filter((verb) => before[verb] !== after[verb]).map((verb) => ({
    ...{ verb, before: before[verb], after: after[verb] },
  }));

/** The rows that two looks at a role show otherwise, in the order of the web client; a row that one lacks counts as None there. */
export function compareObserved(before: readonly RoleSetting[], after: readonly RoleSetting[]): ObservedChange[] {
  const cellsIn = (rows: readonly RoleSetting[]) =>
    new Map(rows.map((row) => [JSON.stringify([row.module, row.function]), row]));
  const [former, latter] = [cellsIn(before), cellsIn(after)];
  return [...new Map([...former, ...latter])]
    .map(([key, { module, function: name }]) => ({
      ...{ module, function: name },
      cells: differingCells(former.get(key)?.cells ?? NONE, latter.get(key)?.cells ?? NONE),
    }))
    .filter(({ cells }) => cells.length > 0)
    .sort(byWebClient);
}

type Target = Pick<LevelsChange, "module" | "function" | "setting"> & { before: Cells; after: Permission };

/** The tenant's rows, and those that it doesn't have (yet), which count as None; in the order of the web client. */
function targetsOf(settings: readonly RoleSetting[], desired: DesiredRole): Target[] {
  const targets = settings.flatMap((row): Target[] => {
    const after = rowIn(desired.levels, row.module, row.function) ?? (desired.unlisted === "exact" ? NONE : undefined);
    return after ? [{ ...place(row), before: row.cells, after }] : [];
  });
  const isThere = (module: string, name: string) =>
    settings.some((row) => row.module === module && row.function === name);
  const lacking = [...rowsOf(desired.levels)]
    .filter(({ module, function: name, row }) => !isNone(row) && !isThere(module, name))
    .map(({ row: after, ...name }): Target => ({ ...name, setting: undefined, before: NONE, after }));
  return [...targets, ...lacking].sort(byWebClient);
}

const place = (row: RoleSetting) => ({ module: row.module, function: row.function, setting: row.id });

const lackingCell = (row: Target, verb: string, level: string) =>
  `${row.module} › ${row.function} has no ${verb} level in this tenant: the ${level} that is asked for can't be set`;

function planMember(observed: MemberFields | undefined, desired: DesiredMember): Change[] {
  const fields = MEMBER_FIELDS.flatMap((field): FieldChange[] => {
    const [before, after] = [observed?.[field], desired[field]];
    return before === after ? [] : [{ field, before, after }];
  });
  const { identifier } = desired;
  if (observed && fields.length === 0) return [];
  return [{ subject: "member", kind: observed ? "update" : "create", identifier, fields }];
}

/** A function for which two tables ask differently. */
export interface Difference extends FunctionName {
  readonly a: Permission;
  readonly b: Permission;
  /** Which of the two grants it at all. */
  readonly grantedIn: "a" | "b" | "both";
  /** The verbs at which one of the two is the broader. */
  readonly broader: { readonly a: readonly Verb[]; readonly b: readonly Verb[] };
}

/** Where two tables of levels differ, in the order of the first; both have to spell their functions alike. */
export function compareLevels(a: LevelTable, b: LevelTable): Difference[] {
  const settings = [...rowsOf(a)].map(({ row, ...name }, id) => ({ ...name, id, cells: row }));
  const desired = { name: "", levels: b, unlisted: "exact" } as const;
  return plan({ role: { settings } }, { role: desired }, NOT_ASKED).changes.flatMap((change) =>
    change.subject === "levels" ? [differenceOf(change, a, b)] : [],
  );
}

function differenceOf({ module, function: name }: FunctionName, a: LevelTable, b: LevelTable): Difference {
  const levels = { a: rowIn(a, module, name) ?? NONE, b: rowIn(b, module, name) ?? NONE };
  const grantedIn = isNone(levels.b) ? "a" : isNone(levels.a) ? "b" : "both";
  const broader = {
    a: VERBS.filter((verb) => isBroadened(levels.b[verb], levels.a[verb])),
    b: VERBS.filter((verb) => isBroadened(levels.a[verb], levels.b[verb])),
  };
  return { module, function: name, ...levels, grantedIn, broader };
}

/**
 * The modules as the web client shows them (System > Security Roles). Source: the complete matrices that N-able and Barracuda
 * publish, and ConnectWise's own of 2017; within a module the functions come in the order of the alphabet.
 */
const MODULES = [
  "Companies",
  "Finance",
  "Marketing",
  "Procurement",
  "Project",
  "Sales",
  "Service Desk",
  "System",
  "Time & Expense",
];

/** Sorts rows as the web client shows them; modules that it isn't known to have come last. */
export const byWebClient = (a: FunctionName, b: FunctionName): number =>
  positionOf(a.module) - positionOf(b.module) || compare(a.module, b.module) || compare(a.function, b.function);

/** A tenant of an older release calls the last one "Time and Expense". */
function positionOf(module: string): number {
  const index = MODULES.indexOf(module.replace(" and ", " & "));
  return index < 0 ? MODULES.length : index;
}

const compare = (a: string, b: string) => {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left < right ? -1 : Number(left > right);
};
