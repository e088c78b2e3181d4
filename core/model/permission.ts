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

/**
 * Whether a level went up. A word outside the enumeration counts as narrow before and as broad after: nobody can say
 * that it is not.
 */
export function isBroadened(before: Cell, after: Cell): boolean {
  return before !== after && rank(after, LEVELS.length) > rank(before, 0);
}

function rank(cell: Cell, unknown: number): number {
  if (cell === null) return 0;
  return isLevel(cell) ? LEVELS.indexOf(cell) : unknown;
}

/** The broader level of each verb. */
export const unionOf = (a: Permission, b: Permission): Permission =>
  Object.fromEntries(
    VERBS.map((verb) => [verb, isBroadened(a[verb], b[verb]) ? b[verb] : a[verb]]),
  ) as unknown as Permission;

/** The rows of a table, in the table's order. */
export function* rowsOf<Row>(levels: LevelTable<Row>): Generator<{ module: string; function: string; row: Row }> {
  for (const [module, functions] of Object.entries(levels))
    for (const [name, row] of Object.entries(functions)) yield { module, function: name, row };
}

/** The row of a function. What every JavaScript object has, such as `constructor`, counts only where the table itself has it. */
export function rowIn<Row>(levels: LevelTable<Row>, module: string, name: string): Row | undefined {
  const functions = Object.hasOwn(levels, module) ? levels[module] : undefined;
  return functions && Object.hasOwn(functions, name) ? functions[name] : undefined;
}

/** The inverse of {@link rowsOf}. */
export function tableOf<Row>(rows: Iterable<{ module: string; function: string; row: Row }>): LevelTable<Row> {
  const table = new Map<string, Map<string, Row>>();
  for (const { module, function: name, row } of rows)
    table.set(module, (table.get(module) ?? new Map<string, Row>()).set(name, row));
  // A name from a tenant or a file may be one of JavaScript's own, `__proto__`: fromEntries takes it as any other.
  return Object.fromEntries([...table].map(([module, functions]) => [module, Object.fromEntries(functions)]));
}

/** The same table with other rows. */
export const mapRows = <A, B>(table: LevelTable<A>, change: (row: A) => B): LevelTable<B> =>
  tableOf([...rowsOf(table)].map((entry) => ({ ...entry, row: change(entry.row) })));
