import type { FunctionName } from "../core/model/role";
import type { Named, Names } from "./names";
import { trimmed } from "./phrases";

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

/** Finds the modules and functions that sentences name, wherever they stand in them. */
export class Mentions {
  private readonly places = new Map<string, readonly Located[]>();

  constructor(private readonly names: Names) {}

  /** The module that a sentence ends with, `… set to All under Companies:`, or the only one that it calls so. */
  moduleAtEnd(text: string): string | undefined {
    const parts = text.split(/[>›»→]|\b(?:in|under|for|of|module)\b/);
    const last = parts.length > 1 ? this.names.module(parts.at(-1) ?? "") : undefined;
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
    return [...text.matchAll(/\b(?:security )?(?:modules?|section|tab|area|entity|drop[- ]?down)\b/gi)].flatMap(
      ({ index }) => {
        const words = text.slice(0, index).trim().split(/\s+/).slice(-MOST_WORDS);
        const tails = words.map((_word, start) =>
          this.names.module(trimmed(words.slice(start).join(" "), /["“”'‘’*]/)),
        );
        return tails.find((module) => module !== undefined) ?? [];
      },
    );
  }

  /** The functions that a sentence names by their path, `Service Desk > Service Tickets`, anywhere in it. */
  functionsIn(text: string, context?: string): FunctionName[] {
    const paths = this.paths(text);
    if (paths.length > 0) return paths;
    const lines = [...text.matchAll(LINE_OF_MODULE)].flatMap(([, name = "", module = ""]) => {
      const known = this.names.module(module.trim());
      return known ? this.names.functionsNamed(name.trim(), known) : [];
    });
    const [, name = ""] = AT_END.exec(text) ?? [];
    return lines.length > 0 || !context ? lines : [...this.names.functionsNamed(name.trim(), context)];
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
      const named = this.names.start(rest, isNext ? last.name.module : module);
      if (named && isWhole(named)) {
        const end = text.length - named.rest.length;
        found.push({ name: named.name, by: named.by, start: index, end });
        if (named.by === "path") this.listBefore(found, text);
      } else module = this.moduleNamedAt(text, index) ?? module;
    }
    return found;
  }

  /** `Contacts and Notes under Companies`: names before one with its module, in the same list, are under that module, too. */
  private listBefore(found: Located[], text: string): void {
    const { name: { module } = { module: "" } } = found.at(-1) ?? {};
    for (let index = found.length - 1; ; index--) {
      const end = found[index]?.start ?? 0;
      const before = found[index - 1];
      if (before && SEPARATOR.test(text.slice(before.end, end))) {
        if (before.by !== "elsewhere" || before.name.module !== module) return;
        found[index - 1] = { ...before, by: "path" };
        continue;
      }
      const other = this.nameBefore(text.slice(before?.end ?? 0, end), module);
      if (!other) return;
      const start = end - other.length;
      found.splice(index, 0, { name: other.name, by: "path", start, end: start + other.text.length });
      index += 1;
    }
  }

  /** The function of a module that a text ends with, and a separator of a list after it. */
  private nameBefore(text: string, module: string) {
    for (const { index } of text.matchAll(/(?<![\p{L}\p{N}])\p{Lu}/gu)) {
      const found = this.names.startIn(text.slice(index), module);
      if (found && found.rest !== "" && SEPARATOR.test(found.rest))
        return {
          name: found.name,
          length: text.length - index,
          text: text.slice(index, text.length - found.rest.length),
        };
    }
    return undefined;
  }

  /** All functions that a sentence names, even by a word that may be meant otherwise. */
  named(text: string, context: string | undefined): FunctionName[] {
    if (text.length > LONGEST_SENTENCE) return [];
    const starts = [...text.matchAll(/(?<![\p{L}\p{N}])\p{Lu}/gu)];
    return starts.flatMap(({ index }) => this.names.start(text.slice(index), context)?.name ?? []);
  }

  /** Whether a sentence names a function, even by a word that may be meant otherwise. */
  isMentioned(text: string): boolean {
    if (text.length > LONGEST_SENTENCE) return false;
    const starts = [...text.matchAll(/(?<![\p{L}\p{N}])\p{Lu}/gu)];
    return starts.some(({ index }) => this.names.start(text.slice(index), undefined) !== undefined);
  }

  /** `Under Companies, …`, `in the Finance module` */
  private moduleNamedAt(text: string, index: number): string | undefined {
    const start = this.names.moduleAtStart(text.slice(index));
    if (!start) return undefined;
    const isLed = /\b(?:in|under|within|from|of|expand|open|select|next to|beside)\s+(?:the\s+)?["“”'‘*]*$/iu.test(
      text.slice(Math.max(index - LONGEST_LEAD, 0), index),
    );
    return isLed || /^["“”'’*]*\s*(?:security )?(?:modules?|section|tab|area|entity|drop[- ]?down)\b/iu.test(start.rest)
      ? start.module
      : undefined;
  }

  private paths(text: string): FunctionName[] {
    return [...text.matchAll(/(?<![\p{L}\p{N}])\p{Lu}/gu)].flatMap(({ index }) => {
      const start = this.names.moduleAtStart(text.slice(index));
      if (!start?.parted) return [];
      const whole = this.names.startIn(text.slice(index), start.module);
      const found = whole ?? this.names.startIn(start.rest, start.module);
      return found && !/^ \p{L}+s?\b(?= *[>›»→])/u.test(found.rest) ? [found.name] : [];
    });
  }
}

/** Whether a name in a sentence is more than a word that may be meant otherwise. */
const isWhole = ({ by, name }: Named): boolean =>
  by !== "joined" && (by !== "elsewhere" || name.function.includes(" "));
