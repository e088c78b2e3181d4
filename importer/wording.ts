import { announces } from "./phrases";

const LONGEST_TITLE = 70;

/** `Click Save.`: a step on the way to the rows, and no row. */
export const isStep = (text: string): boolean =>
  /[.!]$/.test(text) ||
  /^(?:step \d|(?:in|at|from|on) \p{L}+|click|go|navigate|enter|select|choose|log|open|save|press|create|find|type|name|match|configure)\b/iu.test(
    text,
  );

export const OF_THE_TABLE =
  /\b(?:this|the) (?:table|list|section)\b|^(?:applies to|available|edition|plan|version|requires)\b/i;
export const OF_PERMISSIONS =
  /\b(?:needs?|needed|requires?|required|grant(?:ed)?|permissions?|rights?|levels?|rows?|granted)\b/i;

/** Whether a sentence is about rows that stand near it, and not about what it names itself. */
export const pointsAtRows = (text: string): boolean =>
  announces(text) || /\b(?:those|them|above|(?:this|the) (?:table|list|section|module)|any of|all of)\b/i.test(text);

/** `If we add more later, we'll extend this page` isn't said of rows. */
export const OF_ROWS_BEFORE =
  /\b(?:these|those|they|above|listed|rows?|permissions?|rights|levels?|access|need(?:ed|s)?|requir\w+|grant\w*|optional|only)\b|\bthis (?!(?:role|doc\w*|page|article|app|guide|section|integration|table)\b)/i;

/** Of `Change these in the list below for the billing sync` only what it is for can make a condition. */
export const purposeIn = (text: string): string =>
  ASKS.test(text) ? (/\b(?:for|with|using|via|to|so that)\b.*/is.exec(text)?.[0] ?? "") : text;
const ASKS =
  /^(?:(?:please|then|now|next|and),? )*(?:set|change|configure|adjust|update|modify|select|choose|edit|match|review|make sure|ensure|check|verify)\b/i;

/** Whether what a sentence speaks of may be what its rows are for: no step on the way to them, and no words about something else. */
export const isOfRows = (sentence: string): boolean =>
  OF_LISTED.test(sentence) || (/:\s*$/.test(sentence) && !OF_THE_CLIENT.test(sentence));
const OF_THE_CLIENT = /\b(?:click|open|search|navigate|go to|look at|log in|sign in|scroll)\b/i;
const OF_LISTED =
  /\b(?:permissions?|rights|levels?|rows?|functions?|modules?|granted|these|those|below|tables?|lists?|the following(?! (?:screens?|pages?|steps?|articles?|links?|sections?|windows?|dialogs?|prompts?|information|credentials|values|fields)\b))\b/i;
export const LEADS_TO =
  /^(?:click|go|navigate|log|press|sign|scroll|return)\b|\bsteps? (?:outlined|described|below|that follow)\b|\bfollow(?:ing)?\b.*\bsteps?\b/i;

/** Whether a text looks like a title: short, and no sentence. */
export const isTitleLike = (text: string): boolean =>
  text.length <= LONGEST_TITLE &&
  !/^(?:requires?d?|needed|used|necessary|allows?)(?: us| you)? to \p{Ll}/iu.test(text) &&
  /^[\p{L}\p{N}(]/u.test(text) &&
  !/^https?:\/\/\S+$/i.test(text) &&
  !/[.!:;,]$/.test(text) &&
  !/\b(?:tables?|lists?|sections?) below\b/i.test(text) &&
  !/[.!?]\s/.test(text);

/** `Billing sync:` */
export const isLabel = (text: string): boolean =>
  /:$/.test(text) && text.split(/\s+/).length <= LONGEST_LABEL && !/[.!?]\s/.test(text);
const LONGEST_LABEL = 6;

/** `The permissions above are only for …`, and after a table: `These are only for …`. */
export const isAboutRowsBefore = (text: string, leads: boolean): boolean =>
  !text.endsWith(":") &&
  !/\b(?:below|following)\b/i.test(text) &&
  (/\b(?:above|previous|preceding)\b/i.test(text) || (!leads && /\b(?:these|those|this)\b/i.test(text)));
