import { VERBS } from "../core/model/level";
import { isOfCustomize, readEntries } from "./customize";
import type { Entry } from "./entry";
import type { LinePart } from "./groups";
import { findLevels, mentionsLevels, readLevels, type Said, startsWithLevels, withVerbsOf } from "./levels";
import { DENYING, GRANTS, isName, mayNameElse, ROW_NAMED, splitAtLevels } from "./lineWords";
import { type Last, type Line, ListReader } from "./lists";
import type { NamedHere } from "./names";
import { withoutMarks } from "./notes";
import type { Page } from "./page";
import {
  announces,
  isOfOthers,
  isPurpose,
  isStepTo,
  pointsAtPicture,
  saysThis,
  sentencesOf,
  tellsByPrint,
  upToVersion,
  versionIn,
  withoutOthers,
  withoutPlace,
} from "./phrases";
import { bracketsIn } from "./rowWords";
import type { Statement } from "./statements";
import { strangersIn } from "./strangers";
import { legendIn } from "./verbs";
import { pointsAtRows } from "./wording";

/** `**Service Tickets`: the mark of a note before a name. */
const MARK_BEFORE = /^[*†‡§]{1,3}\s?(?=\p{Lu})/u;
/** Reads the lines of a page that stand in no table: headings, entries of lists, and text. */
export class LineReader {
  private last: Last | undefined;
  /** The rows that were named before sentences about them: levels alone that come next are of them, too. */
  private told: Last | undefined;
  /** The sentence before, where it names functions and says nothing of levels: `Find Opportunity.` */
  private before: string | undefined;
  private hasToldOfPictures = false;
  /** The rows whose levels stand as high as their names, a verb a line. */
  private run: Last | undefined;

  private readonly lists: ListReader;

  constructor(private readonly page: Page) {
    this.lists = new ListReader(page);
  }

  /** @param isFollowedDeeper whether the next line is an entry below this one, or the first of a list */
  read(line: Line, isFollowedDeeper: boolean): void {
    if (line.kind !== "text" || mayNameElse(line.text)) this.told = undefined;
    if (line.kind === "heading") this.last = undefined;
    if (line.kind === "heading") this.before = undefined;
    if (line.kind === "item") this.page.goTo(line.depth);
    const text = withoutPlace(line.kind === "item" ? line.text.replace(MARK_BEFORE, "") : line.text);
    const isRead =
      this.lists.read(line, text, this.last) ||
      this.readModule(line, text, isFollowedDeeper) ||
      this.page
        .partsOf(text)
        .map((part) => this.readFunctions(line, part, isFollowedDeeper))
        .includes(true) ||
      this.readRowNamed(line, text) ||
      this.readOnlyLevels(line, text, isFollowedDeeper) ||
      this.readMoreLevels(line, text) ||
      this.readUnknown(line, text) ||
      this.readSentences(line, text, isFollowedDeeper);
    const isTitle = line.kind === "heading" || (line.kind === "text" && isFollowedDeeper && isName(text));
    if (isTitle && !isRead) this.page.restart({ module: this.moduleOfTitle(text, line.line) });
    if (!isRead) this.page.findings.skip();
  }

  /** `Finance (optional)`: a module and a condition of its rows. */
  private moduleOfTitle(text: string, line: number): string | undefined {
    const start = this.page.names.moduleAtStart(text);
    return start && (isPurpose(start.rest) || this.page.scopes.aside(start.rest, line)) ? start.module : undefined;
  }

  /** What comes next isn't about the rows before it. */
  forget(): void {
    this.last = undefined;
    this.before = undefined;
    this.told = undefined;
  }

  /** `Companies`, `Companies (set to All):` */
  private readModule(line: Line, text: string, isFollowedDeeper: boolean): boolean {
    const whole = this.page.names.module(text);
    const start = whole ? undefined : this.page.names.moduleAtStart(text);
    const said = start ? readLevels(start.rest) : undefined;
    const module = whole ?? (said && start?.module);
    if (!module) return false;
    this.last = undefined;
    const around = said ? this.page.findings.wait({ said, line: line.line, text, module }) : this.page.aroundIn(module);
    if (line.kind === "item" && !isFollowedDeeper) this.page.enterFlat({ module, around, inferred: false });
    this.enter(line, { module, around });
    return true;
  }

  private enter(line: Line, place: Parameters<Page["restart"]>[0]): void {
    if (line.kind === "item") Object.assign(this.page.here, { inferred: false, customize: undefined }, place);
    else this.page.restart(place);
  }

  private readFunctions(line: Line, { text, around }: LinePart, isFollowedDeeper: boolean): boolean {
    const found = this.page.functionsAt(text);
    if (!found) return false;
    const isTitle = isFollowedDeeper && found.rest.trim() === "" && text.includes(" ");
    const isGiven = isTitle || this.page.here.around !== undefined || found.named[0]?.by !== "elsewhere";
    const says =
      readLevels(found.rest) ?? findLevels(found.rest) ?? startsWithLevels(found.rest) ?? readEntries(found.rest);
    if (!isGiven && !says) return false;
    const entries = this.openAll(found, line);
    for (const words of around) this.page.rowWords.readAround(entries, words, line.line);
    return true;
  }

  private openAll(found: NamedHere, line: Line): readonly Entry[] {
    const marks = MARK_BEFORE.test(line.text) ? withoutMarks(line.text).marks : [];
    const own = this.page.rowWords.conditionsOf(
      { words: [found.rest], marks, asides: bracketsIn(found.rest) },
      line.line,
    );
    const entries = found.named.map((named) => this.page.open(named, line.line, own));
    this.last = { entries, kind: line.kind, depth: line.kind === "item" ? line.depth : -1 };
    this.page.here.customize = undefined;
    this.page.rowWords.readNotes(entries, marks, line.line);
    this.page.rowWords.readRest(entries, found, line.line);
    return entries;
  }

  /** `In the Contacts row:`, before the steps that set its levels. */
  private readRowNamed(line: Line, text: string): boolean {
    if (!ROW_NAMED.test(text) || mentionsLevels(text)) return false;
    const [located, ...others] = this.page.locatedIn(text);
    if (!located || others.length > 0) return false;
    const entries = [this.page.openLocated(located, line.line)];
    this.last = { entries, kind: line.kind, depth: line.kind === "item" ? line.depth : -1, isOpen: true };
    this.before = undefined;
    return true;
  }

  /** `Inquire: All` by itself: about the row before, or about the rows that follow. */
  private readOnlyLevels(line: Line, text: string, isFollowedDeeper: boolean): boolean {
    const said = readLevels(text);
    if (!said) return false;
    const { last } = this;
    const isBelow = last && (line.kind === "item" ? line.depth > last.depth : last.kind !== "item");
    const isAnnouncement = text.endsWith(":") || (isFollowedDeeper && !isBelow);
    if (isAnnouncement) this.announce(line, text, said);
    else if (last && (isBelow || this.goesOn(line, last, said))) for (const entry of last.entries) entry.say(said);
    else if (!last && this.told && line.kind === "text" && Object.keys(said.levels).length > 0)
      for (const entry of this.told.entries) entry.say(said);
    else if (!last && this.before !== undefined) this.readAfter(line, this.before, text, said);
    else if (Object.keys(said.levels).length > 0) {
      this.page.findings.doNotUnderstand(line);
      for (const entry of last?.entries ?? [])
        entry.doubt(`The page has levels on line ${line.line} that may be of it, too; they aren't read.`);
    } else return false;
    return true;
  }

  /** Whether levels that stand as high as their row are its first, or of verbs that the lines since then haven't named. */
  private goesOn(line: Line, last: Last, { levels, bare, lone }: Said): boolean {
    const isFirst = !last.entries.some(({ hasLevels }) => hasLevels);
    if (isFirst) this.run = last;
    const isNext = this.run === last && line.kind === last.kind && bare.length === 0 && lone === undefined;
    const verbs = VERBS.filter((verb) => levels[verb] !== undefined);
    return isFirst || (isNext && last.entries.every((entry) => verbs.every((verb) => !entry.names(verb))));
  }

  /** `Add Level = All, for tickets of its own`: more about the row of the line before. */
  private readMoreLevels(line: Line, text: string): boolean {
    const last = this.last ?? this.told;
    if (!last || line.kind !== "text" || last.kind !== "text" || !startsWithLevels(text)) return false;
    this.page.rowWords.readWords(last.entries, text, line.line);
    return true;
  }

  private announce(line: Line, text: string, announced: Said): void {
    const { findings, here, mentions } = this.page;
    const said = withVerbsOf(line.text, announced);
    this.last = undefined;
    const named = mentions.moduleAtEnd(text);
    const around = findings.wait({ said, line: line.line, text: line.text, module: named });
    this.enter(line, { module: named ?? here.module, around });
    if (!pointsAtPicture(text) || this.hasToldOfPictures) return;
    findings.notice({ line: line.line, text: `The page may show more in a picture: ${line.text}` });
    this.hasToldOfPictures = true;
  }

  /** `Opportunity Stages: Inquire - All`, where no function is called so. */
  private readUnknown(line: Line, text: string): boolean {
    const { page } = this;
    const start = page.names.moduleAtStart(text);
    const module = start?.parted ? start.module : page.here.module;
    const name = start?.parted ? start.rest : text;
    const split = splitAtLevels(name);
    if (split && (line.kind === "item" || module || !split.said.lone)) {
      page.findings.addUnmatched(split.name, module, split.said, line.line, page.here.around);
    } else if (line.kind === "item" && page.here.around && page.here.module && isName(text)) {
      page.findings.addUnmatched(name, module, undefined, line.line, page.here.around);
    } else return false;
    this.last = undefined;
    return true;
  }

  private readSentences(line: Line, text: string, isFollowedDeeper: boolean): boolean {
    const { last } = this;
    const isBelow =
      last?.isOpen === true && (line.kind === "text" || (line.kind === "item" && line.depth >= last.depth));
    const isContinued = line.kind === "text" && last?.kind === "text" && !text.endsWith(":");
    const before = last ?? this.told;
    if (before && saysThis(text)) {
      this.page.rowWords.limit(before.entries, text, line.line);
      this.page.rowWords.readWords(before.entries, text, line.line);
      return true;
    }
    if (!isBelow && (!isContinued || last.entries.some(({ hasLevels }) => hasLevels))) {
      if (last) this.told = last;
      this.last = undefined;
    }
    if (text.endsWith(":")) this.told = undefined;
    const sentences = sentencesOf(text);
    const read = sentences.map((sentence) => {
      const isRead = this.readSentence(line, sentence);
      if (!mentionsLevels(sentence) && this.page.isMentioned(sentence)) this.before = sentence;
      return isRead;
    });
    const end = sentences.at(-1) ?? "";
    if (!mentionsLevels(end) && end !== this.before) this.before = undefined;
    const module = announces(text) || isFollowedDeeper ? this.page.mentions.moduleAtEnd(text) : undefined;
    if (text.endsWith(":") && !read.includes(true) && line.kind !== "item") this.page.restart({ module });
    else if (module && !read.includes(true)) this.enter(line, { module });
    return read.includes(true);
  }

  private readSentence(line: Line, sentence: string): boolean {
    const { page } = this;
    if (isOfOthers(sentence) || legendIn(sentence)) return false;
    if (tellsByPrint(sentence))
      page.findings.notice({ line: line.line, text: `The page tells rows apart by their print: ${sentence}` });
    if (isOfCustomize(sentence)) {
      this.lists.readSentence(line, sentence, this.last);
      return true;
    }
    const said = findLevels(withoutOthers(sentence));
    const [name, ...others] = said ? page.mentions.functionsIn(sentence, page.here.module) : [];
    if (versionIn(sentence)) return this.readVersion(line, sentence);
    if (DENYING.test(sentence) && !mentionsLevels(sentence) && !pointsAtRows(sentence)) return this.deny(sentence);
    const statements = page.statementsIn(sentence) ?? [];
    const isOne = said !== undefined && name !== undefined && others.length === 0;
    const hasStrangers = statements.some(({ names }) => strangersIn(sentence, names, page.names).length > 0);
    if (statements.flatMap((statement) => statement.names).length > (isOne && !hasStrangers ? 1 : 0)) {
      for (const statement of statements) this.readStatement(line, sentence, statement);
    } else if (isOne) {
      const entry = page.findings.entry(name, line.line, undefined);
      page.rowWords.readCondition(entry, sentence, line.line);
      page.rowWords.readWords([entry], sentence, line.line);
    } else if (said && !name && announces(sentence)) this.announce(line, sentence, said);
    else if (said && !name && this.before !== undefined && !this.last?.isOpen)
      this.readAfter(line, this.before, sentence, said);
    else if (this.last && (said || this.last.entries.every(({ isBare }) => isBare)))
      page.rowWords.readWords(this.last.entries, sentence, line.line);
    else if (said || mentionsLevels(sentence) || (GRANTS.test(sentence) && page.isMentioned(sentence)))
      page.findings.doNotUnderstand({ line: line.line, text: sentence });
    else return false;
    return true;
  }

  /** `Don't grant anything on Security`: a no rules out what it names, and nothing else. */
  private deny(sentence: string): boolean {
    const named = this.page.mentions.named(sentence, this.page.here.module);
    for (const name of named) this.page.findings.deny(name, sentence);
    return named.length > 0;
  }

  /** `Find Opportunity. Change Add Level to All.`: levels of the one function that a step before leads to. */
  private readAfter({ line }: Line, before: string, sentence: string, said: Said): void {
    const { page } = this;
    const text = `${before} ${sentence}`;
    const [located, ...others] = isStepTo(before) ? page.locatedIn(before) : [];
    if (!located || others.length > 0) page.findings.doNotUnderstand({ line, text });
    else page.rowWords.readStatement(page.openLocated(located, line), text, said, line);
  }

  /** `Grant Companies > Contacts (Inquire: All) and Sales > Opportunity (Edit: All).` */
  private readStatement({ line }: Line, sentence: string, { names, said }: Statement): void {
    for (const located of names)
      this.page.rowWords.readStatement(this.page.openLocated(located, line), sentence, said, line);
    for (const { text, beside } of strangersIn(sentence, names, this.page.names))
      this.page.findings.addUnmatched(text, beside.module, said, line);
  }

  /** `On 2019.2 or older, only Finance: Accounting Interface is required, set to All for all levels.` */
  private readVersion(line: Line, sentence: string): boolean {
    const { findings, mentions } = this.page;
    const upTo = upToVersion(sentence);
    const said = findLevels(sentence);
    const [name, ...others] = mentions.functionsIn(sentence);
    if (upTo && said && name && others.length === 0 && /\bonly\b/i.test(sentence)) {
      findings.addVariant(upTo, name, said, line.line);
      return true;
    }
    findings.notice({ line: line.line, text: `The page speaks of a version: ${sentence}` });
    if (said && !name && announces(sentence)) this.announce(line, sentence, said);
    else if (line.kind === "heading") this.page.restart({});
    return true;
  }
}
