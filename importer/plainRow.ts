import type { Row } from "./blocks";
import { mentionsLevels, readLevels } from "./levels";
import { withoutMarks } from "./notes";
import { isQualified } from "./phrases";
import { unfold } from "./tables";

/** A table's row without the marks of notes in its cells. */
export interface PlainRow extends Row {
  readonly marks: readonly string[];
}

/** `Contacts: Inquire (All) *Notes: Add/Inquire (All)` in one cell: a line for each function, as its marks are its own. */
export function withLines(row: Row, isName: (line: string) => boolean): Row[] {
  const cells = row.cells.map((cell) => withSentences(cell.replace(NEXT_FUNCTION, "\n"), isName));
  return cells.some((cell) => MARKED_LINE.test(cell)) || cells.join() !== row.cells.join()
    ? unfold({ ...row, cells }, isName)
    : [row];
}

/** `Edit: All⏎* Only needed if …`: a line that says something of the levels above it is a sentence after them. */
function withSentences(cell: string, isName: (line: string) => boolean): string {
  const [first = "", ...others] = cell.split("\n");
  const saysLevels = (line: string) => mentionsLevels(line) || readLevels(line.replace(/^[^:]*:/, "")) !== undefined;
  const isSentence = (line: string) =>
    (IN_CELL.test(line) || (isQualified(line) && WORDS.test(line))) && !saysLevels(line) && !isName(line);
  const sentences = others.filter(isSentence);
  const levels = [first, ...others.filter((line) => !isSentence(line))];
  if (sentences.length === 0 || !levels.some(saysLevels)) return cell;
  return `${levels.join(", ").replace(/[\s.]+$/, "")}. ${sentences.join(" ")}`;
}

const IN_CELL = /^\s*[*†‡§]{1,3}\s*\p{Lu}.{8,}$/u;
const WORDS = /^\P{L}*\p{L}+(?: \S+){2,}$/u;

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
