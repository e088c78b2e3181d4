import { withoutUnseen } from "../text/clean.mjs";

/**
 * Text of others as one line for a page or Markdown: what isn't seen becomes U+FFFD, white space a single space. What goes to a
 * terminal or a log is cleaned on its way out (`cli/print.ts`).
 */
export const printable = (text: string): string => withoutUnseen(text.replace(/\s+/g, " ")).trim();

/** The address of a page, or `undefined` for what a browser would take otherwise, such as `javascript:`. */
export function webAddress(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && ["https:", "http:"].includes(url.protocol) ? url.href : undefined;
}

export const plural = (count: number, singular: string, several = `${singular}s`): string =>
  `${count.toLocaleString("en")} ${count === 1 ? singular : several}`;
