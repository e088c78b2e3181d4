import { type Cell, VERBS } from "../provider/model/level";
import { type Cells, type LevelTable, rowsOf } from "../provider/model/permission";

/** A table of levels for a terminal: a heading a module, a row a function, None as a dot. */
export function renderMatrix(levels: LevelTable<Cells>): string {
  const rows = [...rowsOf(levels)];
  const width = Math.max(0, ...rows.map((row) => row.function.length)) + 2;
  const line = (name: string, cells: readonly string[]) =>
    `  ${name.padEnd(width)}${cells.map((cell) => cell.padEnd(8)).join("")}`.trimEnd();
  const modules = Object.entries(levels).flatMap(([module, functions]) => [
    module,
    ...Object.entries(functions).map(([name, cells]) =>
      line(
        name,
        VERBS.map((verb) => showCell(cells[verb])),
      ),
    ),
  ]);
  return [line("", ["Add", "Edit", "Delete", "Inquire"]), ...modules].join("\n");
}

/** None is a dot, a verb that the row lacks stays empty. */
const showCell = (cell: Cell) => (cell === null ? "" : cell === "None" ? "·" : cell);
