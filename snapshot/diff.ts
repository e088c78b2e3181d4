import { NOT_ASKED } from "../core/model/capability";
import { RefusedError } from "../core/model/errors";
import type { MemberFields } from "../core/model/member";
import { sameName } from "../core/model/name";
import { isBroadened } from "../core/model/permission";
import type { FunctionName, ObservedRole } from "../core/model/role";
import { FIELD_WORDS, type FieldChange, type ObservedChange } from "../core/plan/change";
import { compareObserved, plan } from "../core/plan/plan";
import type { Snapshot, SnapshotMember } from "./model";
import { type Fate, fateOf, pairById } from "./pairById";
import { type PlaceDiff, placeDiffs } from "./places";

/** What became of a role. */
export interface RoleDiff {
  readonly id: number;
  readonly name: string;
  readonly fate: Fate;
  /** `was called "Desk"`, `is one of administrators now` */
  readonly remarks: readonly string[];
  /** What a new role grants; nothing of one that is gone. */
  readonly rows: readonly (ObservedChange & { readonly isBroadened: boolean })[];
}

export interface MemberDiff {
  readonly id: number;
  readonly identifier: string;
  readonly fate: Fate;
  /** References by their names. */
  readonly fields: readonly { readonly field: string; readonly before: string; readonly after: string }[];
}

/** What changed on a tenant from one snapshot to another: who may do what, the functions that this is said of, and where people work. */
export interface SnapshotDiff {
  readonly companyId: string;
  readonly version?: { readonly before: string; readonly after: string };
  readonly functions: { readonly new: readonly FunctionName[]; readonly gone: readonly FunctionName[] };
  readonly roles: readonly RoleDiff[];
  readonly members: readonly MemberDiff[];
  readonly locations: readonly PlaceDiff[];
  readonly businessUnits: readonly PlaceDiff[];
}

export const isEmpty = ({ version, functions, roles, members, locations, businessUnits }: SnapshotDiff): boolean =>
  !version &&
  [functions.new, functions.gone, roles, members, locations, businessUnits].every((list) => list.length === 0);

/**
 * Compares two snapshots of one tenant by the diff of `core/plan`. Objects are the same by their ids. Pure.
 * @throws RefusedError where they are of two companies
 */
export function diffSnapshots(before: Snapshot, after: Snapshot): SnapshotDiff {
  if (!sameName(before.companyId, after.companyId))
    throw new RefusedError(
      `The snapshot is of ${before.companyId}, and the tenant is ${after.companyId}: choose another --stack, or another file.`,
    );
  const [valueBefore, valueAfter] = [before.version ?? "not told", after.version ?? "not told"];
  return {
    ...{
      companyId: after.companyId,
      ...(valueBefore !== valueAfter && { version: { before: valueBefore, after: valueAfter } }),
    },
    functions: {
      new: exclude(after.functions, before.functions),
      gone: exclude(before.functions, after.functions),
    },
    roles: roleDiffs(before, after),
    members: memberDiffs(before, after),
    ...placeDiffs(before, after),
  };
}

const keyOf = ({ module, function: name }: FunctionName) => JSON.stringify([module, name]);

function exclude(functions: readonly FunctionName[], excluded: readonly FunctionName[]): FunctionName[] {
  const excludedKeys = new Set(excluded.map(keyOf));
  return functions
    .filter((candidate) => !excludedKeys.has(keyOf(candidate)))
    .map(({ module, function: name }) => ({ module, function: name }));
}

function roleDiffs(before: Snapshot, after: Snapshot): RoleDiff[] {
  // A function that is gone is told once, and not for each role.
  const keysAfter = new Set(after.functions.map(keyOf));
  return pairById(before.roles, after.roles).flatMap(({ former, latter }): RoleDiff[] => {
    const role = latter ?? former;
    if (!role) return [];
    const settings = former?.settings.filter((row) => keysAfter.has(keyOf(row))) ?? [];
    const rows = latter ? compareObserved(settings, latter.settings).filter(isTold(former)) : [];
    const remarks = latter ? remarksOn(former, latter) : [];
    const fate = fateOf(former, latter);
    if (fate === "changed" && rows.length + remarks.length === 0) return [];
    return [{ id: role.id, name: role.name, fate, remarks, rows: rows.map(withBroadening) }];
  });
}

/** Of a role or function that is new, a cell that grants nothing is no news. */
const isTold = (former: ObservedRole | undefined) => {
  const formerKeys = new Set(former?.settings.map(keyOf));
  return (row: ObservedChange) =>
    formerKeys.has(keyOf(row)) || row.cells.some(({ after }) => after !== null && after !== "None");
};

const withBroadening = (row: ObservedChange) => ({
  ...row,
  isBroadened: row.cells.some(({ before, after }) => isBroadened(before, after)),
});

function remarksOn(former: ObservedRole | undefined, { name, adminFlag, inactiveFlag }: ObservedRole): string[] {
  return [
    ...(former && former.name !== name ? [`was called "${former.name}"`] : []),
    ...((former?.adminFlag ?? false) === adminFlag
      ? []
      : [adminFlag ? "is one of administrators now" : "isn't one of administrators any more"]),
    ...((former?.inactiveFlag ?? false) === inactiveFlag ? [] : [inactiveFlag ? "is inactive now" : "is active again"]),
  ];
}

function memberDiffs(before: Snapshot, after: Snapshot): MemberDiff[] {
  const namesOf = [before, after].map(namesIn);
  return pairById(before.members, after.members).flatMap(({ former, latter }): MemberDiff[] => {
    const member = latter ?? former;
    if (!member) return [];
    const fields = latter ? fieldsOf(former, latter) : [];
    const fate = fateOf(former, latter);
    if (fate === "changed" && fields.length === 0) return [];
    const describedFields = fields.map(({ field, before: valueBefore, after: valueAfter }) => {
      const [first, second] = [namesOf[0]?.(field, valueBefore), namesOf[1]?.(field, valueAfter)].map(
        (one) => one ?? "blank",
      );
      const isAlike = first === second;
      return {
        field: FIELD_WORDS[field],
        before: isAlike ? `${first} (id ${valueBefore})` : (first ?? ""),
        after: isAlike ? `${second} (id ${valueAfter})` : (second ?? ""),
      };
    });
    return [{ id: member.id, identifier: member.identifier, fate, fields: describedFields }];
  });
}

/** What differs in the fields that say what a member may do. */
function fieldsOf(former: SnapshotMember | undefined, latter: SnapshotMember): FieldChange[] {
  const { changes } = plan({ member: former }, { member: latter }, NOT_ASKED);
  return changes
    .flatMap((change) => (change.subject === "member" ? change.fields : []))
    .filter(({ before, after }) => before !== undefined || (after !== null && after !== false));
}

/** What a reference or a flag is called. */
function namesIn({ roles, locations, businessUnits }: Snapshot) {
  const lists: Partial<Record<keyof MemberFields, readonly { readonly id: number; readonly name: string }[]>> = {
    securityRole: roles,
    defaultLocation: locations,
    defaultDepartment: businessUnits,
  };
  const maps = new Map(
    Object.entries(lists).map(([field, list]) => [field, new Map(list.map(({ id, name }) => [id, name]))] as const),
  );
  return (field: keyof MemberFields, value: FieldChange["before"]): string | undefined => {
    if (value === null || value === undefined) return undefined;
    return typeof value === "number" ? (maps.get(field)?.get(value) ?? `#${value}`) : value ? "yes" : "no";
  };
}
