import { readLevels, type Said } from "./levels";
import { isQualified } from "./phrases";

const LONGEST_NAME = 60;

/** What grants: the verb, a verb of the role, or levels that a sentence ends with. */
export const GRANTS = /\bgrant\b|\binquire\b|(?<=\s)(?:All|My|None)\W*$/i;

/** A name and the levels after it. */
export function splitAtLevels(text: string): { name: string; said: Said } | undefined {
  for (const { index, 0: between } of text.slice(0, LONGEST_NAME * 2).matchAll(/\s*(?:[:=(|]|\s\p{Dash}+\s)\s*/gu)) {
    const name = text.slice(0, index);
    const said = readLevels(text.slice(index + between.length));
    if (said && isName(name) && !STEP.test(name)) return { name, said };
  }
  return undefined;
}

/** `Under Companies, set Contacts to`: the start of a sentence. */
const STEP = /^(?:under|in|within|set|grant|give|change|please)\s/i;

/** `Don't grant anything on …` */
export const DENYING =
  /(?:\bnot|\bnever|n['’]t)\b.{0,20}\b(?:grant|giv|allow|assign|enabl|set|tick|check|select|add|need|requir)\w*/i;

/** `In the Contacts row` */
export const ROW_NAMED =
  /\b(?:in|at|on|for|find|to|update|open|select) (?:the )?["“”']?\p{Lu}[\p{L}&/ -]{2,50}["“”']? (?:row|line|security module)\b/iu;

/** Whether a line may name something else than the rows before it. */
export const mayNameElse = (text: string): boolean =>
  text.split(/\s+/).length <= MOST_WORDS && isName(text) && readLevels(text) === undefined;
const MOST_WORDS = 6;

/** Whether a text may be a function's name: short, and no sentence. */
export const isName = (text: string): boolean =>
  text.length <= LONGEST_NAME && /^\p{Lu}/u.test(text) && !/[.:!?]$/.test(text) && !isQualified(text);
