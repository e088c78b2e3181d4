import { clean, type Row, withoutNews } from "../blocks";

/**
 * Tables that lost their form when somebody copied the page as text: a cell a line (`None |`, or blank lines between), or a
 * row a line with single spaces, or none, between its cells (`ContactsNoneNoneNoneAll`).
 */
export interface CopiedTable {
  readonly rows: readonly Row[];
  /** How many of the lines before the table are titles of its columns. */
  readonly titlesBefore: number;
  /** The index of the first line after it. */
  readonly end: number;
}

/** Words above a table's columns; a module's name there is read as one by what reads tables. */
const TITLE =
  /^(?:(?:sub|security)[ -]?)?(?:modules?|categor(?:y|ies)|functions?|permissions?|actions?|entry|entries|descriptions?|items?|areas?|screens?|names?)(?: (?:name|parameter)s?)?$/i;
/** Words above what stands after the levels. */
const AFTERWORD = /\b(?:reason(?:s|ing)?|why|notes?|comments?|purpose|description|details|customi[sz]\w*|usage)\b/i;

const VERB = String.raw`(?:add|edit|delete|inquire|inquiry)(?:\s*(?:levels?|access))?`;
const VERBS_ALONE = new RegExp(String.raw`^(?:${VERB}\s*)+$`, "i");
const VERBS_AT_END = new RegExp(String.raw`^(\D{0,60}?)\s*((?:${VERB}\s*){2,})$`, "i");
/** A table of one verb: titles of its columns stand before it, apart or run into one another. */
const ONE_VERB = /^(add|edit|delete|inquire|inquiry) (?:levels?|access)$/i;
const ONE_VERB_AT_END =
  /^((?:(?:security )?modules?|actions?|functions?|entry|permissions?|sub-?modules?|categor(?:y|ies)|\s){1,4})((?:add|edit|delete|inquire|inquiry) (?:levels?|access))$/i;
/** Capitals tell a level that runs into its neighbours; one that stands alone may be written as it likes. */
const LEVEL = String.raw`(?:All|ALL|My|MY|Mine|None|NONE|N\/A|[-–—]|[✓✔✗✘☑☐])`;
const LEVELS_ALONE = new RegExp(String.raw`^(?:${LEVEL}\s*)+$`);
const LEVELS_AT_END = new RegExp(String.raw`^(.*?[\p{L}\p{N})*†‡])\s*((?:${LEVEL}\s*)+)$`, "u");
const BULLET = /^(?:[-*+•·‣▪◦●]|\d{1,2}[.)])\s+\S/;

const LONGEST_NAME = 60;
/** Lines between the titles of a table's columns and its first row. */
const MOST_TITLES = 3;

interface Header {
  readonly cells: readonly string[];
  /** The columns before those of verbs. */
  readonly names: number;
  readonly verbs: number;
  readonly afterwords: number;
  readonly titlesBefore: number;
  readonly next: number;
}

/**
 * The table whose columns' verbs begin on a line; `undefined` where none does, or no whole row follows.
 * @param lines the page's
 * @param start the line's index
 */
export function copiedTableAt(lines: readonly string[], start: number, table: number): CopiedTable | undefined {
  const header = headerAt(lines, start);
  if (!header) return undefined;
  const reader = new RowReader(header, table);
  let index = header.next;
  while (index < lines.length && reader.take(cellIn(lines[index]), index, nextOf(lines, index))) index += 1;
  const { rows, isWhole } = reader;
  if (!isWhole) return undefined;
  const first: Row = { kind: "row", table, cells: header.cells, line: start + 1, bySpaces: true };
  return { rows: [first, ...rows], titlesBefore: header.titlesBefore, end: reader.endBefore(index) };
}

/** The next line that isn't blank. */
const nextOf = (lines: readonly string[], index: number): string =>
  cellIn(lines.slice(index + 1, index + 1 + MOST_BLANKS).find((line) => cellIn(line) !== ""));

/** Blank lines within a table. */
const MOST_BLANKS = 4;

/** A line's text as a cell: without the bar that a copied cell ends with. */
const cellIn = (line = ""): string => withoutNews(clean(line.replace(/\|\s*$/, "")));

function headerAt(lines: readonly string[], start: number): Header | undefined {
  const text = cellIn(lines[start]);
  const inOneLine = VERBS_AT_END.exec(text) ?? ONE_VERB_AT_END.exec(text);
  if (
    (!inOneLine && !VERBS_ALONE.test(text)) ||
    VERBS_ALONE.test(cellIn(lines.slice(0, start).findLast((line) => cellIn(line) !== "")))
  )
    return undefined;
  const isGlued = ONE_VERB_AT_END.test(text);
  const before = isGlued ? ["Function"] : inOneLine?.[1] ? [clean(inOneLine[1])] : titlesAbove(lines, start);
  const verbs = verbsIn(inOneLine?.[2] ?? text);
  let next = start + 1;
  for (; next < lines.length && isVerbsOrBlank(lines[next]); next++) verbs.push(...verbsIn(cellIn(lines[next])));
  const isOfOne = verbs.length === 1 && (isGlued || (ONE_VERB.test(text) && before.length > 1));
  if (
    (verbs.length < 2 && !isOfOne) ||
    new Set(verbs.map((verb) => verb.slice(0, 3).toLowerCase())).size < verbs.length
  )
    return undefined;
  const afterword = cellIn(lines[next]);
  const isTitle = afterword.length <= LONGEST_NAME && !/[.!?]$/.test(afterword) && !LEVELS_AT_END.test(afterword);
  const afterwords = isTitle && AFTERWORD.test(afterword) ? 1 : 0;
  const names = before.length === 0 ? [""] : before;
  return {
    cells: [...names, ...verbs, ...(afterwords > 0 ? [afterword] : [])],
    names: names.length,
    verbs: verbs.length,
    afterwords,
    titlesBefore: inOneLine?.[1] ? 0 : before.length,
    next: next + afterwords,
  };
}

const isVerbsOrBlank = (line: string | undefined): boolean => cellIn(line) === "" || VERBS_ALONE.test(cellIn(line));

const verbsIn = (text: string): string[] => [...text.matchAll(new RegExp(VERB, "gi"))].map(([verb]) => clean(verb));

/** The titles of the columns before the verbs, where each stands on a line of its own. */
function titlesAbove(lines: readonly string[], start: number): string[] {
  const titles: string[] = [];
  for (let index = start - 1; index >= 0 && titles.length < MOST_TITLES; index--) {
    const text = cellIn(lines[index]);
    if (text !== "" && !TITLE.test(text)) break;
    if (text !== "") titles.unshift(text);
  }
  return titles;
}

/** Puts the lines below a header together into rows. */
class RowReader {
  readonly rows: Row[] = [];
  isWhole = false;
  private names: { readonly text: string; readonly index: number }[] = [];
  private levels: string[] = [];

  constructor(
    private readonly header: Header,
    private readonly table: number,
  ) {}

  /** Whether a line belongs to the table; a name with some levels does where the next line has the others: `Set to None` has none. */
  take(text: string, index: number, next: string): boolean {
    const [, name = text, found = ""] = LEVELS_ALONE.test(text) ? ["", "", text] : (LEVELS_AT_END.exec(text) ?? []);
    const levels = levelsIn(found);
    if (text === "" || /^[-\s|]+$/.test(text.replace(/^-$/, ""))) return true;
    if (name !== "" && levels.length > 0 && levels.length < this.header.verbs && !LEVELS_ALONE.test(next)) return false;
    if (this.isMisspelt(text)) {
      this.levels.push(text);
      if (this.levels.length >= this.header.verbs) this.close();
      return true;
    }
    if (name !== "" && !this.takeName(name, index, levels.length > 0)) return false;
    if (levels.length === 0) return true;
    if (this.names.length === 0) return false;
    this.levels.push(...levels);
    if (this.levels.length >= this.header.verbs) this.close();
    return true;
  }

  /** Whether a line stands where a level has to, and is none: the row is told then. */
  private isMisspelt(text: string): boolean {
    const isWithin = this.levels.length > 0 && this.levels.length < this.header.verbs;
    return isWithin && /^\p{L}{1,4}$/u.test(text) && !LEVELS_ALONE.test(text);
  }

  /** The first line that isn't the table's: names that no levels followed are none. */
  endBefore(index: number): number {
    return this.names[0]?.index ?? index;
  }

  private takeName(text: string, index: number, hasLevels: boolean): boolean {
    if (this.levels.length > 0) this.close();
    const isName = text.length <= LONGEST_NAME && !/[.:!?]$/.test(text) && !BULLET.test(text);
    if (!isName && !hasLevels) return this.isAfterword(text);
    if (VERBS_ALONE.test(text) || VERBS_AT_END.test(text)) return false;
    this.names.push({ text, index });
    return this.names.length <= this.header.names + this.header.afterwords + 1;
  }

  /** What stands after a row's levels, where the table has a column for that. */
  private isAfterword(text: string): boolean {
    const last = this.rows.at(-1);
    if (this.header.afterwords === 0 || !last || this.names.length > 0) return false;
    const cells = [...last.cells];
    const column = this.header.cells.length - 1;
    cells[column] = [cells[column], text.replace(BULLET, (mark) => mark.at(-1) ?? "")].filter(Boolean).join("\n");
    this.rows[this.rows.length - 1] = { ...last, cells };
    return true;
  }

  /** A row with all its levels, or one that lacks some: that has too few cells, and is told. */
  private close(): void {
    const { header, names, levels, table } = this;
    const own = names.slice(-header.names).map(({ text }) => text);
    const line = (names.at(-1)?.index ?? 0) + 1;
    for (const { text, index } of names.slice(0, -header.names))
      this.put([text, ...header.cells.slice(1).map(() => "")], index + 1);
    const blank = Array.from({ length: header.names - own.length }, () => "");
    const isWhole = levels.length === header.verbs;
    const after = isWhole ? Array.from({ length: header.afterwords }, () => "") : [];
    this.rows.push({ kind: "row", table, cells: [...blank, ...own, ...levels, ...after], line, bySpaces: true });
    this.isWhole ||= isWhole;
    this.names = [];
    this.levels = [];
  }

  /** A title between rows. */
  private put(cells: readonly string[], line: number): void {
    this.rows.push({ kind: "row", table: this.table, cells, line, bySpaces: true });
  }
}

const levelsIn = (text: string): string[] => [...text.matchAll(new RegExp(LEVEL, "g"))].map(([level]) => level);
