import type { Heading, Item, Paragraph } from "./blocks";
import { announcesEntries, findEntries, isOfCustomize, isOfList, readEntries } from "./customize";
import type { Entry } from "./entry";
import { verbsOfAccess } from "./levels";
import type { Page } from "./page";
import { isQualified, sentencesOf } from "./phrases";

export type Line = Heading | Item | Paragraph;

/** The rows that the line before named: what comes next may be about them. */
export interface Last {
  readonly entries: readonly Entry[];
  readonly kind: Line["kind"];
  readonly depth: number;
}

/** The function whose Customize list has entries that are called `Table / Entry`. */
const TABLE_SETUP = "Table Setup";

/** Reads what lines say of Customize lists. */
export class ListReader {
  constructor(private readonly page: Page) {}

  /** @param last the rows that the line before named */
  read(line: Line, text: string, last: Last | undefined): boolean {
    const { here, names } = this.page;
    const isBelow = line.kind === "item" && last !== undefined && line.depth > last.depth;
    const entry = here.customize ?? (isBelow && !names.start(text, here.module) ? last?.entries[0] : undefined);
    const allowed = entry && line.kind !== "heading" ? readEntries(text) : undefined;
    const listed = isOfList(text) ? this.tableSetup()[0] : (here.customize ?? last?.entries[0]);
    if (announcesEntries(text) && listed) this.announceEntries(line, text, listed);
    else if (isOfCustomize(text) && !namesLevels(text) && this.readSentence(line, text, last)) return true;
    else if (allowed) entry?.allow(allowed);
    else return false;
    return true;
  }

  private announceEntries(line: Line, text: string, entry: Entry): void {
    if (line.kind === "item") this.page.enterFlat({ customize: entry });
    else this.page.here.customize = entry;
    if (isQualified(text)) entry.doubt(`The page qualifies its Customize list on line ${line.line}.`);
  }

  /** `Click Customize and allow access to Service / Service Board only.` */
  readSentence(line: Line, text: string, last: Last | undefined): boolean {
    const isTableSetup = ({ name }: Entry) => name.function === TABLE_SETUP;
    const before = last?.entries.filter(isTableSetup) ?? [];
    const entries = before.length > 0 ? before : this.tableSetup();
    for (const entry of entries) {
      entry.allow(findEntries(text));
      entry.doubt(`Its Customize entries are taken from a sentence on line ${line.line}.`);
    }
    return entries.length > 0;
  }

  private tableSetup(): Entry[] {
    const { findings, names } = this.page;
    return names.functionsNamed(TABLE_SETUP).flatMap((name) => findings.known(name));
  }
}

/** Whether a sentence of a text says more than which entries a list has. */
const namesLevels = (text: string): boolean =>
  sentencesOf(text).some((sentence) => !isOfCustomize(sentence) && verbsOfAccess(sentence) !== undefined);
