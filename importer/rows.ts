import type { Row } from "./blocks";
import { readEntries } from "./customize";
import type { Entry } from "./entry";
import { mentionsLevels, readLevels, type Said } from "./levels";
import type { NamedHere } from "./names";
import { withoutMarks } from "./notes";
import type { Page } from "./page";
import { asRemark, type PlainRow, plain, rowsBelow, withLines } from "./plainRow";
import { bracketsIn } from "./rowWords";
import {
  blankNeeds,
  type Columns,
  cellsSaid,
  columnsOf,
  hasTicks,
  isNothing,
  mayLackBlanks,
  type Need,
  needSaid,
  shifted,
  unfold,
  withNames,
} from "./tables";
import { looksLikeLevels, unreadTable } from "./unreadTable";
import { upright } from "./upright";
import { wordsOf } from "./vocabulary";

/** Reads a page's tables. */
export class TableReader {
  private columns: Columns | undefined;
  private ticked = false;
  private width = 0;
  private lacksBlanks = false;
  /** The rows of the table's last function: a row that begins with levels goes on with them. */
  private last: readonly Entry[] = [];
  /** The table's rows that speak of something else, as long as none is of a function. */
  private foreign: Row[] | undefined;

  constructor(
    private readonly page: Page,
    /** Whether blank cells may have got lost. */
    private readonly isCopied: boolean,
    /** Takes a row that is no row of a table of permissions. */
    private readonly readText: (text: string, line: number) => void,
  ) {}

  /** @param rows of one table */
  read(marked: readonly Row[]): void {
    const { names } = this.page;
    const known = { isFunction: this.isFunction, isModule: (text: string) => names.module(text) !== undefined };
    const rows = upright(
      marked.flatMap((row) => withLines(row, this.isFunction)),
      known,
    ).map(plain);
    const { module, inferred = false, around } = this.page.here;
    this.page.findings.startTable();
    this.columns = undefined;
    this.last = [];
    this.foreign = [];
    for (const row of rows) this.readRow(row, rows);
    if (this.foreign && looksLikeLevels(this.foreign)) this.page.findings.doNotUnderstand(unreadTable(this.foreign));
    this.page.scopes.endTable();
    this.page.restart({ module, inferred, around });
  }

  private readonly isFunction = (written: string): boolean => {
    const { names, here } = this.page;
    const { text } = withoutMarks(written);
    return names.functionsNamed(text).length > 0 || names.start(text, here.module)?.rest.trim() === "";
  };

  private readRow(row: PlainRow, rows: readonly Row[]): void {
    const header = this.headerOf(row);
    if (header) {
      const columns = withNames(header, rowsBelow(row, rows)[0]?.cells);
      this.columns = columns;
      this.width = row.cells.length;
      this.ticked = hasTicks(rows, columns);
      this.lacksBlanks = this.isCopied && mayLackBlanks(rowsBelow(row, rows), columns);
      this.readModuleInHeader(row.cells, columns);
    } else if (row.bySpaces && !this.columns) this.readText(row.cells.join("  "), row.line);
    else if (row.bySpaces && row.cells.length !== this.width) this.page.findings.doNotUnderstand(asRemark(row));
    else
      for (const part of unfold(row, this.isFunction, this.columns?.customize))
        this.readCells({ ...this.aligned(part), marks: row.marks });
  }

  /** A row whose cell of the module got lost gets a blank one. */
  private aligned(row: Row): Row {
    const names = this.columns && this.page.functionsAt(row.cells[0] ?? "");
    if (names && this.columns && this.isWithoutModule(row.cells, this.columns))
      return { ...row, cells: ["", ...row.cells.slice(0, -1)] };
    const cells = names && this.columns ? shifted(row.cells, this.columns) : undefined;
    return cells ? { ...row, cells } : row;
  }

  /** Whether a function stands in the column of modules, none in that of functions, and the last cell is blank. */
  private isWithoutModule(cells: readonly string[], { module, name, verbs }: Columns): boolean {
    const [first = "", second = ""] = cells;
    const isShort = module === 0 && name === 1 && verbs.size === 0 && cells.length > 2 && cells.at(-1) === "";
    return isShort && !this.page.names.module(first) && !this.page.functionsAt(second);
  }

  /** A table's header; a row that names a function is none, though its cells, A and E, could be one's. */
  private headerOf({ cells }: Row): Columns | undefined {
    const columns = columnsOf(cells);
    const isRow = this.columns && cells.some((cell) => this.page.functionsAt(cell));
    return isRow ? undefined : columns;
  }

  private readModuleInHeader(cells: readonly string[], { verbs }: Columns): void {
    const modules = cells.flatMap((cell, index) => (verbs.has(index) ? [] : (this.page.names.module(cell) ?? [])));
    if (modules[0]) this.enter(modules[0]);
  }

  private enter(module: string | undefined): void {
    const around = this.page.aroundIn(module);
    this.last = [];
    Object.assign(this.page.here, { module, around, inferred: false, customize: undefined });
  }

  private readCells(row: PlainRow): void {
    const { names, findings } = this.page;
    const cells = row.cells.map((text, index) => ({ text, index })).filter(({ text }) => text !== "");
    const words = cells.filter(({ index }) => !this.columns?.verbs.has(index));
    const [first] = words;
    if (first && !words.some(({ text }) => this.page.functionsAt(text)) && this.readOn(first, words, row.line)) return;
    const inModule = words.find(({ text, index }) => this.isInModuleColumn(index, text) || names.module(text));
    const module = inModule && names.module(inModule.text);
    if (!first) findings.skip();
    else if (cells.length === 1) this.readAlone(first, row);
    else {
      if (inModule) this.enter(module);
      const others = words.filter((cell) => cell !== inModule);
      this.readFunction(row, others, inModule && !module ? inModule.text : undefined);
    }
  }

  /** `Add Level = All | to create tickets`, below a row of the function that it is of. */
  private readOn(first: Cell, words: readonly Cell[], line: number): boolean {
    const said = this.columns && this.columns.verbs.size > 0 ? undefined : readLevels(first.text);
    if (!said || Object.keys(said.levels).length === 0 || this.last.length === 0) return false;
    for (const { text } of words) this.page.rowWords.readWords(this.last, text, line);
    return true;
  }

  /** A table may have functions in a column called "Module": the only column of names. */
  private isInModuleColumn(index: number, text: string): boolean {
    if (index !== this.columns?.module) return false;
    return this.columns.name !== undefined || this.page.functionsAt(text) === undefined;
  }

  /** A cell over the whole row: a module, a function without levels, or a title. */
  private readAlone(cell: Cell, row: PlainRow): void {
    const { module, words } = this.moduleIn(cell.text);
    if (module) {
      this.enter(module);
      this.page.scopes.inModule(words, row.line);
    } else if (this.page.functionsAt(cell.text)) this.readFunction(row, [cell], undefined);
    else {
      if (this.columns) this.enter(undefined);
      this.page.scopes.inTable(cell.text, row.line);
      this.readText(cell.text, row.line);
    }
  }

  /** `Sales (for quoting)`: a module, and words in brackets after it. */
  private moduleIn(text: string): { module?: string | undefined; words: string } {
    const [whole, name = text, words] = /^([^()]+)\(([^()]+)\) ?:?$/.exec(text) ?? [];
    const module = this.page.names.module(text);
    return module || !whole || !words || readLevels(words)
      ? { module, words: "" }
      : { module: this.page.names.module(name.trim()), words };
  }

  private readFunction(row: PlainRow, cells: readonly Cell[], unknownModule: string | undefined): void {
    const { page, columns } = this;
    const named = cells.find(({ text }) => this.namesIn(text, unknownModule));
    const found = named && this.namesIn(named.text, unknownModule);
    const others = cells.filter((cell) => cell !== named);
    const said = this.saidBy(row, others);
    if (found || said) this.foreign = undefined;
    const words = others.filter(({ text }) => !readLevels(text));
    if (found && this.columns?.verbs.size === 0 && this.readList(found, words, row.line)) return;
    if (said === "unreadable") page.findings.doNotUnderstand(asRemark(row));
    else if (found) this.open(found, row, said, words, unknownModule);
    else {
      const name = others.find(({ index }) => index === columns?.name) ?? words[0];
      const module = unknownModule ?? page.here.module;
      if (name && said) page.findings.addUnmatched(name.text, module, said, row.line);
      else if (said || mentionsLevels(row.cells.join(" "))) page.findings.doNotUnderstand(asRemark(row));
      else {
        this.foreign?.push(row);
        page.findings.skip();
      }
    }
  }

  /**
   * The functions in a cell; beside a module that isn't known, those that one module alone has which shares a word with it:
   * `Time` is Time & Expense.
   */
  private namesIn(text: string, unknownModule: string | undefined): NamedHere | undefined {
    const found = this.page.functionsAt(text);
    if (unknownModule === undefined || !found) return found;
    const words = wordsOf(unknownModule);
    const isNear = found.named.every(
      ({ by, name }) => by === "elsewhere" && wordsOf(name.module).some((word) => words.includes(word)),
    );
    return isNear ? found : undefined;
  }

  /** A table of its own for the entries of Customize lists: they go to the rows that the page has named. */
  private readList({ named }: NamedHere, words: readonly Cell[], line: number): boolean {
    const cell = words.find(({ index }) => index === this.columns?.customize);
    const entries = named.flatMap(({ name }) => this.page.findings.known(name));
    const allowed = cell && readEntries(cell.text);
    if (!cell || entries.length === 0) return false;
    for (const entry of entries)
      if (allowed) entry.allow(allowed);
      else explainList(entry, cell.text, line);
    return true;
  }

  private open(
    found: NamedHere,
    row: PlainRow,
    said: Said | undefined,
    words: readonly Cell[],
    unknownModule: string | undefined,
  ): void {
    const { page } = this;
    const asides = [...words.flatMap((cell) => this.needIn(cell, row.cells) || []), ...bracketsIn(found.rest)];
    const texts = [found.rest, ...words.map(({ text }) => text)];
    const own = page.rowWords.conditionsOf({ words: texts, marks: row.marks, asides }, row.line);
    const entries = found.named.map((named) => page.open(named, row.line, own));
    this.last = entries;
    for (const entry of entries) {
      if (unknownModule) entry.doubt(`The page puts it under “${unknownModule}”, which is no module.`);
      if (said) entry.say(said);
      if (this.lacksBlanks && isBlankAtEnd(row, this.columns)) entry.withhold(LOST_BLANKS);
    }
    page.rowWords.readNotes(entries, row.marks, row.line);
    page.rowWords.readRest(entries, found, row.line);
    for (const cell of words) {
      const allowed = readEntries(cell.text);
      if (allowed) entries[0]?.allow(allowed);
      else if (cell.index === this.columns?.customize)
        for (const entry of entries) explainList(entry, cell.text, row.line);
      else {
        this.readNeed(entries, cell, row);
        page.rowWords.readWords(entries, cell.text, row.line);
      }
    }
    for (const title of this.columns ? blankNeeds(this.columns, row.cells) : [])
      for (const entry of entries) entry.doubt(`The page leaves “${title}” blank for it.`);
  }

  /** A cell that says for whom the row is, or that it isn't needed: by its column, or standing before the function in a table without a header. */
  private readNeed(entries: readonly Entry[], cell: Cell, { line, cells }: Row): void {
    const { text, index } = cell;
    const name = this.indexOfName(cells);
    const need = this.needIn(cell, cells);
    if (need) this.page.rowWords.readAside(entries, need, line);
    else if (!this.columns && index > name && isNothing(text) && cells.slice(index).some((cell) => readLevels(cell)))
      for (const entry of entries)
        entry.doubt(`The page has “${text}” before the levels; what that is of, it doesn't say.`);
  }

  private needIn({ text, index }: Cell, cells: readonly string[]): Need | false | undefined {
    if (this.columns) return !mentionsLevels(text) && needSaid(this.columns, index, text);
    return index < this.indexOfName(cells) && { text, isOfNeed: false };
  }

  private indexOfName(cells: readonly string[]): number {
    return cells.findIndex((cell) => this.page.functionsAt(cell));
  }

  /** What a row's cells say of levels, by their columns or in words. */
  private saidBy(row: Row, words: readonly Cell[]): Said | undefined | "unreadable" {
    const { columns, ticked } = this;
    const parts = words.filter(({ text }) => readLevels(text)).map(({ text }) => text);
    const inWords = parts.length > 0 ? (readLevels(parts.join(" ")) ?? "unreadable") : undefined;
    if (!columns || columns.verbs.size === 0 || inWords === "unreadable") return inWords;
    const inColumns = cellsSaid(row.cells, columns, ticked);
    return (inWords && inColumns ? withLevel(inColumns, inWords) : inColumns) ?? "unreadable";
  }
}

/** Marks below the verbs take the level of a column of its own; what else such a column says can't be put beside them. */
function withLevel({ levels, bare, doubts }: Said, { lone }: Said): Said | undefined {
  if (!lone || bare.length === 0 || Object.values(levels).some((level) => level !== "None")) return undefined;
  return { levels: { ...levels, ...Object.fromEntries(bare.map((verb) => [verb, lone])) }, bare: [], doubts };
}

interface Cell {
  readonly text: string;
  readonly index: number;
}

function explainList(entry: Entry, text: string, line: number): void {
  entry.explain(text);
  entry.doubt(`What the page says of its Customize list on line ${line} couldn't be read.`);
}

const LOST_BLANKS =
  "Blank cells stand only at the ends of the table's rows, as where a copy lost the others: which verbs its levels are for can't be told.";

const isBlankAtEnd = ({ cells }: Row, columns: Columns | undefined): boolean =>
  (cells[Math.max(...(columns?.verbs.keys() ?? [0]))] ?? "") === "";
