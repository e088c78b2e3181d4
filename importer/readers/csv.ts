import { CsvError, parse } from "csv-parse/sync";
import { InvalidInputError, type Problem } from "../../core/model/errors";
import { separatedText, tooManyCells } from "../../core/text/table";
import { type Article, clean, type Row } from "../blocks";

const DELIMITERS = [",", ";", "\t", "|"] as const;

/**
 * A spreadsheet saved as CSV, with whichever delimiter its first line uses most.
 * @throws InvalidInputError where a quote is never closed, or rows have more cells than their table's first
 */
export function readCsv(written: string, file: string): Article {
  const { text, delimiter, skipped } = separatedText(written, DELIMITERS);
  const blocks = rowsIn(text, delimiter, skipped, file);
  const problems = shiftedRows(blocks, delimiter).map((problem) => ({ ...problem, file }));
  if (problems.length > 0) throw new InvalidInputError("The table can't be read", problems);
  const filled = blocks.filter(({ cells }) => cells.some((cell) => cell !== ""));
  const [title, ...others] = filled[0]?.cells.filter((cell) => cell !== "") ?? [];
  return { ...(title && others.length === 0 && { title }), blocks: filled };
}

function rowsIn(text: string, delimiter: string, skipped: number, file: string): Row[] {
  try {
    const records = parse(text, {
      delimiter,
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
    }) as unknown as readonly Numbered[];
    return records.map(({ record, info }) => ({
      kind: "row" as const,
      table: 0,
      cells: record.map(linesOf),
      line: skipped + info.lines - record.join("").split("\n").length + 1,
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new InvalidInputError("The table can't be read", [{ path: "", file, message: error.message }]);
  }
}

/** A record and the line it ends on: what the option `info` gives, which the parser's types don't tell. */
interface Numbered {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/**
 * Rows that have more cells than the first of their table: levels would stand under another verb. A title or a blank row
 * parts tables.
 */
function shiftedRows(rows: readonly Row[], delimiter: string): Problem[] {
  let width = 0;
  return rows.flatMap(({ cells, line }) => {
    const isHead = width === 0 || cells.filter((cell) => cell !== "").length <= 1;
    if (isHead) width = cells.length > 1 ? cells.length : 0;
    return isHead || cells.length <= width
      ? []
      : [{ path: "", line, message: tooManyCells(cells.length, width, delimiter) }];
  });
}

const linesOf = (cell: string): string =>
  cell
    .split(/\r?\n/)
    .map(clean)
    .filter((line) => line !== "")
    .join("\n");
