import { withoutNews } from "./blocks";
import type { Condition } from "./conditions";
import type { Entry } from "./entry";
import type { Around, Findings } from "./findings";
import { groupsIn, type LinePart } from "./groups";
import { readLevels } from "./levels";
import type { Located, Mentions } from "./mentions";
import type { Named, NamedHere, Names } from "./names";
import type { Notes } from "./notes";
import { isPurpose } from "./phrases";
import { RowWords } from "./rowWords";
import type { Scopes } from "./scopes";
import { isSeparate } from "./separate";
import { type Statement, statementsIn } from "./statements";

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

/** A page while it is read: where the reader stands, and what was found. */
export class Page {
  private places: Place[] = [{ depth: -1 }];

  /** What is said of rows, besides their names. */
  readonly rowWords: RowWords;

  constructor(
    readonly names: Names,
    readonly mentions: Mentions,
    readonly findings: Findings,
    readonly scopes: Scopes,
    notes: Notes,
    /** Whether the page names modules anywhere: a function without one is then doubtful. */
    private readonly namesModules: boolean,
  ) {
    this.rowWords = new RowWords(findings, scopes, notes, () => this.here);
  }

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

const WITHOUT_MODULES = {
  line: 1,
  text: "The page names no modules; each function is read under the only one that has a function of that name",
};
