/**
 * Text of a profile as one line without anything that isn't seen: control characters (a terminal would obey them) and
 * marks that reorder or hide text become U+FFFD, white space a single space.
 */
export const printable = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u115f\u1160\u3164\uffa0]/gu, "\ufffd")
    .trim();

/** The address of a page, or `undefined` for what a browser would take otherwise, such as `javascript:`. */
export function webAddress(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && ["https:", "http:"].includes(url.protocol) ? url.href : undefined;
}

export const plural = (count: number, singular: string, several = `${singular}s`): string =>
  `${count.toLocaleString("en")} ${count === 1 ? singular : several}`;
