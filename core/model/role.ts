import type { Cells, LevelTable } from "./permission";

/** A function by its names. */
export interface FunctionName {
  readonly module: string;
  readonly function: string;
}

/** One row of a role as the tenant shows it; `id` addresses the setting in the API. */
export interface RoleSetting extends FunctionName {
  readonly id: number;
  readonly cells: Cells;
}

export interface RoleSummary {
  readonly id: number;
  readonly name: string;
  /** A role of administrators: its holders may do everything, whatever the rows say. */
  readonly adminFlag: boolean;
  /** Nobody can be given an inactive role. */
  readonly inactiveFlag: boolean;
}

/** A role as read: its rows come in the tenant's order. */
export interface ObservedRole extends RoleSummary {
  readonly settings: readonly RoleSetting[];
}

/** What becomes of the functions that a profile doesn't name: set to None, or left as they are. */
export const UNLISTED = ["exact", "keep"] as const;
export type Unlisted = (typeof UNLISTED)[number];

/** What becomes of a role of that name that is already there: taken over if nobody else holds it, always, or never. */
export const ADOPT_MODES = ["if-unshared", "always", "never"] as const;
export type AdoptMode = (typeof ADOPT_MODES)[number];

/** A role as it has to be. The names of `levels` are the tenant's own. */
export interface DesiredRole {
  readonly name: string;
  readonly levels: LevelTable;
  readonly unlisted: Unlisted;
}

/** Entries of a row's Customize list that an administrator has to allow: the API neither shows nor sets them for others. */
export interface CustomizeList extends FunctionName {
  /** Table / Entry, such as `Invoicing / Tax Code`. */
  readonly entries: readonly string[];
}

/** One entry that a member's Customize list allows, as the tenant identifies list and entry. */
export interface CustomizeItem {
  readonly list: string;
  readonly entry: string;
}
