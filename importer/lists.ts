import type { Heading, Item, Paragraph } from "./blocks";
import { announcesEntries, findEntries, isDisallowed, isOfCustomize, isOfTableSetup, readEntries } from "./customize";
import type { Entry } from "./entry";
import { TABLE_SETUP } from "./entryTables";
import { mentionsLevels, verbsOfAccess } from "./levels";
import type { Page } from "./page";
import { isQualified, sentencesOf } from "./phrases";

export type Line = Heading | Item | Paragraph;

/** The rows that the line before named: what comes next may be about them. */
export interface Last {
  readonly entries: readonly Entry[];
  readonly kind: Line["kind"];
  readonly depth: number;
  /** Whether steps that follow set its levels. */
  readonly isOpen?: true;
}

/** What is told of a sentence. */
const LONGEST = 200;

/** Reads what lines say of Customize lists. */
export class ListReader {
  constructor(private readonly page: Page) {}

  /** @param last the rows that the line before named */
  read(line: Line, written: string, last: Last | undefined): boolean {
    const { here, names } = this.page;
    const [box] = /^\[[ xX✓✔]\]\s+/.exec(written) ?? [];
    const text = written.slice(box?.length ?? 0);
    const isBelow = line.kind === "item" && last !== undefined && line.depth > last.depth;
    const entry = here.customize ?? (isBelow && !names.start(text, here.module) ? last?.entries[0] : undefined);
    const allowed = entry && line.kind !== "heading" ? readEntries(text) : undefined;
    if (isRestriction(text)) this.tellRestriction(line, text);
    const isAnnounced = announcesEntries(text) && !mentionsLevels(text);
    const listed =
      isAnnounced && isOfTableSetup(text)
        ? this.tableSetup(line)[0]
        : (here.customize ?? last?.entries[0] ?? this.known()[0]);
    if (allowed && box && /^\[ \]/.test(box)) return true;
    if (isAnnounced && listed) this.announceEntries(line, text, listed);
    else if (isOfCustomize(text) && !namesLevels(text) && !this.isRow(text)) this.readSentence(line, text, last);
    else if (allowed) entry?.allow(allowed);
    else if (line.kind === "item" && this.isStrayEntry(text))
      this.page.findings.doNotUnderstand({ line: line.line, text });
    else return false;
    return true;
  }

  /** Whether a text is the row of a function and not a sentence about its list: while none is known, it may be the list's own. */
  private isRow(text: string): boolean {
    const { names, here } = this.page;
    return this.known().length === 0 && names.start(text, here.module) !== undefined;
  }

  /** Whether a text is an entry of a list, and nothing said whose: Table Setup may be open for it alone. */
  private isStrayEntry(text: string): boolean {
    return this.known().length > 0 && readEntries(text) !== undefined && this.page.functionsAt(text) === undefined;
  }

  /** A list that is to be cut down to entries which the text doesn't name. */
  private tellRestriction(line: Line, text: string): void {
    this.page.findings.notice({
      line: line.line,
      text: `The page restricts a Customize list to entries that couldn't be read: ${text.slice(0, LONGEST)}`,
    });
  }

  private announceEntries(line: Line, text: string, entry: Entry): void {
    if (line.kind === "item") this.page.enterFlat({ customize: entry });
    else this.page.here.customize = entry;
    if (isQualified(text)) entry.doubt(`The page qualifies its Customize list on line ${line.line}.`);
  }

  /** `Click Customize and allow access to Service / Service Board only.` */
  readSentence(line: Line, text: string, last: Last | undefined): void {
    const isTableSetup = ({ name }: Entry) => name.function === TABLE_SETUP;
    const before = last?.entries.filter(isTableSetup) ?? [];
    if (isDisallowed(text)) {
      this.page.findings.doNotUnderstand({ line: line.line, text });
      return;
    }
    const entries = before.length > 0 ? before : this.tableSetup(line);
    for (const entry of entries) {
      entry.allow(findEntries(text));
      entry.doubt(`Its Customize entries are taken from a sentence on line ${line.line}: “${text.slice(0, LONGEST)}”`);
    }
  }

  /** The rows of Table Setup; where the page hasn't named it yet, one without levels. */
  private tableSetup({ line }: Line): Entry[] {
    const { findings, names } = this.page;
    const known = this.known();
    const named = names.functionsNamed(TABLE_SETUP);
    return known.length > 0 ? known : named.map((name) => findings.entry(name, line, undefined));
  }

  private known(): Entry[] {
    const { findings, names } = this.page;
    return names.functionsNamed(TABLE_SETUP).flatMap((name) => findings.known(name));
  }
}

/** `Remove all but the specified entries`, with no entry in it. */
const isRestriction = (text: string): boolean =>
  /\b(?:all|everything|every entry|any)\b[^.;]{0,20}\b(?:but|except|other than|apart from)\b/i.test(text) &&
  /\b(?:customi[sz]\w*|table setup)\b/i.test(text) &&
  findEntries(text).length === 0;

/** Whether a sentence of a text says more than which entries a list has. */
const namesLevels = (text: string): boolean =>
  sentencesOf(text).some((sentence) => !isOfCustomize(sentence) && verbsOfAccess(sentence) !== undefined);
