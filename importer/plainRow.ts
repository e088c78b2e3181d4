import type { Row } from "./blocks";
import { withoutMarks } from "./notes";
import { unfold } from "./tables";

/** A table's row without the marks of notes in its cells. */
export interface PlainRow extends Row {
  readonly marks: readonly string[];
}

/** `Contacts: Inquire (All) *Notes: Add/Inquire (All)` in one cell: a line for each function, as its marks are its own. */
export function withLines(row: Row, isName: (line: string) => boolean): Row[] {
  const cells = row.cells.map((cell) => cell.replace(NEXT_FUNCTION, "\n"));
  return cells.some((cell) => MARKED_LINE.test(cell)) || cells.join() !== row.cells.join()
    ? unfold({ ...row, cells }, isName)
    : [row];
}

const NEXT_FUNCTION = /(?<=:[^:\n]{1,40}\((?:All|My|None)\)) +(?=[*†‡]{0,3} ?\p{Lu}[^:\n]{1,60}:)/gu;
const MARKED_LINE = /^[*†‡]{1,3} ?\p{Lu}[^:\n]{1,60}:.*\n|\n[*†‡]{1,3} ?\p{Lu}[^:\n]{1,60}:/u;

export function plain(row: Row): PlainRow {
  const cells = row.cells.map(withoutMarks);
  return { ...row, cells: cells.map(({ text }) => text), marks: cells.flatMap(({ marks }) => marks) };
}

/** A header's rows. */
export const rowsBelow = (header: Row, rows: readonly Row[]): Row[] =>
  rows.filter(({ line, cells }) => line > header.line && cells.filter((cell) => cell !== "").length > 1);

export const asRemark = ({ cells, line }: Row) => ({ line, text: cells.join(" | ").replaceAll("\n", " ") });
