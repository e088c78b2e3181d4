import { isLevel, type Verb } from "../core/model/level";
import type { Row } from "./blocks";
import { readLevels } from "./levels";
import { verbOf } from "./tables";

/** What tells the names in a table's titles. */
interface Known {
  isFunction(text: string): boolean;
  isModule(text: string): boolean;
}

/** Fewer verbs below one another are no matrix. */
const FEWEST_VERBS = 2;

interface Matrix {
  /** A row for each function, as other tables have them. */
  readonly rows: readonly Row[];
  /** The index of the first row after it. */
  readonly end: number;
}

/** A table's rows with its matrices turned: see the readers of each kind. */
export function upright(rows: readonly Row[], known: Known): Row[] {
  const turned: Row[] = [];
  for (let index = 0; index < rows.length; index++) {
    const matrix =
      verbsByFunctions(rows, index, known) ?? levelsByModules(rows, index, known) ?? functionsByLevels(rows, index);
    turned.push(...(matrix ? matrix.rows : [rows[index] as Row]));
    if (matrix) index = matrix.end - 1;
  }
  return turned;
}

/** Verbs as rows and functions as columns. A row of modules above the functions becomes a column of them. */
function verbsByFunctions(rows: readonly Row[], start: number, known: Known): Matrix | undefined {
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

/** `Inquire: All | Contacts, Notes | Service Tickets` below modules: each cell has the functions that get the row's levels. */
function levelsByModules(rows: readonly Row[], start: number, known: Known): Matrix | undefined {
  const titles = rows[start];
  if (!titles || !isTitles(titles.cells, known.isModule)) return undefined;
  const below = rowsWhile(rows, start + 1, ({ cells }) => {
    const said = cells.length === titles.cells.length ? readLevels(cells[0] ?? "") : undefined;
    const others = cells.slice(1).flatMap(namesIn);
    return said !== undefined && Object.keys(said.levels).length > 0 && others.every(known.isFunction);
  });
  if (below.length === 0) return undefined;
  const turned = below.flatMap((row) =>
    row.cells
      .slice(1)
      .flatMap((cell, column) =>
        namesIn(cell).map((name) => ({ ...row, cells: [titles.cells[column + 1] ?? "", name, row.cells[0] ?? ""] })),
      ),
  );
  return { rows: [{ ...titles, cells: ["Module", "Function", "Levels"] }, ...turned], end: start + 1 + below.length };
}

/** Functions as rows and levels as columns, whose cells name the verbs: `Contacts | Inquire | Edit` below All and My. */
function functionsByLevels(rows: readonly Row[], start: number): Matrix | undefined {
  const titles = rows[start];
  const levels = titles?.cells.map(levelIn) ?? [];
  const columns = levels.flatMap((level, column) => (level ? [column] : []));
  const areApart = new Set(columns.map((column) => levels[column])).size === columns.length;
  if (!titles || columns.length < FEWEST_LEVELS || !areApart) return undefined;
  const below = rowsWhile(rows, start + 1, ({ cells }) => columns.every((column) => isVerbs(cells[column] ?? "")));
  if (!below.some(({ cells }) => columns.some((column) => /\p{L}/u.test(cells[column] ?? "")))) return undefined;
  const turned = [titles, ...below].map((row, index) => {
    const said = columns.flatMap((column) => (row.cells[column] ? [`${row.cells[column]}: ${levels[column]}`] : []));
    const others = row.cells.filter((_cell, column) => !columns.includes(column));
    return { ...row, cells: [...others, index === 0 ? "Levels" : said.join("; ")] };
  });
  return { rows: turned, end: start + 1 + below.length };
}

const FEWEST_LEVELS = 2;

const levelIn = (title: string): string | undefined => {
  const level = title.charAt(0).toUpperCase() + title.slice(1).toLowerCase();
  return isLevel(level) ? level : undefined;
};

/** Whether a cell is blank, a dash, or names verbs and nothing else. */
const isVerbs = (cell: string): boolean => {
  const said = readLevels(cell);
  return /^[\s\p{Dash}]*$/u.test(cell) || (said !== undefined && said.bare.length > 0 && !said.lone);
};

const namesIn = (cell: string): string[] => cell.split(/\s*[,;\n]\s*/).filter((name) => !/^[\s\p{Dash}]*$/u.test(name));

const rowsWhile = (rows: readonly Row[], start: number, isOne: (row: Row) => boolean): Row[] => {
  const end = rows.findIndex((row, index) => index >= start && !isOne(row));
  return rows.slice(start, end < 0 ? rows.length : end);
};

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
