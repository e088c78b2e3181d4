import { rowsOf } from "../core/model/permission";
import type { FunctionName } from "../core/model/role";
import { otherNames } from "../core/profile/aliases";
import { resolveLevels } from "../core/profile/match";
import { trimmed } from "./phrases";
import { byStem, keyOf, LONGEST, stem, WORD_END, withoutKind } from "./spelling";

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

/** The functions that a line begins with, and the rest of it. */
export interface NamedHere {
  readonly named: readonly Named[];
  readonly prefix: string;
  readonly rest: string;
}

/** A module's name that a text begins with; `parted` where a separator stands before the rest. */
export interface ModuleStart {
  readonly module: string;
  readonly parted: boolean;
  readonly rest: string;
}

/** Names that the nearest known ones are looked for; a page with more of them isn't of this tenant's functions. */
const MOST_EXPLAINED = 300;
/** What vendors put between a module and its function. */
const BETWEEN = /^[\s:/>›»→|.–—-]*/u;
/** How a text goes on after a function and its module. */
const END_OF_PATH =
  /^\s*(?:[:=(,;]|\.(?:\s|$)|\s\p{Dash}|$)|^\s+(?:to|at|as|is|are|be|should|must|needs?|requires?|has|have|with|set|and|both)\b/iu;

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

  /**
   * The function that a text begins with: under the module it names itself, else under `context`, else under the only
   * module that has one of that name. The longest name wins.
   */
  start(written: string, context: string | undefined): Named | undefined {
    const text = written.replace(/(?<=\p{L}) \/ (?=\p{L})/gu, "/");
    const found = [...this.byEnd(text), ...this.byPath(text), ...this.inModule(text, context), ...this.elsewhere(text)];
    const best = found.reduce<Named | undefined>(
      (longest, candidate) => (!longest || candidate.rest.length < longest.rest.length ? candidate : longest),
      undefined,
    );
    const start = best && text.slice(0, text.length - best.rest.length);
    return best && { ...best, rest: written.slice(lengthIn(written, start ?? "")) };
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
    const end = this.moduleAfter(text);
    const [found] = end ? this.functionsNamed(end.before, end.module) : [];
    if (end && found) yield { name: found, by: "path", rest: end.rest };
  }

  /**
   * The functions that a text begins with, where their module stands after the last of them: `Notes, Contacts and Reports under
   * Companies: All`. None where it begins otherwise, or with one alone.
   */
  listAtStart(text: string): readonly Named[] {
    const end = this.moduleAfter(text);
    const names = end ? this.listOf(end.before, end.module) : [];
    return end && names.length > 1 ? names.map((name) => ({ name, by: "path", rest: end.rest })) : [];
  }

  /** The functions that a text lists, if it is nothing but such a list. */
  private listOf(text: string, module: string): FunctionName[] {
    const named: FunctionName[] = [];
    for (let rest = text; rest !== ""; ) {
      const found = this.startIn(rest, module);
      const [between = found?.rest ?? ""] =
        /^["”'’]?\s*(?:[,;&/+]|and\b|as well as\b)[\s,&]*(?:and\s+)?["“‘']?/i.exec(found?.rest ?? "") ?? [];
      if (!found || (between !== "" && between === found.rest)) return [];
      named.push(found.name);
      rest = found.rest.slice(between.length);
    }
    return named;
  }

  /** What a text has before its first `of`, `in` or `under`, and the module after that. */
  private moduleAfter(text: string): { before: string; module: string; rest: string } | undefined {
    const [whole, before = ""] = /^(.{2,120}?)\s+(?:of|in|within|under)\s+(?:the\s+)?["“]?/i.exec(text) ?? [];
    if (!whole) return undefined;
    for (const { prefix, rest } of this.prefixes(text.slice(whole.length))) {
      const module = this.moduleOf(prefix);
      const after = rest.replace(/^["”]?(?:\s+(?:security\s+)?module\b)?/i, "");
      if (module && END_OF_PATH.test(after)) return { before, module, rest: after };
    }
    return undefined;
  }

  private *byPath(text: string): Generator<Named> {
    const start = this.moduleAtStart(text);
    if (start)
      for (const found of this.inModule(start.rest, start.module))
        yield { ...found, by: start.parted ? "path" : "joined" };
  }

  /** The function of a module that a text begins with. */
  startIn(text: string, module: string): Named | undefined {
    const [named] = this.inModule(text, module);
    return named;
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

/** How much of a text with blanks around its slashes a start without them takes. */
const lengthIn = (written: string, start: string): number =>
  [...start].reduce(
    (at, letter) => at + (letter === "/" && written.startsWith(" / ", at) ? " / ".length : letter.length),
    0,
  );
