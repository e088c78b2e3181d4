import type { FunctionName } from "../core/model/role";
import { otherNames } from "../core/profile/aliases";

/** More than the longest name has. */
export const LONGEST = 64;

/** Letters and digits without those that a plural, or `&` for `and`, may change. */
export const keyOf = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\band\b|[^\p{L}\p{N}]|[iesy]/gu, "");

/** The functions by the start of their names, in all spellings that count as the same. */
export function byStem(known: readonly FunctionName[]): Map<string, FunctionName[]> {
  const stems = new Map<string, FunctionName[]>();
  for (const name of known)
    for (const start of new Set([name.function, ...otherNames(name, (a, b) => a === b)].map(stem)))
      stems.set(start, [...(stems.get(start) ?? []), name]);
  return stems;
}

/** Two or three characters around the end of a word: `s `, `s`, `sW` as in `ReportsWise`, `AWi` as in `RMAWise`. */
export const WORD_END = /^[\p{L}\p{N})](?:[^\p{L}\p{N}]|$)|^[\p{Ll})]\p{Lu}|^\p{Lu}\p{Lu}\p{Ll}/u;

/** Enough of a name's start to pass over most others. */
export const stem = (text: string): string =>
  text
    .slice(0, LONGEST)
    .replace(/[^\p{L}\p{N}]/gu, "")
    .slice(0, 3)
    .toLowerCase();

/** `Companies module`, `Module: Companies`, `2. Companies permissions`. */
export const withoutKind = (text: string): string =>
  text
    .replace(
      /^(?:\d+(?:\.\d+)*[.)]?\s+|(?:security\s+)?module\s*[:–—-]?\s*|(?:expand|open|select|click)\s+(?:the\s+|on\s+)?)/i,
      "",
    )
    .replace(
      /(?:\s*\(?\b(?:security\s+)?(?:modules?|permissions?|section|tab|area|entity|drop[- ]?down(?: (?:list|menu))?)\)?){1,2}$/i,
      "",
    );
