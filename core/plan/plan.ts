import type { Capability } from "../model/capability";
import { VERBS, verbTitle } from "../model/level";
import { type DesiredMember, MEMBER_FIELDS, type MemberFields } from "../model/member";
import { type Cells, isNone, NONE, type Permission, rowIn, rowsOf } from "../model/permission";
import type { DesiredRole, ObservedRole, RoleSetting } from "../model/role";
import type { CellChange, Change, FieldChange, LevelsChange } from "./change";
import { byWebClient } from "./order";

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
    const cells = VERBS.flatMap((verb): CellChange[] => {
      const [before, after] = [row.before[verb], row.after[verb]];
      if (before === null && after !== "None") notes.push(lackingCell(row, verbTitle(verb), after));
      return before === null || before === after ? [] : [{ verb, before, after }];
    });
    const { module, function: name, setting } = row;
    if (cells.length > 0) changes.push({ subject: "levels", kind, module, function: name, setting, cells });
  }
  return { changes, notes };
}

type Target = Pick<LevelsChange, "module" | "function" | "setting"> & { before: Cells; after: Permission };

/** The tenant's rows, and those that it doesn't have (yet), which count as None; in the order of the web client. */
function targetsOf(settings: readonly RoleSetting[], desired: DesiredRole): Target[] {
  const there = settings.flatMap((row): Target[] => {
    const after = rowIn(desired.levels, row.module, row.function) ?? (desired.unlisted === "exact" ? NONE : undefined);
    return after ? [{ ...place(row), before: row.cells, after }] : [];
  });
  const isThere = (module: string, name: string) =>
    settings.some((row) => row.module === module && row.function === name);
  const lacking = [...rowsOf(desired.levels)]
    .filter(({ module, function: name, row }) => !isNone(row) && !isThere(module, name))
    .map(({ row: after, ...name }): Target => ({ ...name, setting: undefined, before: NONE, after }));
  return [...there, ...lacking].sort(byWebClient);
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
