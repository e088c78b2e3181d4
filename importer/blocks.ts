/** What every reader turns an article into: its blocks in their order, without markup. */
export type Block = Heading | Row | Item | Paragraph;

interface Placed {
  /** 1-based, in the article's file. */
  readonly line: number;
}

export interface Heading extends Placed {
  readonly kind: "heading";
  /** 1 to 6 as in HTML; 7 for a line that only its print makes one. */
  readonly depth: number;
  /** Whether it is of a box beside the article, or of the site around it: it stands above nothing. */
  readonly isAside?: true;
  readonly text: string;
}

/** A table's row. A cell over several columns fills the first of them; one over several rows is repeated in each. */
export interface Row extends Placed {
  readonly kind: "row";
  /** Rows of one table have one number. */
  readonly table: number;
  /** A cell's own lines are parted by `\n`. */
  readonly cells: readonly string[];
  /** Whether the columns had to be told apart by white space: a blank cell doesn't show in that. */
  readonly bySpaces?: true;
}

/** An entry of a list; `depth` only tells which of two stands deeper. */
export interface Item extends Placed {
  readonly kind: "item";
  readonly depth: number;
  readonly text: string;
}

export interface Paragraph extends Placed {
  readonly kind: "text";
  /** Of the list's entry that it stands in; missing outside of lists. */
  readonly depth?: number;
  /** Whether it is the title of the table that follows. */
  readonly isCaption?: true;
  readonly text: string;
}

/** A picture that stands by itself. */
export interface Picture extends Placed {
  /** What describes it, or its file's name. */
  readonly text: string;
  /** How many blocks stand before it. */
  readonly after: number;
}

/** An article as its reader sees it. */
export interface Article {
  /** Missing where the format has none. */
  readonly title?: string;
  /** The page's own address, where it names one. */
  readonly url?: string;
  /** Whether it is text, whose tables may have lost their blank cells on the way. */
  readonly isCopied?: true;
  /** Missing where the format has none. */
  readonly pictures?: readonly Picture[];
  /** What its format can hold and its reader can't read, a sentence each. */
  readonly gaps?: readonly string[];
  readonly blocks: readonly Block[];
}

/** What a picture or an icon becomes that nothing describes. */
export const PICTURE = "[picture]";

/** One line of plain text: no invisible characters, one kind of space. */
export const clean = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();

/** `Contacts New!`: a name without what calls for attention behind it. */
export const withoutNews = (text: string): string =>
  text.replace(/\s+[([]?(?:new|updated)(?:!|(?<=[([]\w+)(?=[)\]]))[)\]]?$/i, "");

export const textOf = (block: Block): string => (block.kind === "row" ? block.cells.join(" | ") : block.text);

/** Several pages of text in one line: a whole article that lost its lines. */
const LONGEST = 5_000;

/** Whether a block is told and left. */
export const isTooLong = (block: Block): boolean => textOf(block).length > LONGEST;
