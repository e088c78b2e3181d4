import type { Names } from "./names";

/** Words of the longest module's name. */
const MOST_WORDS = 4;
const BETWEEN = /[,;]\s*(?:and\s+)?/g;

/**
 * The rows of a sentence that puts a module's functions in brackets after it, each with its path:
 * `Companies (Contacts - Add, Edit and Inquire All, Notes - Inquire My)`. None where it doesn't.
 */
export function groupsIn(text: string, names: Names): string[] {
  return [...text.matchAll(/\(([^()]{5,1000})\)/g)].flatMap(({ index, 1: inner = "" }) => {
    const words = text
      .slice(0, index)
      .trim()
      .split(/[\s,;:]+/)
      .slice(-MOST_WORDS);
    const module = words.map((_word, start) => names.module(words.slice(start).join(" "))).find((found) => found);
    return module ? rowsIn(inner, module, names) : [];
  });
}

/** A row begins at each function's name; what comes next, as far as the following one, is said of it. */
function rowsIn(text: string, module: string, names: Names): string[] {
  const isNamed = (part: string) => names.start(part, module)?.by === "context";
  const starts = [0, ...[...text.matchAll(BETWEEN)].map(({ index, 0: mark }) => index + mark.length)];
  const named = starts.filter((start) => isNamed(text.slice(start)));
  if (named[0] !== 0) return [];
  return named.map(
    (start, index) => `${module} > ${text.slice(start, named[index + 1]).replace(/[,;]\s*(?:and\s*)?$/, "")}`,
  );
}
