import { type Condition, isDenial, isRoleChoice } from "./conditions";
import { findEntries, readEntries, splitCustomize } from "./customize";
import type { Entry } from "./entry";
import type { Findings } from "./findings";
import { findLevels, mentionsLevels, readLevels, type Said, startsWithLevels, withoutNone } from "./levels";
import type { NamedHere } from "./names";
import type { Notes } from "./notes";
import { isForeign, isQualified, sentencesOf, trimmed } from "./phrases";
import type { Scopes } from "./scopes";
import { MARK_BEFORE_VERB } from "./separate";
import type { Need } from "./tables";
import { isTitleLike } from "./wording";

/** What a row says besides its name and levels. */
export interface OwnWords {
  readonly words: readonly string[];
  readonly marks: readonly string[];
  readonly asides: readonly Need[];
}

const SIGN = /^\s*[*†‡§]{1,3}\s*/u;

const isOfSome = ({ kind }: Condition): boolean => kind === "option" || kind === "upTo";

/** `Contacts (only for billing): All`: the words in brackets after a name, that aren't levels. */
export function bracketsIn(rest: string): Need[] {
  const [, inBrackets] =
    /^\s*[([]([^()[\]]+)[)\]]/.exec(splitCustomize(rest.replace(MARK_BEFORE_VERB, " ")).before) ?? [];
  return inBrackets && !readLevels(inBrackets) ? [{ text: inBrackets, isOfNeed: false }] : [];
}

/** Reads what is said of rows, in them and around them: for whom they are, that nobody needs them, levels, Customize entries, reasons. */
export class RowWords {
  constructor(
    private readonly findings: Findings,
    private readonly scopes: Scopes,
    private readonly notes: Notes,
    private readonly here: () => { customize?: Entry | undefined },
  ) {}

  /** What makes a row one for some only: what it says in brackets, beside its levels, or in notes that it has marks of. */
  conditionsOf({ words, marks, asides }: OwnWords, line: number): readonly Condition[] {
    const notes = [...new Set(marks)].flatMap((mark) => this.notes.find(mark, line) ?? []);
    const found = [
      ...words.flatMap(sentencesOf).flatMap((sentence) => this.ownCondition(sentence, line) ?? []),
      ...notes.filter(({ text }) => !/\bcustomi[sz]/i.test(text)).flatMap((note) => this.ofNote(note.text, note.line)),
      ...asides.flatMap((aside) => this.ofAside(aside, line)),
    ];
    return found.map((condition) => ({ ...condition, isOwn: true }));
  }

  /** What a sentence among a row's words makes of it; after a sign, `* For billing`, it is read as a note's. */
  private ownCondition(sentence: string, line: number): readonly Condition[] {
    if (SIGN.test(sentence)) return this.ofNote(sentence.replace(SIGN, ""), line);
    if (readLevels(sentence) || !isQualified(sentence) || isRoleChoice(sentence)) return [];
    const condition = this.scopes.said(sentence, line);
    return condition && !condition.isBySubject && isOfSome(condition) ? [condition] : [];
  }

  /** A note is of its row alone: short ones are read as titles are. */
  private ofNote(text: string, line: number): readonly Condition[] {
    const words = trimmed(text, /[\s.]/);
    const condition = isTitleLike(words) ? this.scopes.titled(words, line) : this.scopes.said(words, line);
    return this.narrowed(condition, words, line);
  }

  private ofAside({ text, words = text, isOfNeed }: Need, line: number): readonly Condition[] {
    const condition = this.scopes.aside(text, line);
    if (isOfNeed) return condition && isOfSome(condition) ? [{ ...condition, words }] : [];
    return this.narrowed(condition, words, line);
  }

  /** What may be said of some only is taken for an option; of a no nothing is granted. */
  private narrowed(condition: Condition | undefined, words: string, line: number): readonly Condition[] {
    if (condition?.kind === "negation") return [{ ...condition, words, kind: "opaque" }];
    if (!condition) return isQualified(words) ? [{ kind: "option", words, line, subject: [] }] : [];
    return [{ ...condition, words, kind: condition.kind === "unclear" ? "option" : condition.kind }];
  }

  /** `This permission is only needed if …`, below the row that it is of. */
  limit(entries: readonly Entry[], text: string, line: number): void {
    for (const condition of this.conditionsOf({ words: [text], marks: [], asides: [] }, line))
      for (const entry of entries) this.findings.limit(entry, condition);
  }

  /** Reads what a line says after the names of functions. */
  readRest(entries: readonly Entry[], { prefix, rest }: NamedHere, line: number): void {
    const { before, after } = splitCustomize(rest.replace(MARK_BEFORE_VERB, " "));
    for (const aside of bracketsIn(rest)) this.readAside(entries, aside, line);
    const isAboutList = after !== undefined || /customi[sz]/i.test(prefix);
    const left = isAboutList ? this.readList(entries[0], after ?? before) : "";
    const parts = after === undefined && isAboutList ? [left] : [before, left];
    for (const part of parts) this.readWords(entries, withoutEdges(part), line);
  }

  /** What the notes say of rows that the page has marks on. */
  readNotes(entries: readonly Entry[], marks: readonly string[], line: number): void {
    for (const mark of new Set(marks)) {
      const note = this.notes.find(mark, line);
      for (const entry of entries)
        if (note) this.readNote(entry, note.text, note.line);
        else entry.doubt(`The page has a footnote on it, on line ${line}.`);
    }
  }

  private readNote(entry: Entry, text: string, line: number): void {
    const condition = this.scopes.said(text, line);
    const allowed = entry.name.function === "Table Setup" ? findEntries(text) : [];
    const isOfCustomize = /\bcustomi[sz]/i.test(text);
    entry.explain(text);
    entry.allow(allowed);
    if (allowed.length > 0) entry.doubt(`Its Customize entries are taken from a note on line ${line}.`);
    else if (condition?.kind === "negation") entry.deny(text);
    else if (!isOfCustomize && (condition || isQualified(text)))
      if (!entry.isQuoted(text)) entry.doubt(`The page says of it in a note on line ${line}: “${text}”`);
  }

  /** What words beside rows make of them: for whom they are, or that nobody needs them. */
  readAside(entries: readonly Entry[], { text, words = text, isOfNeed }: Need, line: number): void {
    const condition = this.scopes.aside(text, line);
    for (const entry of condition ? entries : [])
      if (condition?.kind === "negation") entry.deny(words);
      else if (condition?.kind === "opaque" && isOfNeed)
        entry.withhold(`The page says “${words}” of it, which may be yes or no; it isn't granted.`);
      else entry.doubt(`The page says “${words}” of it.`);
  }

  /** `When you use quotes, set Sales > Opportunity to All …`: what a sentence makes of the row that it names. */
  readCondition(entry: Entry, sentence: string, line: number): void {
    const condition = this.scopes.said(sentence.replaceAll(entry.name.function, ""), line);
    if (condition && condition.kind !== "unclear" && !(condition.kind === "opaque" && condition.isBySubject))
      entry.doubt(`The page qualifies it on line ${line}.`);
  }

  /** `and, for billing customers only, Finance (…)`: what a sentence says around the rows that it has in brackets. */
  readAround(entries: readonly Entry[], words: string, line: number): void {
    const condition = this.scopes.said(words, line);
    if (!condition || condition.kind === "unclear" || (condition.kind === "opaque" && condition.isBySubject)) return;
    for (const entry of entries)
      if (condition.kind === "negation") entry.deny(words);
      else if (condition.kind === "opaque")
        entry.withhold(`The page says “${words}” of it, which may be yes or no; it isn't granted.`);
      else entry.doubt(`The page says “${words}” of it.`);
  }

  /** What a sentence says of a row that it names beside others. */
  readStatement(entry: Entry, written: string, said: Said, line: number): void {
    entry.say(said);
    entry.explain(written);
    const sentence = withoutNone(written);
    if (isDenial(sentence)) entry.deny(sentence);
    else if (isQualified(sentence) && !isRoleChoice(sentence)) entry.doubt(`The page qualifies it on line ${line}.`);
    this.readCondition(entry, sentence, line);
  }

  /** Reads the entries of a Customize list; hands back a text that is something else. */
  private readList(entry: Entry | undefined, text: string): string {
    const allowed = readEntries(text);
    if (allowed) entry?.allow(allowed);
    else if (withoutEdges(text) === "") this.here().customize = entry;
    return allowed ? "" : text;
  }

  /** Levels, Customize entries and reasons of rows, in a text about them. */
  readWords(entries: readonly Entry[], text: string, line: number): void {
    const whole = readLevels(text);
    for (const sentence of whole ? [text] : sentencesOf(text)) {
      const said = whole ?? readLevels(sentence) ?? findLevels(sentence) ?? startsWithLevels(sentence);
      for (const entry of entries) readSentence(entry, sentence, said, line);
      if (!said && mentionsLevels(sentence)) this.findings.doNotUnderstand({ line, text: sentence });
    }
  }
}

function readSentence(entry: Entry, sentence: string, said: Said | undefined, line: number): void {
  if (said) entry.say(said);
  if (!said || !readLevels(sentence)) entry.explain(sentence);
  if (!said && mentionsLevels(sentence))
    entry.doubt(`What the page says of its levels on line ${line} couldn't be read.`);
  if (!readLevels(sentence) && isDenial(sentence)) entry.deny(sentence);
  else if ((isQualified(sentence) && !isRoleChoice(sentence)) || (!said && !entry.hasLevels && isForeign(sentence))) {
    if (!entry.isQuoted(sentence)) entry.doubt(`The page qualifies it on line ${line}.`);
  }
  const allowed = entry.name.function === "Table Setup" ? findEntries(sentence) : [];
  entry.allow(allowed);
  if (allowed.length > 0) entry.doubt(`Its Customize entries are taken from a sentence on line ${line}.`);
}

const withoutEdges = (text: string): string => trimmed(text, /[\s:;,|=\p{Dash}]/u);
