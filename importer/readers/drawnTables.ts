import { CONTINUED } from "./brokenRows";

/**
 * The lines of a page with tables that are drawn otherwise as tables of bars: with borders of `+---+`, with rulers of dashes below
 * their titles, or with a wiki's `||` around titles. Line numbers hold. A table whose columns aren't clear stays as it is.
 */
export function withBars(lines: readonly string[]): string[] {
  const barred = lines.map((line) => (/^\s*\|\|.*\|\|\s*$/.test(line) ? line.replaceAll("||", "|") : line));
  for (let index = 0; index < barred.length; index++) {
    const drawn = GRID_BORDER.test(barred[index] ?? "") ? gridAt(barred, index) : ruledAt(barred, index);
    if (!drawn) continue;
    barred.splice(drawn.start, drawn.lines.length, ...drawn.lines);
    index = drawn.start + drawn.lines.length - 1;
  }
  return barred;
}

interface Drawn {
  readonly start: number;
  readonly lines: readonly string[];
}

const GRID_BORDER = /^\s*\+(?:[-=:]{2,}\+){2,}\s*$/;
const RULER = /^\s*(?:-{2,}(?:[ \t]+-{2,})+|={2,}(?:[ \t]+={2,})+)\s*$/;

const bars = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.trim().replaceAll("|", "\\|")).join(" | ")} |`;
const delimiter = (columns: number): string => `|${"---|".repeat(columns)}`;

/** Rows between borders, each of which may have several lines; the first border after a row is below the titles. */
function gridAt(lines: readonly string[], start: number): Drawn | undefined {
  const edges = [...(lines[start] ?? "").matchAll(/\+/g)].map(({ index }) => index);
  const drawn: string[] = [CONTINUED];
  let row: string[] = [];
  let [first, borders] = [0, 0];
  for (let index = start + 1; index < lines.length; index++) {
    const line = lines[index] ?? "";
    if (GRID_BORDER.test(line)) {
      if (row.length > 0) drawn[first] = bars(row);
      drawn.push(borders++ === 0 ? delimiter(edges.length - 1) : CONTINUED);
      row = [];
    } else if (edges.every((edge) => line[edge] === "|")) {
      if (row.length === 0) first = drawn.length;
      const cells = edges.slice(0, -1).map((edge, column) => line.slice(edge + 1, edges[column + 1]).trim());
      row = cells.map((cell, column) => [row[column], cell].filter(Boolean).join(" "));
      drawn.push(CONTINUED);
    } else return row.length === 0 && borders > 0 && !/^\s*[|+]/.test(line) ? { start, lines: drawn } : undefined;
  }
  return row.length === 0 ? { start, lines: drawn } : undefined;
}

/** Columns below a ruler, as far as the next blank line or ruler; titles stand above it, or between two rulers. */
function ruledAt(lines: readonly string[], ruler: number): Drawn | undefined {
  const line = lines[ruler] ?? "";
  if (!RULER.test(line)) return undefined;
  const isTop = (lines[ruler - 1] ?? "").trim() === "";
  if (isTop && !RULER.test(lines[ruler + 2] ?? "")) return undefined;
  const below = isTop ? ruler + 3 : ruler + 1;
  let end = below;
  while ((lines[end] ?? "").trim() !== "" && !RULER.test(lines[end] ?? "")) end += 1;
  const title = lines[isTop ? ruler + 1 : ruler - 1] ?? "";
  const starts = [...line.matchAll(/(?<=^|\s)[-=]/g)].map(({ index }) => index);
  const rows = [title, ...lines.slice(below, end)].map((row) => cellsAt(row, starts));
  const [titles, ...others] = rows;
  if (!titles || others.length === 0 || rows.includes(undefined)) return undefined;
  const drawn = [bars(titles), delimiter(starts.length), ...others.map((cells) => bars(cells ?? []))];
  const isClosed = RULER.test(lines[end] ?? "");
  return {
    start: isTop ? ruler : ruler - 1,
    lines: [...(isTop ? [CONTINUED] : []), ...drawn, ...(isClosed ? [CONTINUED] : [])],
  };
}

/** A line's cells by where its columns begin; `undefined` where a word reaches over the edge of one. */
function cellsAt(line: string, starts: readonly number[]): string[] | undefined {
  if (line.includes("\t") || starts.some((start) => start > 0 && /\S/.test(line[start - 1] ?? " "))) return undefined;
  return starts.map((start, column) => line.slice(column === 0 ? 0 : start, starts[column + 1]).trim());
}
