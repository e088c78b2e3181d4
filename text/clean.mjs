// @ts-check

/**
 * Text of others (a tenant's, a vendor's page, a file's, git's) made fit for a terminal, a log or CI. Every exit calls this, so that
 * no renderer has to. Plain JavaScript, since what publishes a review and what gets the engine run with nothing but Node.
 */

/**
 * What isn't seen, or makes a terminal do something: control characters (and so ANSI sequences and GitLab's section markers),
 * marks that reorder or hide text, fillers, lone surrogates, private use, the other line ends. What chooses the form of the letter
 * before it stays.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]|(?!\p{Variation_Selector})\p{Default_Ignorable_Code_Point}/gu;

/**
 * Where a line would be a command to the runner that reads it. GitHub takes `::name::` after any blanks at a line's start and
 * `##[name]` anywhere in it, Azure Pipelines `##vso[…]` anywhere, TeamCity `##teamcity[…]`. Source: ActionCommand.cs of
 * actions/runner, Command.cs of microsoft/azure-pipelines-agent; last verified 2026-11-29.
 */
const COMMAND_AT_START = /^([^\S\n]*):(?=:)/gm;
const COMMAND_ANYWHERE = /##(?=\w*\[)/g;

/** A U+FFFD for each character that isn't seen. @param {string} text */
export const withoutUnseen = (text) => text.replace(UNSEEN, "\ufffd");

/** A text of several lines, whose line ends and tabs are its own. @param {string} text */
export const cleanText = (text) =>
  text
    .replace(/\r\n/g, "\n")
    .replace(UNSEEN, (mark) => (mark === "\n" || mark === "\t" ? mark : "\ufffd"))
    .replace(COMMAND_AT_START, "$1: ")
    .replace(COMMAND_ANYWHERE, "# #");

/** One line: a line end or tab in it is part of somebody's name or words. @param {string} text */
export const cleanLine = (text) => cleanText(text.replace(/[^\S ]+/g, " "));

/**
 * A name that becomes a key of the engine's state. Its views print keys as they are, so that none may make a line, reorder one or be a
 * command. Marks that are merely not seen stay: they tell one name from another.
 *
 * @param {string} text
 */
export const plainName = (text) =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .replace(COMMAND_AT_START, "$1: ")
    .replace(COMMAND_ANYWHERE, "# #");

/** Several lines, whatever is in one. @param {readonly string[]} lines */
export const joinLines = (lines) => lines.map(cleanLine).join("\n");

/** A message of several lines: all but the first are indented, so that none looks like one of its own. @param {string} text */
export const cleanMessage = (text) => cleanText(text).replace(/\n(?=\S)/g, "\n  ");

/**
 * The same data, where JSON and YAML have it within double quotes: what `cleanText` would replace is written as an escape.
 *
 * @param {string} text
 */
export const escapeUnseen = (text) =>
  text
    .replace(UNSEEN, (mark) => (mark === "\n" ? mark : mark.split("").map(escaped).join("")))
    .replace(COMMAND_AT_START, `$1${escaped(":")}`)
    .replace(COMMAND_ANYWHERE, `${escaped("#")}#`);

/** @param {string} unit of UTF-16 */
const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
