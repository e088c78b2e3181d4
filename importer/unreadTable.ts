import type { Row } from "./blocks";

/** Levels, or what stands for them: a table has few, and in several columns. */
const MOST_VALUES = 3;
const FEWEST_COLUMNS = 2;
const FEWEST_ROWS = 2;
const LEVEL = /^\p{L}{2,12}$/u;
const YES_OR_NO = /^(?:yes|no|true|false|ja|nein|nee|oui|non|sí|si)$/i;

/**
 * Whether a table of which no row is read looks like one of levels in other words than ConnectWise's: the same few short words
 * in several of its columns, below a row of titles.
 */
export function looksLikeLevels([, ...rows]: readonly Row[]): boolean {
  if (rows.length < FEWEST_ROWS) return false;
  const columns = Array.from({ length: Math.max(...rows.map(({ cells }) => cells.length)) }, (_, column) =>
    rows.map(({ cells }) => cells[column] ?? "").filter((cell) => cell !== ""),
  );
  const columnsOf = (value: string) => columns.filter((cells) => cells.includes(value)).length;
  const isLevel = (cell: string) => LEVEL.test(cell) && !YES_OR_NO.test(cell) && columnsOf(cell) >= FEWEST_COLUMNS;
  const ofLevels = columns.filter((cells) => cells.length > 0 && cells.every(isLevel));
  return ofLevels.length >= FEWEST_COLUMNS && new Set(ofLevels.flat()).size <= MOST_VALUES;
}

/** What is told of such a table. */
export const unreadTable = (rows: readonly Row[]) => {
  const [first, last] = [rows[0]?.line ?? 1, rows.at(-1)?.line ?? 1];
  const text = `None of the ${rows.length} rows of this table, to line ${last}, is read: it doesn't have ConnectWise's English names`;
  return { line: first, text };
};
