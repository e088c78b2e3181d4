import type { Block, Heading, Item, Paragraph } from "./blocks";
import { type Condition, conditionOf, type Setting } from "./conditions";
import { announces, withoutOthers } from "./phrases";
import {
  isAboutRowsBefore,
  isLabel,
  isOfRows,
  isStep,
  isTitleLike,
  LEADS_TO,
  OF_PERMISSIONS,
  OF_ROWS_BEFORE,
  OF_THE_TABLE,
  pointsAtRows,
  purposeIn,
} from "./wording";

type Line = Heading | Item | Paragraph;

/** A condition and how deep its part of the page lies: a line that lies as high, or higher, ends it. */
interface Scope {
  readonly rank: number;
  /** Missing where the part has none of its own. */
  readonly condition?: Condition;
  /** Whether its text announces no rows: one that does ends it. */
  readonly isLoose?: boolean;
  /** Whether rows were read in it. */
  used: boolean;
}

/** Headings have ranks 1 to 7, as they are deep. */
const TITLE = 8;
const INTRODUCTION = 10;
const CAPTION = 12;
const FLAT_ITEM = 15;
const ITEM = 20;
const TABLE = Number.MAX_SAFE_INTEGER - 1;
/** A title inside a table that is about one module: the next module ends it. */
const MODULE_IN_TABLE = Number.MAX_SAFE_INTEGER;

/** What a line means for the rows that were read before it. */
interface Turn {
  /** Whether what is said of "these rows" from here on isn't said of those. */
  readonly startsPart: boolean;
  readonly ofRowsBefore?: Condition;
}

/** What stands before a line. */
interface Before {
  readonly isAfterName: boolean;
  readonly isAfterTable: boolean;
}

const GOES_ON: Turn = { startsPart: false };

/** What the reader of a page knows of its words. */
export interface Vocabulary {
  /** What a text speaks of besides permissions. */
  subjectOf(text: string): readonly string[];
  /** Whether a text is the name of a module, or a row. */
  isNamed(text: string): boolean;
  /** Whether a text is a function's name and nothing else. */
  isBareName(text: string): boolean;
  /** Whether a sentence gives levels to what it names itself, or to the row before. */
  isRow(sentence: string): boolean;
  /** Whether a sentence gives levels to several functions that it names. */
  hasStatements(sentence: string): boolean;
  /** Whether a sentence says something of the row before, alone. */
  isOfRow(sentence: string): boolean;
  /** See {@link Setting}. */
  readonly older: ReadonlySet<string>;
}

/** The conditions that hold where the reader stands in the page: each until the part ends that its title or introduction begins. */
export class Scopes {
  private scopes: Scope[] = [];
  /** Whether the line before was a function's name alone: what comes next is about it. */
  private isAfterName = false;
  /** Whether the block before was a table. */
  private isAfterTable = false;

  /** @param titles the page's own headings, which say what the whole page is about */
  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly titles: ReadonlySet<Block>,
  ) {}

  /** The conditions of a row that is read here, the outermost first. */
  conditions(): readonly Condition[] {
    for (const scope of this.scopes) scope.used = true;
    const conditions = this.scopes.flatMap(({ condition }) => condition ?? []);
    const outermost = conditions.findIndex(({ kind }) => kind === "option");
    return conditions.map((condition, index) =>
      outermost >= 0 && index > outermost ? asOption(condition) : condition,
    );
  }

  /** What a cell beside a row, or the words in brackets after its name, make of it. */
  aside(text: string, line: number): Condition | undefined {
    return this.read(text, line, "cell");
  }

  /** What a short note on a row makes of it. */
  titled(text: string, line: number): Condition | undefined {
    return this.read(text, line, "title");
  }

  /** What a sentence that names a row itself makes of it. */
  said(sentence: string, line: number): Condition | undefined {
    return this.read(sentence, line, "prose");
  }

  /** Goes to a line, and says what that means for the rows before it. */
  goTo(line: Line, next: Block | undefined): Turn {
    const { isAfterName, isAfterTable } = this;
    this.isAfterTable = false;
    this.isAfterName = line.kind === "text" && this.vocabulary.isBareName(line.text);
    if (line.kind === "heading") return this.heading(line);
    if (line.kind === "item") return this.item(line, next);
    return this.text(line, next, { isAfterName, isAfterTable });
  }

  /** A title inside a table: a cell over the whole row. */
  inTable(text: string, line: number): void {
    if (this.vocabulary.isNamed(text)) return;
    this.leave(TABLE);
    this.enter(TABLE, this.read(text, line, "title"));
  }

  /** A module's name inside a table, over the whole row, and what stands beside it: `Sales (optional)`. */
  inModule(words: string, line: number): void {
    this.leave(MODULE_IN_TABLE);
    if (words !== "") this.enter(MODULE_IN_TABLE, this.read(words, line, "title"));
  }

  endTable(): void {
    this.isAfterTable = true;
    this.leave(TABLE);
    this.scopes = this.scopes.filter(({ rank }) => rank !== CAPTION);
  }

  private heading(heading: Heading): Turn {
    if (heading.isAside) return GOES_ON;
    this.leave(heading.depth);
    if (this.vocabulary.isNamed(heading.text) || this.vocabulary.hasStatements(heading.text))
      return { startsPart: true };
    this.enterTitle(heading, heading.depth);
    return { startsPart: true };
  }

  /** `Only needed for the ticket sync.` after a table: said of its rows, and not of those that follow. */
  private afterTable({ text, line }: Paragraph): Partial<Turn> {
    const sentences = text.split(/(?<=[.!])\s+(?=\S)/).filter((sentence) => OF_ROWS_BEFORE.test(sentence));
    const found = sentences.flatMap((sentence) => this.read(sentence, line, "prose") ?? []);
    const ofRowsBefore = STRONGEST_FIRST.flatMap(
      (kind) => found.find((other) => other.kind === kind && isStrict(other)) ?? [],
    )[0];
    return ofRowsBefore ? { ofRowsBefore } : {};
  }

  /** Whether a title may stand above what comes next: another title, a module, or words about rows that follow. */
  private isTitled(next: Block | undefined): boolean {
    if (next?.kind === "heading") return true;
    return (
      next?.kind === "text" && (this.vocabulary.isNamed(next.text) || isTitleLike(next.text) || announces(next.text))
    );
  }

  /**
   * The page's own title speaks of the product; what it says besides makes no option of all rows, but leaves them unclear.
   * @param leads whether rows, or titles of them, follow: what a line of text speaks of is a condition only then
   */
  private enterTitle(line: Heading | Paragraph, rank: number, leads = true): void {
    const condition = this.read(line.text, line.line, "title");
    const isSoft = condition !== undefined && !isStrict(condition);
    if (isSoft && (!leads || (rank >= TITLE && /:\s/.test(line.text)))) return;
    if (!this.titles.has(line)) this.enter(rank, condition);
    else if (condition?.kind === "negation") this.enter(rank, condition);
  }

  private item({ depth, text, line }: Item, next: Block | undefined): Turn {
    this.leave(ITEM + depth);
    if (this.vocabulary.isNamed(text)) return GOES_ON;
    const isTitle =
      next?.kind === "row" ||
      (next?.kind === "text" && next.depth !== undefined) ||
      (next?.kind === "item" && next.depth > depth);
    const isLabelled = /:$/.test(text);
    const isWord = isTitleLike(text) || isLabelled || announces(text);
    if (this.vocabulary.isOfRow(text) || (next?.kind === "row" && !isWord)) return GOES_ON;
    if (!isTitle && (next?.kind !== "item" || next.depth < depth)) return GOES_ON;
    const condition = this.read(text, line, isTitleLike(text) || isLabel(text) ? "title" : "introduction");
    const isStrong = condition !== undefined && isStrict(condition) && (isTitleLike(text) || announces(text));
    const isFlat = !isTitle && (isLabelled || isStrong);
    if (!isTitle && !isFlat) return GOES_ON;
    if (isFlat) this.leave(FLAT_ITEM, ITEM);
    this.enter(isTitle ? ITEM + depth : FLAT_ITEM, condition);
    return GOES_ON;
  }

  private text(paragraph: Paragraph, next: Block | undefined, { isAfterName, isAfterTable }: Before): Turn {
    const { text, line, depth, isCaption } = paragraph;
    this.leave(depth === undefined ? FLAT_ITEM : ITEM + depth + 1);
    if (this.vocabulary.isNamed(text) || this.vocabulary.isOfRow(text) || this.vocabulary.hasStatements(text))
      return GOES_ON;
    const leads = isCaption === true || next?.kind === "row" || (next?.kind === "item" && !isStep(next.text));
    if (isAfterName && !announces(text) && !isTitleLike(text)) return GOES_ON;
    if (isTitleLike(text)) {
      const rank = isCaption ? CAPTION : TITLE;
      this.leave(rank);
      this.enterTitle(paragraph, rank, leads || this.isTitled(next));
      return { startsPart: true };
    }
    if (isAfterTable && !leads && !announces(text)) return { startsPart: false, ...this.afterTable(paragraph) };
    const condition = isLabel(text) ? this.read(text, line, "title") : this.introduction(paragraph, next, leads);
    if (condition && isAboutRowsBefore(text, leads)) return { startsPart: false, ofRowsBefore: condition };
    const isAnnounced = leads || announces(text);
    if (condition || (isAnnounced && this.isOver(INTRODUCTION))) this.leave(INTRODUCTION);
    this.enter(isCaption ? CAPTION : INTRODUCTION, condition, !isAnnounced);
    return GOES_ON;
  }

  /** The condition of the sentences that speak of rows below. */
  private introduction(
    { text, line, isCaption }: Paragraph,
    next: Block | undefined,
    leads: boolean,
  ): Condition | undefined {
    const isBeforeName = next?.kind === "text" && this.vocabulary.isNamed(next.text);
    const sentences = text.split(/(?<=[.!])\s+(?=\S)/);
    const found = sentences.flatMap((sentence, index) => {
      const isRow = this.vocabulary.isRow(sentence) || this.vocabulary.hasStatements(sentence);
      const condition = isRow ? undefined : this.read(sentence, line, "introduction");
      const isAboutRows =
        isCaption || announces(sentence) || OF_THE_TABLE.test(sentence) || (leads && index === sentences.length - 1);
      if (condition && !isStrict(condition) && !isOfRows(sentence)) return [];
      const isNear = leads && index >= sentences.length - NEAREST;
      const isStrong = condition && isStrict(condition) && (isNear || isBeforeName || OF_PERMISSIONS.test(sentence));
      return condition && (isAboutRows || isStrong) ? [condition] : [];
    });
    return STRONGEST_FIRST.flatMap((kind) => found.find((condition) => condition.kind === kind) ?? [])[0];
  }

  /** A no of an introduction has to point at rows, and at no function that it names itself. */
  private read(text: string, line: number, as: Setting["manner"] | "introduction"): Condition | undefined {
    const { older } = this.vocabulary;
    const manner = as === "introduction" ? "prose" : as;
    const condition = conditionOf(text, {
      line,
      subject: this.vocabulary.subjectOf(manner === "prose" ? purposeIn(withoutOthers(text)) : text),
      manner,
      older,
    });
    const isNo = condition?.kind === "negation" || condition?.kind === "opaque";
    if (as === "introduction" && isNo && !pointsAtRows(text)) return undefined;
    return condition && !isStrict(condition) && LEADS_TO.test(text) ? undefined : condition;
  }

  private isOver(rank: number): boolean {
    return this.scopes.some((scope) => scope.rank === rank && (scope.used || scope.isLoose));
  }

  private enter(rank: number, condition: Condition | undefined, isLoose = false): void {
    if (condition) this.scopes.push({ rank, condition, used: false, isLoose });
  }

  /** Ends the scopes of this rank and those inside; those from `end` on stay. */
  private leave(rank: number, end = Number.POSITIVE_INFINITY): void {
    this.scopes = this.scopes.filter((scope) => scope.rank < rank || scope.rank >= end);
  }
}

/** Below "needed if you use one of these" a title says which one. */
const asOption = (condition: Condition): Condition =>
  condition.kind === "opaque" && condition.isBySubject ? { ...condition, kind: "option" } : condition;

/** Whether its words are a condition wherever they stand. */
const isStrict = ({ kind, isBySubject }: Condition): boolean => kind !== "unclear" && kind !== "opaque" && !isBySubject;

const STRONGEST_FIRST = ["negation", "opaque", "option", "upTo", "unclear"] as const;

/** Sentences of an introduction that are about its rows even though they don't name any. */
const NEAREST = 2;
