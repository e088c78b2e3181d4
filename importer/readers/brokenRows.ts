/** Stands in for a line that went to its row: invisible, and no blank line, which would end the table. */
export const CONTINUED = "\u2063";

/** A row of a table of bars whose cells have lines of their own goes on until a line ends with a bar. */
const MOST_LINES = 12;

/**
 * The lines of a page with each row of a table of bars on its first line; the lines that it went on are {@link CONTINUED}, so
 * that line numbers hold.
 */
export function withWholeRows(lines: readonly string[]): string[] {
  const whole = withTails(lines);
  let width = 0;
  for (let index = 0; index < whole.length; index++) {
    const line = whole[index] ?? "";
    if (isDelimiter(line)) width = cellsIn(whole[index - 1] ?? "");
    else if (line.trim() === "") width = 0;
    else if (width === 0 && isHeader(line)) width = cellsIn(line);
    else if (width > 0 && line.includes("|") && cellsIn(line) <= width) index = join(whole, index, width);
  }
  return whole;
}

/** A line that ends within a row, or within the cell before a bar: the lines after it that begin with a bar are its own. */
function withTails(lines: readonly string[]): string[] {
  const whole = [...lines];
  for (let start = 0; start < whole.length; start++) {
    if (!isOpen(whole[start] ?? "")) continue;
    let end = start + 1;
    while (end < Math.min(whole.length, start + MOST_LINES) && TAIL.test(whole[end] ?? "")) end += 1;
    const row = whole.slice(start, end).map((line) => line.trim());
    if (end === start + 1) continue;
    whole.fill(CONTINUED, start, end);
    whole[start] = row.join(" ");
    start = end - 1;
  }
  return whole;
}

/** Whether a line isn't blank and may go on: neither closed by a bar nor an entry of a list, a title, or a table's rule. */
const isOpen = (line: string): boolean =>
  line.trim() !== "" &&
  line !== CONTINUED &&
  !/\|\s*$|^\s*(?:[-*+•]|\d{1,2}[.)]|#)\s|^[\s|:+=-]+$|[.:!?]\s*$/.test(line);

/** What begins with a bar and has at most one cell closed: no row of its own. */
const TAIL = /^\s*\|(?![\s|:-]*-{2})[^|]*\|?\s*$/;

/** A header that lost the line below it. */
const isHeader = (line: string): boolean =>
  /^\|?\s*(?:security )?(?:modules?|areas?|categor(?:y|ies)|permissions?|privileges?)(?: name)?\s*\|.*\|\s*$/i.test(
    line,
  );

/** Joins a row's lines, and says which is the last of them. */
function join(lines: string[], start: number, width: number): number {
  let row = lines[start] ?? "";
  if (isClosed(row, width)) return start;
  for (let end = start + 1; end < Math.min(lines.length, start + MOST_LINES); end++) {
    const line = (lines[end] ?? "").trim();
    const joined = `${row.trimEnd()} ${withoutBullet(line)}`;
    if (cellsIn(line) > 1 && !(isClosed(joined, width) && cellsIn(joined) === width)) return start;
    row = joined;
    if (!isClosed(row, width)) continue;
    lines.fill(CONTINUED, start, end + 1);
    lines[start] = row;
    return end;
  }
  return start;
}

const isClosed = (row: string, width: number): boolean => cellsIn(row) >= width && /\|\s*$/.test(row);

/** Entries of a list in a cell are parted as readers of entries want them. */
const withoutBullet = (line: string): string => line.replace(/^[-*+•·‣▪◦●]\s+/, ", ");

const cellsIn = (row: string): number => row.trim().replace(/^\|/, "").replace(/\|$/, "").split("|").length;

/** The line below a table's header, `|---|:-:|`. */
const isDelimiter = (line: string): boolean => /^[\s|:-]+$/.test(line) && line.includes("|") && line.includes("---");
