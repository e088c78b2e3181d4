import { CsvError, parse } from "csv-parse/sync";
import { InvalidInputError } from "../../core/model/errors";
import { type Article, clean } from "../blocks";

const DELIMITERS = [",", ";", "\t", "|"];

/**
 * A spreadsheet saved as CSV, with whichever delimiter its first line uses most.
 * @throws InvalidInputError where a quote is never closed
 */
export function readCsv(text: string, file: string): Article {
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
    }) as unknown as readonly Numbered[];
    const blocks = records.map(({ record, info }) => ({
      kind: "row" as const,
      table: 0,
      cells: record.map(linesOf),
      line: info.lines - record.join("").split("\n").length + 1,
    }));
    return { blocks: blocks.filter(({ cells }) => cells.some((cell) => cell !== "")) };
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

function delimiterOf(text: string): string {
  const [first = ""] = text.trimStart().split(/\r?\n/, 1);
  const count = (delimiter: string) => first.split(delimiter).length;
  return DELIMITERS.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

const linesOf = (cell: string): string =>
  cell
    .split(/\r?\n/)
    .map(clean)
    .filter((line) => line !== "")
    .join("\n");
