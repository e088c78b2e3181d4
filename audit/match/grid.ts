import { isLevel, LEVELS, VERBS } from "../../core/model/level";
import type { Cells, LevelTable } from "../../core/model/permission";
import { rowIn } from "../../core/model/permission";
import type { FunctionName, RoleSetting } from "../../core/model/role";

/**
 * Levels as numbers, cell by cell in the order of the tenant's functions: to tell quickly which of thousands of pairs are near. What
 * differs in them the one diff says.
 */
export type Grid = Uint8Array;

const NOTHING: Cells = { add: null, edit: null, delete: null, inquire: null };

const numberOf = (cell: Cells[keyof Cells]): number =>
  cell === null ? 0 : isLevel(cell) ? LEVELS.indexOf(cell) : LEVELS.length;

function gridOf(functions: readonly FunctionName[], cellsOf: (name: FunctionName) => Cells | undefined): Grid {
  const grid = new Uint8Array(functions.length * VERBS.length);
  functions.forEach((name, row) => {
    const cells = cellsOf(name) ?? NOTHING;
    VERBS.forEach((verb, column) => {
      grid[row * VERBS.length + column] = numberOf(cells[verb]);
    });
  });
  return grid;
}

export const gridOfTable = (levels: LevelTable, functions: readonly FunctionName[]): Grid =>
  gridOf(functions, ({ module, function: name }) => rowIn(levels, module, name));

export function gridOfRows(rows: readonly RoleSetting[], functions: readonly FunctionName[]): Grid {
  const keyOf = ({ module, function: name }: FunctionName) => `${module}\n${name}`;
  const byName = new Map(rows.map((row) => [keyOf(row), row.cells]));
  return gridOf(functions, (name) => byName.get(keyOf(name)));
}

/** How many cells grant something. */
export const granted = (grid: Grid): number => grid.reduce((sum, level) => sum + Number(level > 0), 0);

/** In how many cells `a` is the broader one. */
export function broaderIn(a: Grid, b: Grid): number {
  let cells = 0;
  for (let at = 0; at < a.length; at++) if ((a[at] ?? 0) > (b[at] ?? 0)) cells += 1;
  return cells;
}

export const broader = (a: Grid, b: Grid): Grid => a.map((level, at) => Math.max(level, b[at] ?? 0));
