import { findLevels, readLevels } from "./levels";
import { isQualified } from "./phrases";

/** Whether a name ends where its text goes on: at a separator, at a cell that ran into the next, or before levels. */
export const isSeparate = (rest: string): boolean =>
  rest.trim() === "" ||
  MARK_BEFORE_VERB.test(rest) ||
  (/^\s*(?:[:=([|>›→•]|\s\p{Dash}|\p{Dash}\s)/u.test(rest) && !isLongerName(rest)) ||
  /^[\p{Lu}\p{N}]/u.test(rest) ||
  (BEFORE_LEVELS.test(rest) && (readLevels(rest) ?? findLevels(rest)) !== undefined);

/** A bullet that became a part of the line. */
export const MARK_BEFORE_VERB = /^\s*\*{1,3}\s+(?=(?:add|edit|delete|inquire)\b)/i;

const BEFORE_LEVELS =
  /^\s(?:set|to|at|as|is|are|be|requires?|required|must|should|needs?|permissions?|access|levels?|add|edit|delete|inquire|inquiry|all|my|none)\b/i;

/** `Service Tickets – Boards` and `Service Tickets (Boards): All` name another function than Service Tickets. */
function isLongerName(rest: string): boolean {
  const [, more = ""] = /^\s*[\p{Dash}(>›→]\s*(\p{Lu}.*?)(?:[:=)(]|\s\p{Dash}|$)/u.exec(rest) ?? [];
  return (
    more !== "" &&
    !isQualified(more) &&
    more.split(" ").length <= MOST_WORDS &&
    !readLevels(more) &&
    !/^customi[sz]/i.test(more)
  );
}

const MOST_WORDS = 4;
