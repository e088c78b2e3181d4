import type { Block, Row } from "./blocks";
import type { Page } from "./page";
import { columnsOf, isNothing, isYes } from "./tables";

/** The function whose Customize list has entries that are called `Table / Entry`. */
export const TABLE_SETUP = "Table Setup";

/**
 * Reads a table of entries of Table Setup's Customize list, a column of tables, one of entries, and one that says yes or no:
 * `Company | Country | Yes`. Whether the table is one.
 */
export function readEntryTable(rows: readonly Row[], before: Block | undefined, page: Page): boolean {
  const [header, ...body] = rows;
  if (!header || before?.kind !== "text" || !ANNOUNCED.test(before.text)) return false;
  if ((columnsOf(header.cells)?.verbs.size ?? 0) > 0) return false;
  const isAnswer = (cell = "") => isYes(cell) || (cell !== "" && isNothing(cell));
  const answer = header.cells.findLastIndex(
    (_title, column) => column > 1 && body.every(({ cells }) => isAnswer(cells[column])),
  );
  if (answer < 0 || body.length === 0) return false;
  const wanted = body.filter(({ cells }) => isYes(cells[answer] ?? ""));
  for (const name of page.names.functionsNamed(TABLE_SETUP)) {
    const [entry = page.findings.entry(name, header.line, undefined)] = page.findings.known(name);
    entry.allow(wanted.map(({ cells }) => `${cells[0]} / ${cells[1]}`));
    entry.doubt(`Its Customize entries are taken from a table on line ${header.line}.`);
  }
  return true;
}

const ANNOUNCED = /\btable setup\b.*:\s*$/i;
