import { z } from "zod";
import { type Cell, LEVELS, VERBS, type Verb } from "../../core/model/level";
import { visibleName } from "../../core/model/name";
import {
  type Cells,
  isNone,
  type LevelTable,
  mapRows,
  NONE,
  rowIn,
  rowsOf,
  tableOf,
} from "../../core/model/permission";
import { ADOPT_MODES, type DesiredRole, type FunctionName, type ObservedRole, UNLISTED } from "../../core/model/role";
import type { AdoptionPolicy } from "../../tenant/apply/adopt";
import type { Recorded } from "./lifecycle";
import type { Belonging } from "./tracked";

const level = z.enum(LEVELS, `one of ${LEVELS.join(", ")}`);
const row = z.object(
  { add: level, edit: level, delete: level, inquire: level },
  `a level for each of ${VERBS.join(", ")}`,
);
const rowsOfLevels = z.record(
  z.string(),
  z.record(z.string(), row, "functions with their levels"),
  'levels by module and function, such as those of profile("wise-sync")',
);

/** Source of the name's length: `SecurityRole` of the published description. */
export const argsSchema = z.object({
  name: z
    .string("a role needs a name")
    .trim()
    .min(1, "a role needs a name")
    .max(30, "a role's name has at most 30 characters")
    .superRefine(visibleName),
  levels: rowsOfLevels,
  customize: z.array(z.string()).default([]),
  unlisted: z.enum(UNLISTED).default("exact"),
  adopt: z.enum(ADOPT_MODES).default("if-unshared"),
  members: z.array(z.string()).optional(),
  force: z.string().optional(),
  features: z.array(z.string()).default([]),
  awaitLevels: z.boolean().default(true),
  stack: z.string().optional(),
  variants: z
    .array(z.object({ upTo: z.string(), levels: rowsOfLevels, customize: z.array(z.string()).default([]) }))
    .default([]),
});

/** What `check` makes of the arguments: the tenant's own names, one variant chosen. */
export type Inputs = Recorded<
  DesiredRole &
    AdoptionPolicy &
    Belonging & {
      readonly variant?: string;
      readonly features?: readonly string[];
      /** Recorded where a RoleVerification sees to what is left. */
      readonly awaitLevels?: false;
    }
>;

export type State = Omit<Inputs, "levels"> &
  RoleOrigin &
  Partial<Evidence> & {
    /** The rows that matter, as read. */
    readonly read: RecordedRows;
    /** Whether the last read showed exactly what was asked for. */
    readonly exact: boolean;
    /** The rows that were left to a RoleVerification, as they were asked for. */
    readonly left?: RecordedRows;
    /** How many functions the role has. */
    readonly rows: number;
    /** How many functions the last run granted; missing in states of an earlier version. */
    readonly granted?: number;
  };

/** What stays the same from the first run to the last. */
export interface RoleOrigin {
  /** An adopted role isn't deleted in the end: it gets its former levels back. */
  readonly created: boolean;
  /** An adopted role's rows as they were found, those of None left out. */
  readonly before?: RecordedRows;
}

/** How the levels got there, for people. */
export interface Evidence {
  readonly levelsWrittenBy: "api" | "administrator" | "both" | "nobody";
  /** What was seen: `PATCH … answered 405`. */
  readonly levelsEvidence: string;
}

export const NOTHING_WRITTEN: Evidence = {
  levelsWrittenBy: "nobody",
  levelsEvidence: "the tenant showed these levels before anything was written",
};

/**
 * Rows as the state records them, `{Companies: {Contacts: "All/All/None/All"}}` in the order of the web client's
 * columns: a third of the size of four verbs a row, and one line a row in what `pulumi refresh` shows.
 */
export type RecordedRows = LevelTable<string>;

const SEPARATOR = "/";

export const encodeRows = (levels: LevelTable<Cells>): RecordedRows =>
  mapRows(levels, (cells) => VERBS.map((verb) => cells[verb]).join(SEPARATOR));

export const decodeRows = (rows: RecordedRows): LevelTable<Cells> =>
  mapRows(rows, (text) => {
    const cells = text.split(SEPARATOR);
    return Object.fromEntries(VERBS.map((verb, column) => [verb, cells[column] ?? "None"])) as Record<Verb, Cell>;
  });

/**
 * A role's rows as far as they matter: those that `named` names and, unless others are to be kept, every other one that
 * grants something. A cell that the tenant's row lacks is no difference: it shows what was asked for.
 */
export function relevantRows(
  role: ObservedRole,
  named: LevelTable<Cells>,
  unlisted: DesiredRole["unlisted"],
): LevelTable<Cells> {
  return tableOf(
    role.settings.flatMap(({ module, function: name, cells }) => {
      const requested = rowIn(named, module, name);
      const matters = requested || (unlisted === "exact" && !isNone(cells));
      return matters ? [{ module, function: name, row: withoutLacking(cells, requested ?? NONE) }] : [];
    }),
  );
}

const withoutLacking = (cells: Cells, requested: Cells): Cells =>
  Object.fromEntries(VERBS.map((verb) => [verb, cells[verb] ?? requested[verb]])) as Record<Verb, Cell>;

/** What was asked of a role that was handed on without some of its rows. */
export const requestedOf = ({ read, left = {} }: Pick<State, "read" | "left">): LevelTable =>
  mergeRows(decodeRows(read), decodeRows(left)) as LevelTable;

/** Rows that were granted and no longer are: written out as None, a preview shows each level that is taken away. */
export function revokedRows(levels: LevelTable, olds: LevelTable<Cells>, tenant: readonly FunctionName[]): LevelTable {
  const isThere = (module: string, name: string) =>
    tenant.some((row) => row.module === module && row.function === name);
  return tableOf(
    [...rowsOf(olds)]
      .filter(
        ({ module, function: name, row }) => !isNone(row) && !rowIn(levels, module, name) && isThere(module, name),
      )
      .map((entry) => ({ ...entry, row: NONE })),
  );
}

/** The rows of a table that another one doesn't name. */
export const rowsWithout = <Row>(table: LevelTable<Row>, named: LevelTable<unknown>) =>
  [...rowsOf(table)].filter(({ module, function: name }) => rowIn(named, module, name) === undefined);

/** Rows of two tables; where both have a row, the second one's. */
export const mergeRows = <Row>(a: LevelTable<Row>, b: LevelTable<Row>): LevelTable<Row> =>
  tableOf([...rowsOf(a), ...rowsOf(b)]);
