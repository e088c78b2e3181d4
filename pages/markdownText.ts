import { printable, truncate, webAddress } from "./text";

/** A name or sentence longer than this is cut, with an ellipsis: one row must not eat the comment. */
const LONGEST = 400;

/** A longer address is text, and cut: what stands beside it must still find room. */
const LONGEST_ADDRESS = 2000;

/** U+2060, seen by nobody; what stands apart by it is no mention, reference or address to the sites that render comments. */
const JOINER = "&NoBreak;";
/** Where one comes: text of others that is printable doesn't have it. */
const MARK = "\u2060";

/**
 * Text of others for a line of Markdown, also within a table or an HTML tag: it comes out as the text it is. Marks of
 * Markdown are escaped. Mentions (@name), references (#1, !1, ~label), emoji codes (:name:) and bare addresses are
 * recognized after Markdown's own escapes are gone, so an invisible joiner takes them apart.
 */
export function escapeMarkdown(text: string): string {
  return truncate(printable(text), LONGEST)
    .replace(/([@#!~%$&]|\bGH-|\bwww)(?=\S)/gi, `$1${MARK}`)
    .replace(/:(?=\/\/|[a-z_+-][\w+-]*:|100:|1234:)/gi, `:${MARK}`)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\\`*_[\]|~$]/g, "\\$&")
    .replaceAll(MARK, JOINER);
}

/** A link, where the address is one of a page, and not too long; anything else stays text. */
export function link(label: string, address: string): string {
  const page = webAddress(address);
  if (!page || page.length > LONGEST_ADDRESS) return escapeMarkdown(address);
  const target = page
    .replace(/[()<>|\\`*[\]"'\s]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/&/g, "&amp;");
  return `[${escapeMarkdown(label)}](${target})`;
}
