import { trimmed } from "./phrases";

/** Where a text goes over to the entries of a row's Customize list. */
const CUSTOMIZE = /[([]?\bcustomi[sz](?:e|ation)\b(?:\s+(?:list|entr(?:y|ies)|tables?))?\s*[)\]]?\s*[:–—-]*\s*/i;

/** A table of the setup and one of its entries, as the web client parts them or with an arrow. */
const ENTRY = /^(\p{Lu}[\w&-]*(?: \p{Lu}[\w&-]*){0,2})\s*[/>›→]\s*(\p{Lu}[^/>›→,;:.]{0,50})$/u;
/** A sentence that names entries has them; an entry's name doesn't. */
const OF_SENTENCES = /\b(?:for|when|to|in|is|are|the|if|needs?|requires?)\b/i;
const ENTRY_IN_SENTENCE = /(\p{Lu}[\w-]*(?: \p{Lu}[\w-]*)*)\s*\/\s*(\p{Lu}[\w-]*(?: (?:\p{Dash} )?\p{Lu}[\w-]*)*)/gu;

/** The text before the word Customize, and the text after it. */
export function splitCustomize(text: string): { before: string; after?: string } {
  const match = CUSTOMIZE.exec(text);
  if (!match) return { before: text };
  return { before: text.slice(0, match.index), after: text.slice(match.index + match[0].length) };
}

/** `Service / Service Board, Company / Company Type`, if the text is nothing else. */
export function readEntries(text: string): string[] | undefined {
  const parts = trimmed(text, /[\s:().–—-]/u)
    .split(/\s*[,;\n]\s*(?:and\s+)?|\s+and\s+(?=[^,;]*[/>›→])/)
    .filter((part) => part !== "");
  const entries = parts.flatMap((part) =>
    OF_SENTENCES.test(part) || OF_VERBS.test(part) ? [] : (entryOf(ENTRY.exec(part)) ?? []),
  );
  return entries.length > 0 && entries.length === parts.length ? entries : undefined;
}

/** A line after which the entries of a Customize list come. */
export const announcesEntries = (text: string): boolean =>
  /^(?:.{0,60}[>›→:]\s*)?customi[sz]e\W*$|^allow(?:ed)? access(?: to)?(?: these)?\W*$/i.test(text) ||
  OF_TABLE_SETUP.test(text) ||
  (isOfList(text) && /\b(?:tables?|entries|these|following|allow(?:ed)?|access)\b[^.:]{0,60}:$/i.test(text)) ||
  /\ballow(?:ed)? access(?: to)?\b[^.:]{0,40}:$/i.test(text) ||
  OF_SETUP_TABLES.test(text);

/** `The user has access to the following setup tables:`, `Table Setup needs these tables:` */
const OF_SETUP_TABLES =
  /\bsetup tables?\b[^.:]{0,40}:$|\btable setup\b[^.:]{0,60}\b(?:tables?|entries)\b[^.:]{0,20}:$/i;

/** Whether a text speaks of what the row of Table Setup allows: `you may customize Table Setup and allow the tables`. */
export const isOfList = (text: string): boolean =>
  /\bcustomi[sz]\w*\b.*\btable setup\b|\btable setup\b.*\bcustomi[sz]\w*\b/i.test(text);

/** Whether a text that announces entries says itself that they are of Table Setup. */
export const isOfTableSetup = (text: string): boolean => isOfList(text) || OF_SETUP_TABLES.test(text);

/** `It needs access to the following under System > Table Setup > Customize`: says itself whose list it is. */
const OF_TABLE_SETUP = /\btable setup\s*[>›→:]\s*customi[sz]\w*\W*$/i;

/** Whether a sentence names entries of a Customize list as such. */
export const isOfCustomize = (sentence: string): boolean => OF_LISTS.test(sentence) && findEntries(sentence).length > 0;

const OF_LISTS = /\bcustomi[sz]|\ballow(?:ing|ed)? access\b|\bto (?:the )?["“]?(?:dis)?allow\b/i;

/** Whether a sentence takes the entries that it names off a list: `move Company / Company Type to Disallow`. */
export const isDisallowed = (sentence: string): boolean =>
  /\bdisallow|\bremov(?:e|ing)\b|\bden(?:y|ied)\b/i.test(sentence) &&
  !/\b(?:but|except|other than|apart from|save)\b[^.]*\/|\bto (?:the )?["“]?allow\b/i.test(sentence);

/** `… permission to allow Invoicing/Tax Code when …` */
export const findEntries = (sentence: string): string[] =>
  [...sentence.matchAll(ENTRY_IN_SENTENCE)].flatMap((match) => (OF_VERBS.test(match[0]) ? [] : (entryOf(match) ?? [])));

/** `Add/Inquire` are verbs that share a level. */
const OF_VERBS = /^(?:Add|Edit|Delete|Inquir[ey])\b/i;

const entryOf = (match: RegExpExecArray | null): string | undefined => match?.[1] && `${match[1]} / ${match[2]}`;
