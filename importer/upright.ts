import type { Verb } from "../core/model/level";
import type { Row } from "./blocks";
import { verbOf } from "./tables";

/** What tells the names in a table's titles. */
interface Known {
  isFunction(text: string): boolean;
  isModule(text: string): boolean;
}

/** Fewer verbs below one another are no matrix. */
const FEWEST_VERBS = 2;

/**
 * A table's rows with the parts turned that have verbs as rows and functions as columns: a row for each function, as other
 * tables have them. A row of modules above the functions becomes a column of them.
 */
export function upright(rows: readonly Row[], known: Known): Row[] {
  const turned: Row[] = [];
  for (let index = 0; index < rows.length; index++) {
    const matrix = matrixAt(rows, index, known);
    turned.push(...(matrix ? matrix.rows : [rows[index] as Row]));
    if (matrix) index = matrix.end - 1;
  }
  return turned;
}

function matrixAt(rows: readonly Row[], start: number, known: Known): { rows: Row[]; end: number } | undefined {
  const above = rows[start]?.cells ?? [];
  const hasModules = isTitles(above, known.isModule) && isTitles(rows[start + 1]?.cells ?? [], known.isFunction);
  const titles = rows[hasModules ? start + 1 : start];
  if (!titles || !isTitles(titles.cells, known.isFunction)) return undefined;
  const first = start + (hasModules ? 2 : 1);
  const verbs = verbRows(rows, first, titles.cells.length);
  if (verbs.length < FEWEST_VERBS) return undefined;
  const { table, line } = titles;
  const columns = titles.cells.map((_title, index) => index).slice(1);
  const modules = hasModules ? columns.map((column) => lastFilled(above.slice(1, column + 1))) : [];
  const head = [...(hasModules ? ["Module"] : []), "Function", ...verbs.map(({ cells }) => cells[0] ?? "")];
  const turned = columns.map((column, index) => ({
    kind: "row" as const,
    table,
    line: verbs[0]?.line ?? line,
    cells: [
      ...(hasModules ? [modules[index] ?? ""] : []),
      titles.cells[column] ?? "",
      ...verbs.map((row) => row.cells[column] ?? ""),
    ],
  }));
  return { rows: [{ kind: "row", table, line, cells: head }, ...turned], end: first + verbs.length };
}

/** Whether all cells but the first are names of a kind; some may be blank. */
const isTitles = ([, ...titles]: readonly string[], isName: (text: string) => boolean): boolean =>
  titles.some((title) => title !== "") && titles.every((title) => title === "" || isName(title));

/** The rows from one on that each begin with a verb of its own, and are as long as their titles. */
function verbRows(rows: readonly Row[], start: number, width: number): Row[] {
  const seen = new Set<Verb>();
  const found: Row[] = [];
  for (const row of rows.slice(start)) {
    const verb = verbOf(row.cells[0] ?? "");
    if (!verb || seen.has(verb) || row.cells.length !== width) break;
    seen.add(verb);
    found.push(row);
  }
  return found;
}

const lastFilled = (cells: readonly string[]): string => cells.findLast((cell) => cell !== "") ?? "";
