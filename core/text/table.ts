/** A table of separated cells, without what programs write before it. */
export interface SeparatedText {
  readonly text: string;
  readonly delimiter: string;
  /** How many lines stand before `text` in the file. */
  readonly skipped: number;
}

/** Excel's line that names the delimiter; PowerShell's that names a type. */
const PREAMBLE = /^\ufeff?(?:sep=([^\r\n])|"?#TYPE\b[^\r\n]*)\r?(?:\n|$)/i;

/**
 * The table in a text.
 * @param delimiters the one that its first line has most of is its own, where none is named; of equals the first
 */
export function separatedText(text: string, delimiters: readonly string[]): SeparatedText {
  let [unread, skipped, named]: [string, number, string | undefined] = [text, 0, undefined];
  for (let found = PREAMBLE.exec(unread); found; found = PREAMBLE.exec(unread)) {
    named ??= found[1];
    unread = unread.slice(found[0].length);
    skipped += 1;
  }
  return { text: unread, delimiter: named ?? mostUsed(unread, delimiters), skipped };
}

function mostUsed(text: string, delimiters: readonly string[]): string {
  const [first = ""] = text.trimStart().split(/\r?\n/, 1);
  const count = (delimiter: string) => first.split(delimiter).length;
  return delimiters.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best), ",");
}

/** What is wrong with a row that has more cells than the row of names: a cell's own delimiter shifts those after it. */
export const tooManyCells = (cells: number, named: number, delimiter: string): string => {
  const called = { ",": "a comma", ";": "a semicolon", "\t": "a tab" }[delimiter] ?? `"${delimiter}"`;
  return `has ${cells} cells, more than the ${named} that the first row names; put a cell that has ${called} in it in quotes`;
};
