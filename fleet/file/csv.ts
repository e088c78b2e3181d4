import { CsvError, parse } from "csv-parse/sync";
import { InvalidInputError, type Problem } from "../../core/model/errors";
import { nearest, suggest } from "../../core/profile/match";
import { type SeparatedText, separatedText, tooManyCells } from "../../core/text/table";

/** A tenant's keys, and how else lists of companies call them; without case, spaces and punctuation. */
const COLUMNS = {
  name: ["name", "tenant", "tenantname", "client", "customer"],
  site: ["site", "siteurl", "url", "apiurl", "host", "server"],
  companyId: ["companyid", "company", "companyidentifier", "logincompany", "logincompanyid"],
  groups: ["groups", "group"],
  tags: ["tags", "tag", "labels"],
  publicKey: ["publickey"],
  privateKey: ["privatekey"],
} as const;
export type CsvKey = keyof typeof COLUMNS;
const KEYS = Object.keys(COLUMNS) as CsvKey[];
const LISTS: readonly CsvKey[] = ["groups", "tags"];
const REQUIRED: readonly CsvKey[] = ["name", "companyId"];

/** One row: a tenant as it is to stand in the fleet's file. */
export interface CsvTenant {
  readonly name: string;
  readonly companyId: string;
  /** In the order of the file's keys; what the row leaves blank isn't there. */
  readonly settings: Readonly<Partial<Record<CsvKey, string | readonly string[]>>>;
  /** Where the row stands, or one of its cells: `column` counts cells from 1. */
  place(key?: string): Pick<Problem, "file" | "line" | "column">;
}

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

/**
 * Reads a table of tenants: a row of names, then a row a tenant. Lists are separated by `;` or `|`. A row that ends early
 * leaves the rest blank; one that has more cells than there are names is refused, since nobody knows which of them shifted.
 * @throws InvalidInputError with every problem, none of which repeats a key
 */
export function readTenants(text: string, file: string): CsvTenant[] {
  const table = separatedText(text, [",", ";", "\t"]);
  const [head, ...rows] = rowsOf(table, file);
  if (!head) throw invalid(file, [{ path: "", message: "the table is empty", file }]);
  const keys = head.cells.map(keyOf);
  const wide = rows.filter(({ cells }) => cells.length > head.cells.length);
  const problems = [
    ...headProblems(head, keys),
    ...wide.map(({ cells, line }) => ({
      path: "",
      line,
      message: tooManyCells(cells.length, head.cells.length, table.delimiter),
    })),
  ].map((problem) => ({ ...problem, file }));
  if (problems.length > 0) throw invalid(file, problems);
  const tenants = rows.map((row) => tenantOf(row, keys, file));
  const wrong = [...tenants.flatMap(blankProblems), ...twinProblems(tenants)];
  if (wrong.length > 0) throw invalid(file, wrong);
  return tenants;
}

const invalid = (file: string, problems: readonly Problem[]) =>
  new InvalidInputError(`The table ${file} can't be imported`, problems);

function rowsOf({ text, delimiter, skipped }: SeparatedText, file: string): Row[] {
  const options = { delimiter, bom: true, info: true, relax_column_count: true, trim: true };
  try {
    const records = parse(text, options) as unknown as readonly { record: string[]; info: { lines: number } }[];
    return records
      .map(({ record, info }) => ({
        cells: record,
        line: skipped + info.lines - record.join("").split("\n").length + 1,
      }))
      .filter(({ cells }) => cells.some((cell) => cell !== ""));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The parser's own message may repeat a cell.
    const message = `the table can't be read: ${error.code}`;
    throw invalid(file, [
      { path: "", message, file, ...(typeof error.lines === "number" && { line: skipped + error.lines }) },
    ]);
  }
}

const keyOf = (title: string): CsvKey | undefined => {
  const plain = title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  return KEYS.find((key) => COLUMNS[key].some((name) => name === plain));
};

const headProblems = ({ cells, line }: Row, keys: readonly (CsvKey | undefined)[]): Problem[] => [
  ...cells.flatMap((title, index) => {
    const [key, column] = [keys[index], index + 1];
    const first = keys.indexOf(key);
    if (key === undefined)
      return [{ path: title, message: `unknown column; ${suggest(nearest(title, KEYS))}`, line, column }];
    return first < index ? [{ path: title, message: `the column ${first + 1} is ${key} already`, line, column }] : [];
  }),
  ...REQUIRED.filter((key) => !keys.includes(key)).map((key) => ({
    path: key,
    message: `no such column; it may be called ${COLUMNS[key].join(", ")}`,
    line,
  })),
];

function tenantOf({ cells, line }: Row, keys: readonly (CsvKey | undefined)[], file: string): CsvTenant {
  const cell = (key: CsvKey) => cells[keys.indexOf(key)] ?? "";
  const given = KEYS.filter((key) => key !== "name" && cell(key) !== "");
  return {
    name: cell("name"),
    companyId: cell("companyId"),
    settings: Object.fromEntries(given.map((key) => [key, LISTS.includes(key) ? listOf(cell(key)) : cell(key)])),
    place(key) {
      const index = key === undefined ? -1 : (keys as readonly (string | undefined)[]).indexOf(key);
      return { file, line, ...(index >= 0 && { column: index + 1 }) };
    },
  };
}

const listOf = (cell: string): string[] =>
  cell
    .split(/[;|]/)
    .map((item) => item.trim())
    .filter((item) => item !== "");

const blankProblems = ({ name, companyId, place }: CsvTenant): Problem[] =>
  Object.entries({ name, companyId })
    .filter(([, value]) => value === "")
    .map(([key]) => ({ path: key, message: "blank", ...place(key) }));

function twinProblems(tenants: readonly CsvTenant[]): Problem[] {
  const lines = new Map<string, number | undefined>();
  return tenants.flatMap(({ name, place }) => {
    const here = place("name");
    const isTwin = name !== "" && lines.has(name);
    const message = `is in line ${lines.get(name)}, too`;
    if (!isTwin) lines.set(name, here.line);
    return isTwin ? [{ path: name, message, ...here }] : [];
  });
}
