import type { Names } from "./names";

/** Words of the longest module's name. */
const MOST_WORDS = 4;
const BETWEEN = /[,;]\s*(?:and\s+)?/g;

/** A part of a line that may name functions, and what the line says around it. */
export interface LinePart {
  readonly text: string;
  /** `for billing customers only` */
  readonly around: readonly string[];
}

/**
 * The rows of a sentence that puts a module's functions in brackets after it, each with its path:
 * `Companies (Contacts - Add, Edit and Inquire All, Notes - Inquire My)`. None where it doesn't.
 */
export function groupsIn(text: string, names: Names): LinePart[] {
  let end = 0;
  return [...text.matchAll(/\(([^()]{5,1000})\)/g)].flatMap(({ index, 0: whole, 1: inner = "" }) => {
    const words = text
      .slice(0, index)
      .trim()
      .split(/[\s,;:]+/)
      .slice(-MOST_WORDS);
    const module = words.map((_word, start) => names.module(words.slice(start).join(" "))).find((found) => found);
    const rows = module ? rowsIn(inner, module, names) : [];
    if (rows.length === 0) return [];
    const around = [before(text.slice(end, index), end > 0), after(text.slice(index + whole.length))];
    end = index + whole.length;
    return rows.map((row) => ({ text: row, around: around.filter((said) => said !== "") }));
  });
}

/** What leads to a module within its sentence; past the first comma, where another one's brackets end before it. */
function before(text: string, isAfterGroup: boolean): string {
  const sentence = text.split(/[.!?]\s/).at(-1) ?? "";
  const own = isAfterGroup && sentence === text ? text.slice(Math.max(text.search(/[,;]|\band\b/), 0)) : sentence;
  return own.replace(/^[\s,;]*(?:and\b[\s,;]*)?/, "").trim();
}

/** What follows brackets as far as the next comma, or the end of the sentence. */
const after = (text: string): string =>
  /^[^,;.!?(]*/
    .exec(text)?.[0]
    .replace(/^\s*and\b.*/, "")
    .trim() ?? "";

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
