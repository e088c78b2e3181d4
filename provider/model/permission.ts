import { type Cell, isLevel, LEVELS, type Level, VERBS, type Verb } from "./level";

/** The four levels of one function. */
export type Permission = Readonly<Record<Verb, Level>>;

/** One row as a tenant shows it. */
export type Cells = Readonly<Record<Verb, Cell>>;

/** `levels[module][function][verb]`: the shape of a role's levels in a profile, in a resource's inputs and in the state. */
export type LevelTable<Row = Permission> = Readonly<Record<string, Readonly<Record<string, Row>>>>;

export const everyVerb = (level: Level): Permission => ({ add: level, edit: level, delete: level, inquire: level });

export const NONE: Permission = everyVerb("None");

/** Whether the row grants nothing; a verb it lacks grants nothing either. */
export const isNone = (cells: Cells): boolean => VERBS.every((verb) => cells[verb] === "None" || cells[verb] === null);

/** Whether a level went up; a word outside the enumeration counts as broad, since nobody can say that it is not. */
export function isBroadened(before: Cell, after: Cell): boolean {
  return rank(after) > rank(before);
}

function rank(cell: Cell): number {
  if (cell === null) return 0;
  return isLevel(cell) ? LEVELS.indexOf(cell) : LEVELS.length;
}

/** The rows of a table, in the table's order. */
export function* rowsOf<Row>(levels: LevelTable<Row>): Generator<{ module: string; function: string; row: Row }> {
  for (const [module, functions] of Object.entries(levels))
    for (const [name, row] of Object.entries(functions)) yield { module, function: name, row };
}

/** The inverse of {@link rowsOf}. */
export function tableOf<Row>(rows: Iterable<{ module: string; function: string; row: Row }>): LevelTable<Row> {
  const table: Record<string, Record<string, Row>> = {};
  for (const { module, function: name, row } of rows) {
    table[module] ??= {};
    table[module][name] = row;
  }
  return table;
}
