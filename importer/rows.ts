import type { Row } from "./blocks";
import { readEntries } from "./customize";
import type { Entry } from "./entry";
import { mentionsLevels, readLevels, type Said } from "./levels";
import type { NamedHere, Page } from "./page";
import { hasFootnote } from "./phrases";
import { blankNeeds, type Columns, cellsSaid, columnsOf, hasTicks, needSaid, unfold } from "./tables";

/** Reads a page's tables. */
export class TableReader {
  private columns: Columns | undefined;
  private ticked = false;
  private width = 0;

  constructor(
    private readonly page: Page,
    /** Takes a row that is no row of a table of permissions. */
    private readonly readText: (text: string, line: number) => void,
  ) {}

  /** @param rows of one table */
  read(rows: readonly Row[]): void {
    const { module, inferred = false, around } = this.page.here;
    this.columns = undefined;
    for (const row of rows) this.readRow(row, rows);
    this.page.scopes.endTable();
    this.page.restart({ module, inferred, around });
  }

  private readRow(row: Row, rows: readonly Row[]): void {
    const columns = this.headerOf(row);
    if (columns) {
      this.columns = columns;
      this.width = row.cells.length;
      this.ticked = hasTicks(rows, columns);
      this.readModuleInHeader(row.cells, columns);
    } else if (row.bySpaces && !this.columns) this.readText(row.cells.join("  "), row.line);
    else if (row.bySpaces && row.cells.length !== this.width) this.page.findings.doNotUnderstand(asRemark(row));
    else for (const part of unfold(row)) this.readCells(part);
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
    Object.assign(this.page.here, { module, around, inferred: false, customize: undefined });
  }

  private readCells(row: Row): void {
    const { names, findings } = this.page;
    const cells = row.cells.map((text, index) => ({ text, index })).filter(({ text }) => text !== "");
    const words = cells.filter(({ index }) => !this.columns?.verbs.has(index));
    const [first] = words;
    const inModule = words.find(({ text, index }) => index === this.columns?.module || names.module(text));
    const module = inModule && names.module(inModule.text);
    if (!first) findings.skip();
    else if (cells.length === 1) this.readAlone(first, row);
    else {
      if (inModule) this.enter(module);
      const others = words.filter((cell) => cell !== inModule);
      this.readFunction(row, others, inModule && !module ? inModule.text : undefined);
    }
  }

  /** A cell over the whole row: a module, a function without levels, or a title. */
  private readAlone(cell: Cell, row: Row): void {
    const module = this.page.names.module(cell.text);
    if (module) this.enter(module);
    else if (this.page.functionsAt(cell.text)) this.readFunction(row, [cell], undefined);
    else {
      if (this.columns) this.enter(undefined);
      this.page.scopes.inTable(cell.text, row.line);
      this.readText(cell.text, row.line);
    }
  }

  private readFunction(row: Row, cells: readonly Cell[], unknownModule: string | undefined): void {
    const { page, columns } = this;
    const named = unknownModule === undefined ? cells.find(({ text }) => page.functionsAt(text)) : undefined;
    const found = named && page.functionsAt(named.text);
    const others = cells.filter((cell) => cell !== named);
    const said = this.saidBy(row, others);
    const words = others.filter(({ text }) => !readLevels(text));
    if (said === "unreadable") page.findings.doNotUnderstand(asRemark(row));
    else if (found) this.open(found, row, said, words);
    else {
      const name = others.find(({ index }) => index === columns?.name) ?? words[0];
      const module = unknownModule ?? page.here.module;
      if (name && said) page.findings.addUnmatched(name.text, module, said, row.line);
      else if (said || mentionsLevels(row.cells.join(" "))) page.findings.doNotUnderstand(asRemark(row));
      else page.findings.skip();
    }
  }

  private open(found: NamedHere, row: Row, said: Said | undefined, words: readonly Cell[]): void {
    const { page } = this;
    const entries = found.named.map((named) => page.open(named, row.line));
    for (const entry of entries) {
      if (said) entry.say(said);
      if (row.cells.some(hasFootnote)) entry.doubt(`The page has a footnote on it, on line ${row.line}.`);
    }
    page.readRest(entries, found, row.line);
    for (const cell of words) {
      const allowed = readEntries(cell.text);
      if (allowed) entries[0]?.allow(allowed);
      else {
        this.readNeed(entries, cell, row);
        page.readWords(entries, cell.text, row.line);
      }
    }
    for (const title of this.columns ? blankNeeds(this.columns, row.cells) : [])
      for (const entry of entries) entry.doubt(`The page leaves “${title}” blank for it.`);
  }

  /** A cell that says for whom the row is, or that it isn't needed: by its column, or standing before the function in a table without a header. */
  private readNeed(entries: readonly Entry[], { text, index }: Cell, { line, cells }: Row): void {
    const name = cells.findIndex((cell) => this.page.functionsAt(cell));
    const need = this.columns ? needSaid(this.columns, index, text) : index < name && { text, isOfNeed: false };
    if (need) this.page.readAside(entries, need, line);
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

const asRemark = ({ cells, line }: Row) => ({ line, text: cells.join(" | ").replaceAll("\n", " ") });
