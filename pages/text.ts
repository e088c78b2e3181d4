import { withoutUnseen } from "../text/clean.mjs";

/**
 * Text of others as one line for a page or Markdown: what isn't seen becomes U+FFFD, white space a single space. What goes to a
 * terminal or a log is cleaned on its way out (`cli/print.ts`).
 */
export const printable = (text: string): string => withoutUnseen(text.replace(/\s+/g, " ")).trim();

/**
 * A text, or as much of its beginning as is no longer than `most` once it is encoded, with an ellipsis; cut between characters.
 * @param encode doesn't shorten; what comes back isn't encoded yet
 */
export function truncate(text: string, most: number, encode: (text: string) => string = (same) => same): string {
  if (text.length <= most && encode(text).length <= most) return text;
  const letters = [...text.slice(0, most)];
  const cut = (count: number) =>
    `${letters
      .slice(0, count)
      .join("")
      .replace(/[\s\ud800-\udbff]+$/, "")}…`;
  let [fits, tooMany] = [0, letters.length + 1];
  while (tooMany - fits > 1) {
    const half = Math.floor((fits + tooMany) / 2);
    if (encode(cut(half)).length <= most) fits = half;
    else tooMany = half;
  }
  return cut(fits);
}

/** The address of a page, or `undefined` for what a browser would take otherwise, such as `javascript:`. */
export function webAddress(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && ["https:", "http:"].includes(url.protocol) ? url.href : undefined;
}

/** `a, b and 1,000 more` */
export const firstOf = (names: readonly string[], most: number): string =>
  names.length > most
    ? `${names.slice(0, most).join(", ")} and ${(names.length - most).toLocaleString("en")} more`
    : names.join(", ");

export const plural = (count: number, singular: string, several = `${singular}s`): string =>
  `${count.toLocaleString("en")} ${count === 1 ? singular : several}`;
