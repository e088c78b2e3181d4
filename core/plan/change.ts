import { type Cell, type Level, type Verb, verbTitle } from "../model/level";
import type { MemberFields } from "../model/member";
import { isBroadened } from "../model/permission";
import type { FunctionName } from "../model/role";

export interface CellChange {
  readonly verb: Verb;
  readonly before: Cell;
  readonly after: Level;
}

/** A reference is its id or, for people, its name. */
export type FieldValue = number | string | boolean | null;

export interface FieldChange {
  readonly field: keyof MemberFields;
  /** `undefined` when the member isn't there yet. */
  readonly before: FieldValue | undefined;
  readonly after: FieldValue;
}

/**
 * One thing that differs, as data. `manual` is what an administrator has to do because the tenant's API refuses it;
 * it is never hidden and never applied.
 */
export type Change = RoleChange | LevelsChange | MemberChange;

export interface RoleChange {
  readonly subject: "role";
  readonly kind: "create";
  readonly name: string;
}

/** The differing cells of one function. */
export interface LevelsChange {
  readonly subject: "levels";
  readonly kind: "update" | "manual";
  readonly module: string;
  readonly function: string;
  /** The setting's id; `undefined` while the role isn't there yet. */
  readonly setting: number | undefined;
  readonly cells: readonly CellChange[];
}

/** A row as one look at the tenant showed it, and as another did; `null` where it has no such level. */
export interface ObservedChange extends FunctionName {
  readonly cells: readonly { readonly verb: Verb; readonly before: Cell; readonly after: Cell }[];
}

/** Whether it takes a level away: the role grants more than is desired. */
export const isNarrowing = ({ cells }: LevelsChange): boolean =>
  cells.some(({ before, after }) => isBroadened(after, before));

export interface MemberChange {
  readonly subject: "member";
  readonly kind: "create" | "update";
  readonly identifier: string;
  readonly fields: readonly FieldChange[];
}

export const FIELD_WORDS: Readonly<Record<keyof MemberFields, string>> = {
  securityRole: "security role",
  defaultLocation: "location",
  defaultDepartment: "business unit",
  inactiveFlag: "inactive",
};

/** `Service Desk › Service Tickets: Add None → All, Edit None → All` */
export const describeRow = ({ module, function: name, cells }: ObservedChange): string =>
  `${module} › ${name}: ${cells.map(({ verb, before, after }) => `${verbTitle(verb)} ${before ?? "no level"} → ${after ?? "no level"}`).join(", ")}`;

/** As {@link describeRow}, and what there is besides rows. */
export function describe(change: Change): string {
  switch (change.subject) {
    case "role":
      return `create the security role "${change.name}"`;
    case "levels":
      return describeRow(change);
    case "member": {
      const reported = change.fields.filter(({ before, after }) => before !== undefined || after !== false);
      const fields = reported.map(
        ({ field, before, after }) => `${FIELD_WORDS[field]} ${before ?? "blank"} → ${after ?? "blank"}`,
      );
      return `${change.kind} the member "${change.identifier}": ${fields.join(", ")}`;
    }
  }
}
