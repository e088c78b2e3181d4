import { identifierOf, type SecurityFunction } from "../catalogue";
import { recordInUse } from "../http/errors";
import { type Cell, levelField, VERBS } from "../model/securityRole";
import { type Fields, isRef } from "../model/shape";
import type { FieldViolation } from "../model/validate";
import { isRequired, VIOLATION } from "../quirks";
import type { StoredRecord } from "../store/collection";
import { sameText } from "../store/references";
import type { Store } from "../store/store";

/** A new role has a row for every function. Assumed: all levels None; an admin role (`adminFlag`) has All; what rows lack stays null. */
export function createRole(store: Store, fields: Fields, by: string, id?: number): StoredRecord {
  const role = store.insert("securityRoles", fields, by, undefined, id);
  const { newRoleLevels } = store.quirks;
  const isAll = (module: string) =>
    fields.adminFlag === true || newRoleLevels === "all" || (newRoleLevels === "mixed" && module === "Finance");
  for (const entry of store.functions)
    store.insert("settings", (isAll(entry.moduleIdentifier) ? rowsOfAll : rowsOfNone)(entry), by, role.id);
  return role;
}

/**
 * Deletes a role with its rows.
 * @throws ApiError 409 while an active member holds it; an inactive one just loses it.
 */
export function deleteRole(store: Store, role: StoredRecord, by: string): void {
  const { inactiveHolder, roleGone } = store.quirks;
  const holders = [...store.collections.members.all()].filter((member) => holds(member, role.id));
  if (holders.some((member) => inactiveHolder === "refused" || member.fields.inactiveFlag !== true))
    throw recordInUse(`Security role ${role.fields.name}`);
  if (roleGone === "inactive")
    return void store.update("securityRoles", role, { ...role.fields, inactiveFlag: true }, by);
  for (const member of holders) store.update("members", member, { ...member.fields, securityRole: null }, by);
  store.collections.settings.removeChildrenOf(role.id);
  store.customize.delete(role.id);
  store.remove("securityRoles", role.id);
}

/** A row's verbs are fixed: one it lacks (null) can't get a level, one it has can't lose it. Assumed. */
export function settingViolations(_store: Store, fields: Fields, previous?: StoredRecord): FieldViolation[] {
  return VERBS.map(levelField).flatMap((field): FieldViolation[] => {
    const [before, after] = [previous?.fields[field] ?? null, fields[field] ?? null];
    if ((before === null) === (after === null)) return [];
    if (after === null) return [{ code: VIOLATION.required, message: isRequired(field), field }];
    return [
      {
        code: VIOLATION.invalid,
        message: `${field} does not apply to ${fields.moduleFunctionName ?? fields.moduleIdentifier}.`,
        field,
      },
    ];
  });
}

/** The row of a function: the one that is called just that, or else as {@link isRowOf} has it. */
export const rowOf = (rows: readonly StoredRecord[], module: string, name: string): StoredRecord | undefined =>
  rows.find(({ fields }) => fields.moduleName === module && fields.moduleFunctionName === name) ??
  rows.find((row) => isRowOf(row, module, name));

/** Whether a row is that of a function, called as the tenant shows it or as today's releases do. */
function isRowOf({ fields }: StoredRecord, module: string, name: string): boolean {
  const inModule = sameText(fields.moduleName, module) || fields.moduleIdentifier === identifierOf(module);
  return (
    inModule && (sameText(fields.moduleFunctionName, name) || fields.moduleFunctionIdentifier === identifierOf(name))
  );
}

/** Records are replaced, never changed: all new rows of a function and level are the same. */
function newRows(level: Cell): (entry: SecurityFunction) => Fields {
  const known = new WeakMap<SecurityFunction, Fields>();
  return (entry) => {
    const fields = known.get(entry) ?? rowFields(entry, level);
    known.set(entry, fields);
    return fields;
  };
}

const rowsOfAll = newRows("All");
const rowsOfNone = newRows("None");

function rowFields(entry: SecurityFunction, level: Cell): Fields {
  return {
    ...Object.fromEntries(VERBS.map((verb) => [levelField(verb), entry.lacks?.includes(verb) ? null : level])),
    moduleFunctionName: entry.name,
    moduleFunctionDescription: entry.name,
    moduleFunctionIdentifier: entry.identifier,
    moduleName: entry.module,
    moduleDescription: entry.module,
    moduleIdentifier: entry.moduleIdentifier,
    myAllFlag: true,
    reportFlag: entry.reportFlag,
    restrictFlag: false,
    customFlag: entry.customFlag,
    sortOrder: entry.sortOrder,
  };
}

function holds(member: StoredRecord, roleId: number): boolean {
  const role = member.fields.securityRole;
  return isRef(role) && role.id === roleId;
}
