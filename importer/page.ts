import { withoutNews } from "./blocks";
import { type Condition, isDenial, isRoleChoice } from "./conditions";
import { findEntries, readEntries, splitCustomize } from "./customize";
import type { Entry } from "./entry";
import type { Around, Findings } from "./findings";
import { groupsIn, type LinePart } from "./groups";
import { findLevels, mentionsLevels, readLevels, type Said, startsWithLevels, withoutNone } from "./levels";
import type { Located, Mentions } from "./mentions";
import type { Named, Names } from "./names";
import type { Notes } from "./notes";
import { isForeign, isPurpose, isQualified, sentencesOf, trimmed } from "./phrases";
import type { Scopes } from "./scopes";
import { isSeparate, MARK_BEFORE_VERB } from "./separate";
import { type Statement, statementsIn } from "./statements";
import type { Need } from "./tables";
import { isTitleLike } from "./wording";

/** What holds where the reader stands in the page. */
export interface Place {
  /** Of the list's entry; below 0 outside of lists. */
  readonly depth: number;
  module?: string | undefined;
  /** Whether the module was found by a function's name and not named itself. */
  inferred?: boolean;
  around?: Around | undefined;
  /** The row whose Customize list the texts here are about. */
  customize?: Entry | undefined;
}

/** The functions that a line begins with, and the rest of it. */
export interface NamedHere {
  readonly named: readonly Named[];
  readonly prefix: string;
  readonly rest: string;
}

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

/** A page while it is read: where the reader stands, and what was found. */
export class Page {
  private places: Place[] = [{ depth: -1 }];

  constructor(
    readonly names: Names,
    readonly mentions: Mentions,
    readonly findings: Findings,
    readonly scopes: Scopes,
    private readonly notes: Notes,
    /** Whether the page names modules anywhere: a function without one is then doubtful. */
    private readonly namesModules: boolean,
  ) {}

  get here(): Place {
    return this.places.at(-1) as Place;
  }

  /** Sets what holds for the entries of a list that follow, as high as this one. */
  enterFlat(place: Omit<Place, "depth">): void {
    for (const around of this.places.slice(-2)) Object.assign(around, place);
  }

  /** A new part of the page. */
  restart(place: Omit<Place, "depth">): void {
    this.places = [{ depth: -1, ...place }];
  }

  /** What was said of all rows, as far as it holds in a module. */
  aroundIn(module: string | undefined): Around | undefined {
    const { around } = this.here;
    return around?.module === undefined || around.module === module ? around : undefined;
  }

  /** Goes to an entry of a list, whatever was said in entries that aren't around it left behind. */
  goTo(depth: number): void {
    while (this.here.depth >= depth) this.places.pop();
    this.places.push({ ...this.here, depth });
  }

  /** Whether a line is a module's title, or names functions. */
  isNamed(text: string): boolean {
    const { names } = this;
    if (names.module(text) || this.functionsAt(text) || names.functionsNamed(text).length > 0) return true;
    const start = names.moduleAtStart(text);
    return start !== undefined && (readLevels(start.rest) !== undefined || (start.parted && isPurpose(start.rest)));
  }

  /** `Contacts, Notes and Reports: All`: one function or several, in the order of the text. */
  functionsAt(text: string): NamedHere | undefined {
    const listed = this.names.listAtStart(text);
    const [{ rest: after } = { rest: "" }] = listed;
    if (listed.length > 0 && isSeparate(after))
      return { named: listed, rest: after, prefix: text.slice(0, text.length - after.length) };
    const first = this.names.start(withoutNews(text), this.here.module);
    if (!first) return undefined;
    const named = [first];
    let { rest } = first;
    for (let next = this.following(rest, first); next; next = this.following(rest, first)) {
      named.push(next);
      rest = next.rest;
    }
    return isSeparate(rest) ? { named, rest, prefix: text.slice(0, text.length - rest.length) } : undefined;
  }

  /** `Contacts (Inquire: All), Notes (Add: My)`: the functions of one line that have levels of their own. */
  partsOf(text: string): LinePart[] {
    const groups = groupsIn(text, this.names);
    if (groups.length > 0) return groups;
    const [first = "", ...others] = withoutLone(text.split(/(?<=\))\s*[,;]\s*(?:and\s+)?|\s*;\s*/));
    const module = this.functionsAt(first)?.named[0]?.name.module;
    const isNamed = (part: string) => this.names.start(part, module)?.by === "context";
    const parts = module && others.every(isNamed) ? [first, ...others.map((part) => `${module} > ${part}`)] : [text];
    return parts.map((part) => ({ text: part, around: [] }));
  }

  private following(rest: string, { name }: Named): Named | undefined {
    const [comma] = /^\s*(?:,\s*(?:and\s+)?|;\s*|[&/]\s*|and\s+|as well as\s+)/.exec(rest) ?? [];
    const next = comma === undefined ? undefined : this.names.start(rest.slice(comma.length), name.module);
    return next?.by === "context" ? next : undefined;
  }

  /** See {@link statementsIn}; names that stand alone are taken for those of the module that the page names around the sentence. */
  statementsIn(sentence: string): Statement[] | undefined {
    return statementsIn(sentence, this.mentions, this.moduleHere);
  }

  /** The functions that a sentence names; names that stand alone are taken as in {@link statementsIn}. */
  locatedIn(sentence: string): readonly Located[] {
    return this.mentions.located(sentence, this.moduleHere);
  }

  /** Whether a sentence names a function, even by a word that may be meant otherwise. */
  isMentioned(sentence: string): boolean {
    return this.mentions.isMentioned(sentence) || this.locatedIn(sentence).length > 0;
  }

  private get moduleHere(): string | undefined {
    return this.here.inferred ? undefined : this.here.module;
  }

  /** The entry of a function that a sentence names. */
  openLocated({ name, by }: Located, line: number): Entry {
    const entry = this.findings.entry(name, line, this.aroundIn(name.module));
    if (by === "elsewhere" && !this.namesModules) this.findings.notice(WITHOUT_MODULES);
    else if (by === "elsewhere") entry.doubt(`The page names no module for it; only ${name.module} has one.`);
    return entry;
  }

  /** The function's entry. From a name that only one module has, the reader learns in which module's part of the page it is. */
  open({ name, by }: Named, line: number, own: readonly Condition[] = []): Entry {
    const { here } = this;
    const entry = this.findings.entry(name, line, here.around, own);
    if (by === "joined") Object.assign(here, { module: name.module, inferred: false });
    if (by === "elsewhere" && !this.namesModules) this.findings.notice(WITHOUT_MODULES);
    else if (by === "elsewhere") {
      const place = here.module
        ? `It stands under ${here.module}, which has none of that name`
        : "The page names no module for it";
      entry.doubt(`${place}; only ${name.module} has one.`);
    }
    if (by === "elsewhere") {
      for (const around of here.depth < 0 ? [here] : this.places.slice(-2))
        Object.assign(around, { module: name.module, inferred: true });
    }
    if (by === "context" && here.inferred && this.names.functionsNamed(name.function).length > 1)
      entry.doubt(`The page doesn't say which module it belongs to; it stands among functions of ${name.module}.`);
    return entry;
  }

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
    else if (withoutEdges(text) === "") this.here.customize = entry;
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

/** `Notes: Add (All), Inquire (All)`: levels alone belong to the part before. */
function withoutLone(parts: readonly string[]): string[] {
  const whole: string[] = [];
  for (const part of parts) {
    const last = readLevels(part) ? whole.pop() : undefined;
    whole.push(last === undefined ? part : `${last}, ${part}`);
  }
  return whole;
}

const withoutEdges = (text: string): string => trimmed(text, /[\s:;,|=\p{Dash}]/u);

const WITHOUT_MODULES = {
  line: 1,
  text: "The page names no modules; each function is read under the only one that has a function of that name",
};
