import { rowsOf } from "../core/model/permission";
import type { FunctionName } from "../core/model/role";
import { otherNames } from "../core/profile/aliases";
import { resolveLevels } from "../core/profile/match";
import { trimmed } from "./phrases";

/** A function's name that a text begins with, and the text after it. */
export interface Named {
  readonly name: FunctionName;
  /**
   * How it was put under its module: `Companies > Contacts`; `CompaniesContacts`, where the cell before ran into it;
   * standing in the module's part of the page; or no other module has it.
   */
  readonly by: "path" | "joined" | "context" | "elsewhere";
  readonly rest: string;
}

/** A module's name that a text begins with; `parted` where a separator stands before the rest. */
export interface ModuleStart {
  readonly module: string;
  readonly parted: boolean;
  readonly rest: string;
}

/** A function's name within a sentence. */
export interface Located {
  readonly name: FunctionName;
  /** See {@link Named}. */
  readonly by: Named["by"];
  /** Where it stands in the text. */
  readonly start: number;
  readonly end: number;
}

/** `the "Agreements" line in the Finance Module` */
const LINE_OF_MODULE =
  /["“”']([\p{L}&/ -]{3,40})["“”']\s*(?:lines?|rows?|functions?|permissions?)?\s*(?:in|within|under|of)\s+(?=(?:the\s+)?["“”']?(\p{Lu}[\p{L}&]*(?: (?:& )?\p{Lu}[\p{L}]*)?)(?: module\b|\W|$))/giu;
/** `Set Inquire Level to All for Agreements` */
const AT_END = /\bfor\s+(?:the\s+)?["“”']?(\p{Lu}[\p{L}&/ -]{2,40}?)["“”']?(?: (?:function|permission|row))?[\s.]*$/u;

/** Between names that a sentence lists. */
export const SEPARATOR =
  /^["“”'’*]*\s*(?:(?:,|;|&|\/|\+|\band\b|\bas well as\b|\balso\b|\bboth\b|\bthe\b|\bfunctions?\b|\brows?\b|\bpermissions?\b)\s*)+["“”'‘*]*$/iu;

/** What is longer is no sentence that names functions and their levels. */
const LONGEST_SENTENCE = 1_000;

/** Characters before a module's name that say that it is meant: `next to the `. */
const LONGEST_LEAD = 20;

/** Words of the longest module's name. */
const MOST_WORDS = 4;
/** More than the longest name has. */
const LONGEST = 64;
/** Names that the nearest known ones are looked for; a page with more of them isn't of this tenant's functions. */
const MOST_EXPLAINED = 300;
/** What vendors put between a module and its function. */
const BETWEEN = /^[\s:/>›»→|.–—-]*/u;

/**
 * The modules and functions that an article may name, found at the start of its texts. Whether two spellings are one
 * name is `resolveLevels`' answer; here it is only decided how much of a text is a name.
 */
export class Names {
  /** The functions that a text with this start may name. */
  private readonly byStem: ReadonlyMap<string, readonly FunctionName[]>;
  private readonly moduleNames: ReadonlySet<string>;
  private readonly moduleStems: ReadonlySet<string>;
  /** What all spellings of a known name have in common: a text without it is none. */
  private readonly keys: ReadonlySet<string>;
  /** A function of each module that no other module has: under it, a text that names the module resolves. */
  private readonly marks: readonly FunctionName[];
  private readonly modules = new Map<string, string | undefined>();
  private readonly places = new Map<string, readonly Located[]>();
  private explained = 0;
  private readonly functions = new Map<string, readonly FunctionName[]>();

  constructor(private readonly known: readonly FunctionName[]) {
    this.byStem = byStem(known);
    this.moduleStems = new Set(known.map(({ module }) => stem(module)));
    this.moduleNames = new Set(known.map(({ module }) => module));
    this.keys = new Set(
      known.flatMap((name) => [name.module, name.function, ...otherNames(name, (a, b) => a === b)].map(keyOf)),
    );
    this.marks = [...this.moduleNames].flatMap((module) => {
      const own = known.filter((name) => name.module === module);
      return own.find((name) => known.every((other) => other === name || other.function !== name.function)) ?? [];
    });
  }

  get allFunctions(): string[] {
    return this.known.map((name) => name.function);
  }

  get allModules(): string[] {
    return [...this.moduleNames];
  }

  /** The module that a text names, in the spelling known here. */
  module(text: string): string | undefined {
    const name = trimmed(text, /[\s:>›»→|.–—-]/u);
    return this.moduleOf(name) ?? this.moduleOf(withoutKind(name));
  }

  /** The module that a sentence ends with, `… set to All under Companies:`, or the only one that it calls so. */
  moduleAtEnd(text: string): string | undefined {
    const parts = text.split(/[>›»→]|\b(?:in|under|for|of|module)\b/);
    const last = parts.length > 1 ? this.module(parts.at(-1) ?? "") : undefined;
    const named = new Set([...this.calledModules(text), ...this.ledModules(text)]);
    return last ?? (named.size === 1 ? [...named][0] : undefined);
  }

  private ledModules(text: string): string[] {
    if (text.length > LONGEST_SENTENCE) return [];
    return [...text.matchAll(/(?<![\p{L}\p{N}])\p{Lu}/gu)].flatMap(
      ({ index }) => this.moduleNamedAt(text, index) ?? [],
    );
  }

  /** `Select the Service Desk module and set …` */
  private calledModules(text: string): string[] {
    return [...text.matchAll(/\b(?:security )?(?:modules?|section|tab|area)\b/gi)].flatMap(({ index }) => {
      const words = text.slice(0, index).trim().split(/\s+/).slice(-MOST_WORDS);
      const tails = words.map((_word, start) => this.module(trimmed(words.slice(start).join(" "), /["“”'‘’*]/)));
      return tails.find((module) => module !== undefined) ?? [];
    });
  }

  /**
   * The function that a text begins with: under the module it names itself, else under `context`, else under the only
   * module that has one of that name. The longest name wins.
   */
  start(written: string, context: string | undefined): Named | undefined {
    const text = written.replace(/(?<=\p{L}) \/ (?=\p{L})/gu, "/");
    const found = [...this.byEnd(text), ...this.byPath(text), ...this.inModule(text, context), ...this.elsewhere(text)];
    return found.reduce<Named | undefined>(
      (best, candidate) => (!best || candidate.rest.length < best.rest.length ? candidate : best),
      undefined,
    );
  }

  /** The module that a text begins with, if more follows. */
  moduleAtStart(text: string): ModuleStart | undefined {
    for (const { prefix, rest } of this.prefixes(text)) {
      const module = this.moduleOf(prefix);
      const [between = ""] = BETWEEN.exec(rest) ?? [];
      if (module) return { module, parted: between.trim() !== "", rest: rest.slice(between.length) };
    }
    return undefined;
  }

  /** The functions that a sentence names by their path, `Service Desk > Service Tickets`, anywhere in it. */
  mentions(text: string, context?: string): FunctionName[] {
    const paths = this.paths(text);
    if (paths.length > 0) return paths;
    const lines = [...text.matchAll(LINE_OF_MODULE)].flatMap(([, name = "", module = ""]) => {
      const known = this.module(module.trim());
      return known ? this.functionsNamed(name.trim(), known) : [];
    });
    const [, name = ""] = AT_END.exec(text) ?? [];
    return lines.length > 0 || !context ? lines : [...this.functionsNamed(name.trim(), context)];
  }

  /**
   * The functions that a sentence names anywhere, in its order: by their path, under the module that the sentence names before
   * (`Under Companies, set Contacts …`), under `context`, or by a name of several words that one module alone has.
   */
  located(text: string, context: string | undefined): readonly Located[] {
    const key = `${context ?? ""}\n${text}`;
    const found = this.places.get(key) ?? (text.length > LONGEST_SENTENCE ? [] : this.locate(text, context));
    this.places.set(key, found);
    return found;
  }

  private locate(text: string, context: string | undefined): Located[] {
    const found: Located[] = [];
    let module = context;
    for (const { index } of text.matchAll(/(?<![\p{L}\p{N}])\p{Lu}/gu)) {
      if (index < (found.at(-1)?.end ?? 0)) continue;
      const rest = text.slice(index);
      const last = found.at(-1);
      const isNext = last && SEPARATOR.test(text.slice(last.end, index));
      const named = (isNext && this.inContext(rest, last.name.module)) || this.start(rest, module);
      if (named && isWhole(named)) {
        const end = text.length - named.rest.length;
        found.push({ name: named.name, by: named.by, start: index, end });
        if (named.by === "path") pathBefore(found, text);
      } else module = this.moduleNamedAt(text, index) ?? module;
    }
    return found;
  }

  private inContext(text: string, module: string): Named | undefined {
    const [named] = this.inModule(text, module);
    return named;
  }

  /** Whether a sentence names a function, even by a word that may be meant otherwise. */
  isMentioned(text: string): boolean {
    if (text.length > LONGEST_SENTENCE) return false;
    const starts = [...text.matchAll(/(?<![\p{L}\p{N}])\p{Lu}/gu)];
    return starts.some(({ index }) => this.start(text.slice(index), undefined) !== undefined);
  }

  /** `Under Companies, …`, `in the Finance module` */
  private moduleNamedAt(text: string, index: number): string | undefined {
    const start = this.moduleAtStart(text.slice(index));
    if (!start) return undefined;
    const isLed = /\b(?:in|under|within|from|of|expand|open|select|next to|beside)\s+(?:the\s+)?["“”'‘*]*$/iu.test(
      text.slice(Math.max(index - LONGEST_LEAD, 0), index),
    );
    return isLed || /^["“”'’*]*\s*(?:security )?(?:modules?|section|tab|area)\b/iu.test(start.rest)
      ? start.module
      : undefined;
  }

  private paths(text: string): FunctionName[] {
    return [...text.matchAll(/(?<![\p{L}\p{N}])\p{Lu}/gu)].flatMap(({ index }) => {
      const start = this.moduleAtStart(text.slice(index));
      if (!start?.parted) return [];
      const [whole] = this.inModule(text.slice(index), start.module);
      const [found] = whole ? [whole] : this.inModule(start.rest, start.module);
      return found && !/^ \p{L}+s?\b(?= *[>›»→])/u.test(found.rest) ? [found.name] : [];
    });
  }

  /** Every function of that name; all modules are looked through where none is given. */
  functionsNamed(name: string, module?: string): readonly FunctionName[] {
    const key = `${module ?? ""}\n${name}`;
    const found = this.functions.get(key) ?? this.resolve(name, module);
    this.functions.set(key, found);
    return found;
  }

  /** Why a name is none here, with the nearest ones. */
  explain(name: string, module: string | undefined): string {
    if (module && ++this.explained > MOST_EXPLAINED) return `there is no function "${name}" in ${module}`;
    if (module) return resolveLevels({ [module]: { [name]: true } }, this.known).problems[0]?.message ?? "";
    const found = this.functionsNamed(name).map((other) => `"${other.module} › ${other.function}"`);
    return found.length > 1
      ? `no module is named for it, and ${found.length} have one: ${found.join(", ")}`
      : "no module is named for it, and none has a function of that name";
  }

  /** `Contacts of Companies module` */
  private *byEnd(text: string): Generator<Named> {
    const [whole = "", name = "", rest = ""] =
      /^(.{2,60}?)\s+(?:of|in|within|under)\s+(?:the\s+)?([\p{L}&/ ]{3,30}?)(?:\s+(?:security\s+)?module)?(?=\s*(?:[:=(,;]|\.(?:\s|$)|\s\p{Dash}|$))/iu.exec(
        text,
      ) ?? [];
    const module = whole && this.module(rest);
    const [found] = module ? this.functionsNamed(name, module) : [];
    if (found) yield { name: found, by: "path", rest: text.slice(whole.length) };
  }

  private *byPath(text: string): Generator<Named> {
    const start = this.moduleAtStart(text);
    if (start)
      for (const found of this.inModule(start.rest, start.module))
        yield { ...found, by: start.parted ? "path" : "joined" };
  }

  private *inModule(text: string, module: string | undefined): Generator<Named> {
    if (!module) return;
    for (const { prefix, rest } of this.prefixes(text)) {
      const [name] = this.functionsNamed(prefix, module);
      if (name) return yield { name, by: "context", rest };
    }
  }

  private *elsewhere(text: string): Generator<Named> {
    for (const { prefix, rest } of this.prefixes(text)) {
      const [name, ...others] = this.functionsNamed(prefix);
      if (name && others.length === 0) return yield { name, by: "elsewhere", rest };
    }
  }

  private moduleOf(name: string): string | undefined {
    if (name.length > LONGEST || !this.moduleStems.has(stem(name)) || !this.keys.has(keyOf(name))) return undefined;
    if (this.modules.has(name)) return this.modules.get(name);
    const marks = Object.fromEntries(this.marks.map((mark) => [mark.function, true]));
    const [module] = Object.keys(resolveLevels({ [name]: marks }, this.marks).levels);
    this.modules.set(name, module);
    return module;
  }

  private resolve(name: string, module: string | undefined): readonly FunctionName[] {
    if (name.length > LONGEST || !this.keys.has(keyOf(name))) return [];
    const near = (this.byStem.get(stem(name)) ?? []).filter((row) => module === undefined || row.module === module);
    if (near.length === 0) return [];
    const wanted = Object.fromEntries(near.map((row) => [row.module, { [name]: true }]));
    return [...rowsOf(resolveLevels(wanted, near).levels)].map((row) => ({
      module: row.module,
      function: row.function,
    }));
  }

  /** The starts of a text that may be a name, the longest first: a name ends where a word does, or a cell that ran into the next. */
  private *prefixes(text: string): Generator<{ prefix: string; rest: string }> {
    const start = stem(text);
    if (!this.byStem.has(start) && !this.moduleStems.has(start)) return;
    for (let end = Math.min(text.length, LONGEST); end > 1; end--) {
      if (!WORD_END.test(text.slice(end - 1, end + 2))) continue;
      const prefix = text.slice(0, end);
      if (this.keys.has(keyOf(prefix))) yield { prefix, rest: text.slice(end) };
    }
  }
}

/** Whether a name in a sentence is more than a word that may be meant otherwise. */
const isWhole = ({ by, name }: Named): boolean =>
  by !== "joined" && (by !== "elsewhere" || name.function.includes(" "));

/** `Contacts and Notes under Companies`: names before one with its module, in the same list, are under that module, too. */
function pathBefore(found: Located[], text: string): void {
  const module = found.at(-1)?.name.module;
  for (let index = found.length - 1; index > 0; index--) {
    const [before, name] = [found[index - 1] as Located, found[index] as Located];
    const isListed = before.by === "elsewhere" && before.name.module === module;
    if (!isListed || !SEPARATOR.test(text.slice(before.end, name.start))) return;
    found[index - 1] = { ...before, by: "path" };
  }
}

/** Letters and digits without those that a plural, or `&` for `and`, may change. */
const keyOf = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\band\b|[^\p{L}\p{N}]|[iesy]/gu, "");

/** The functions by the start of their names, in all spellings that count as the same. */
function byStem(known: readonly FunctionName[]): Map<string, FunctionName[]> {
  const stems = new Map<string, FunctionName[]>();
  for (const name of known)
    for (const start of new Set([name.function, ...otherNames(name, (a, b) => a === b)].map(stem)))
      stems.set(start, [...(stems.get(start) ?? []), name]);
  return stems;
}

/** Two or three characters around the end of a word: `s `, `s`, `sW` as in `ReportsWise`, `AWi` as in `RMAWise`. */
const WORD_END = /^[\p{L}\p{N})](?:[^\p{L}\p{N}]|$)|^[\p{Ll})]\p{Lu}|^\p{Lu}\p{Lu}\p{Ll}/u;

/** Enough of a name's start to pass over most others. */
const stem = (text: string): string =>
  text
    .slice(0, LONGEST)
    .replace(/[^\p{L}\p{N}]/gu, "")
    .slice(0, 3)
    .toLowerCase();

/** `Companies module`, `Module: Companies`, `2. Companies permissions`. */
const withoutKind = (text: string): string =>
  text
    .replace(
      /^(?:\d+(?:\.\d+)*[.)]?\s+|(?:security\s+)?module\s*[:–—-]?\s*|(?:expand|open|select|click)\s+(?:the\s+|on\s+)?)/i,
      "",
    )
    .replace(/(?:\s*\(?\b(?:security\s+)?(?:modules?|permissions?|section|tab|area)\)?){1,2}$/i, "");
