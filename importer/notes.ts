import { type Block, textOf } from "./blocks";

/** A note that a mark in the page stands for: `* only where teams are used`. */
export interface Note {
  readonly mark: string;
  readonly text: string;
  readonly line: number;
}

/** A text without the marks of notes in it: `Table Setup*`, `All († see below)`, `Contacts (1)`. */
export interface Marked {
  readonly text: string;
  readonly marks: readonly string[];
}

const SIGN = "[*†‡§]{1,3}";
/** `(* See Below)`, `[1]`, and a sign at a word's end, or before a name. */
const MARK = new RegExp(
  String.raw`\s*[(\[]\s*(?<far>${SIGN}|\d{1,2})\s*(?:see (?:the )?(?:notes?|below|above|footnotes?)(?: below)?)?\s*[)\]]|(?<=[\p{L}\p{N})])\s*(?<near>${SIGN})(?=$|[\s:,;|)])|(?<=(?:^|[\n|)])\s{0,3})(?<before>${SIGN})\s{0,2}(?=\p{Lu})`,
  "giu",
);
const NOTE = new RegExp(
  String.raw`^\s*(?:(?<sign>${SIGN})|[(\[](?<number>\d{1,2}|${SIGN})[)\]])\s*(?<text>\S.{8,})(?<!:)$`,
  "su",
);

export function withoutMarks(text: string): Marked {
  const marks = [...text.matchAll(MARK)].map(({ groups }) => groups?.far ?? groups?.near ?? groups?.before ?? "");
  return marks.length === 0 ? { text, marks } : { text: text.replace(MARK, "").trim(), marks };
}

/** The notes of a page whose marks stand somewhere else in it. */
export class Notes {
  private readonly notes = new Map<Block, Note>();

  constructor(blocks: readonly Block[]) {
    const used = new Set(blocks.flatMap((block) => withoutMarks(textOf(block).replace(NOTE, "")).marks));
    for (const block of blocks) {
      const note = noteIn(block);
      if (note && used.has(note.mark)) this.notes.set(block, note);
    }
  }

  isNote(block: Block): boolean {
    return this.notes.has(block);
  }

  /** The note that a mark on a line stands for: the first below it, else the last above. */
  find(mark: string, line: number): Note | undefined {
    const all = [...this.notes.values()].filter((note) => note.mark === mark);
    return all.find((note) => note.line >= line) ?? all.at(-1);
  }
}

function noteIn(block: Block): Note | undefined {
  if (block.kind === "heading") return undefined;
  const filled = block.kind === "row" ? block.cells.filter((cell) => cell !== "") : [block.text];
  const groups = filled.length === 1 ? NOTE.exec(filled[0] ?? "")?.groups : undefined;
  const mark = groups?.sign ?? groups?.number;
  return mark && groups?.text ? { mark, text: groups.text, line: block.line } : undefined;
}

/** `Time Entry1` and `1 Only with time sync`: raised digits that a copy set beside the words, in brackets again. */
export function withMarksApart(blocks: readonly Block[]): readonly Block[] {
  const digits = new Set(blocks.flatMap((block) => (block.kind === "text" && GLUED_NOTE.exec(block.text)?.[1]) || []));
  const used = new Set(
    [...digits].filter((digit) =>
      blocks.some((block) => block.kind === "row" && block.cells.some((cell) => GLUED.exec(cell)?.[1] === digit)),
    ),
  );
  if (used.size === 0) return blocks;
  const apart = (cell: string) => cell.replace(GLUED, (all, digit: string) => (used.has(digit) ? ` (${digit})` : all));
  return blocks.map((block) => {
    if (block.kind === "row") return { ...block, cells: block.cells.map(apart) };
    const digit = block.kind === "text" ? GLUED_NOTE.exec(block.text)?.[1] : undefined;
    return digit && used.has(digit) ? { ...block, text: block.text.replace(digit, `(${digit})`) } : block;
  });
}

const GLUED = /(?<=\p{Ll})(\d)$/u;
const GLUED_NOTE = /^(\d)\s+(?=\p{Lu}.{8,}[^:]$)/u;
