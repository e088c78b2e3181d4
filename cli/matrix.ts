import { type Cell, VERBS, verbTitle } from "../core/model/level";
import { type Cells, type LevelTable, mapRows, rowsOf } from "../core/model/permission";

/** A table of levels for a terminal: a heading a module, a row a function, None as a dot. */
export const renderMatrix = (levels: LevelTable<Cells>): string[] =>
  renderCells(mapRows(levels, (cells) => VERBS.map((verb) => showCell(cells[verb]))));

/** The same with four texts a row, in the order of the verbs. */
export function renderCells(table: LevelTable<readonly string[]>): string[] {
  const rows = [...rowsOf(table)];
  const longest = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => text.length));
  const nameWidth = longest(rows.map((row) => row.function)) + 2;
  const cellWidth = Math.max("Inquire".length + 1, longest(rows.flatMap(({ row }) => row)) + 2);
  const line = (name: string, cells: readonly string[]) =>
    `  ${name.padEnd(nameWidth)}${cells.map((cell) => cell.padEnd(cellWidth)).join("")}`.trimEnd();
  const modules = Object.entries(table).flatMap(([module, functions]) => [
    module,
    ...Object.entries(functions).map(([name, cells]) => line(name, cells)),
  ]);
  return [line("", VERBS.map(verbTitle)), ...modules];
}

/** None is a dot, a verb that the row lacks stays empty. */
export const showCell = (cell: Cell): string => (cell === null ? "" : cell === "None" ? "·" : cell);
