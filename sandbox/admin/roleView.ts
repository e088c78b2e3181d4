import { createHash } from "node:crypto";
import { LEVELS, levelField, VERBS, type Verb } from "../model/securityRole";
import { isRef } from "../model/shape";
import type { StoredRecord } from "../store/collection";
import type { Store } from "../store/store";

/** A role as the list shows it. */
export interface RoleEntry {
  readonly id: number;
  readonly name: string;
  readonly admin: boolean;
  readonly inactive: boolean;
  /** Active members that hold it. */
  readonly members: number;
}

/** One level that can be chosen, with the levels its row offers. */
export interface CellView {
  readonly rowId: number;
  readonly verb: Verb;
  /** Name of its form field. */
  readonly field: string;
  readonly level: string;
  readonly levels: readonly string[];
}

export interface RowView {
  readonly name: string;
  /** In the order of the columns; undefined where the row lacks the verb. */
  readonly cells: readonly (CellView | undefined)[];
  /** Whether the row has a Customize list. */
  readonly customizable: boolean;
}

export interface RoleView extends RoleEntry {
  /** Changes whenever a level or a Customize entry does. */
  readonly version: string;
  readonly modules: readonly { readonly name: string; readonly rows: readonly RowView[] }[];
  /** `Table / Entry`, one for each that is allowed. */
  readonly customize: readonly string[];
}

export function roleEntries(store: Store): RoleEntry[] {
  const holders = new Map<number, number>();
  for (const { fields } of store.collections.members.all()) {
    if (fields.inactiveFlag === true || !isRef(fields.securityRole)) continue;
    holders.set(fields.securityRole.id, (holders.get(fields.securityRole.id) ?? 0) + 1);
  }
  return [...store.collections.securityRoles.all()]
    .map((role) => entryOf(role, holders.get(role.id) ?? 0))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/** The role with its rows by module, in the tenant's order; undefined when there is no such role. */
export function roleView(store: Store, id: number): RoleView | undefined {
  const role = roleEntries(store).find((entry) => entry.id === id);
  if (!role) return undefined;
  const rows = store.collections.settings.childrenOf(id);
  const names = [...new Set(rows.map(({ fields }) => String(fields.moduleName)))];
  const customize = store.customize.get(id) ?? [];
  return {
    ...role,
    version: versionOf(rows, customize),
    modules: names.map((name) => ({
      name,
      rows: rows.filter(({ fields }) => fields.moduleName === name).map(rowView),
    })),
    customize,
  };
}

/** Name of the form field that holds a cell. */
const fieldName = (rowId: number, verb: Verb): string => `level-${rowId}-${verb}`;

function entryOf({ id, fields }: StoredRecord, members: number): RoleEntry {
  return {
    id,
    name: String(fields.name),
    admin: fields.adminFlag === true,
    inactive: fields.inactiveFlag === true,
    members,
  };
}

function rowView(row: StoredRecord): RowView {
  return {
    name: String(row.fields.moduleFunctionName),
    cells: VERBS.map((verb) => cellView(row, verb)),
    customizable: row.fields.customFlag === true,
  };
}

/** A level that is none of the usual ones can be kept, not chosen anew. */
function cellView({ id, fields }: StoredRecord, verb: Verb): CellView | undefined {
  const level = fields[levelField(verb)];
  if (typeof level !== "string") return undefined;
  const offered = LEVELS.filter((name) => name !== "My" || fields.myAllFlag !== false);
  return { rowId: id, verb, field: fieldName(id, verb), level, levels: [...new Set([...offered, level])] };
}

function versionOf(rows: readonly StoredRecord[], customize: readonly string[]): string {
  const levels = rows.map(({ id, fields }) => [id, ...VERBS.map((verb) => fields[levelField(verb)] ?? null)]);
  return createHash("sha256")
    .update(JSON.stringify([levels, customize]))
    .digest("base64url");
}
