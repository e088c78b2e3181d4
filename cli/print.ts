import { cleanMessage, cleanText, escapeUnseen, joinLines } from "../text/clean.mjs";

/**
 * The way out of every command: nothing else writes to stdout or stderr. What comes from outside is cleaned here, on a terminal, in a
 * file and in a pipe alike.
 */

/** A line, or several. A line end within one is part of somebody's name, and makes no new line. */
export type Lines = string | readonly string[];

/** Lines as a text. */
export const textOf = (lines: Lines): string => joinLines(typeof lines === "string" ? [lines] : lines);

/** One answer of a command, on stdout. */
export const print = (lines: Lines): void => out(textOf(lines));

/** What is said beside the answer, on stderr: errors, notices, how far it is. */
export const printNotice = (lines: Lines): void => void process.stderr.write(`${textOf(lines)}\n`);

/** A message that has lines of its own, on stderr. */
export const printProblem = (message: string): void => void process.stderr.write(`${cleanMessage(message)}\n`);

/** An answer in a format that has lines of its own, such as Markdown or YAML. */
export const printDocument = (text: string): void => out(cleanText(text));

/** As `--json` prints it. */
export const printJson = (data: unknown): void => out(jsonText(data, 2));

/** One of several on stdout, a line each. */
export const printJsonLine = (data: unknown): void => out(jsonText(data));

/** JSON in which an escape stands for each character that isn't seen. */
export const jsonText = (data: unknown, indent?: number): string => escapeUnseen(JSON.stringify(data, null, indent));

const out = (text: string): void => void process.stdout.write(`${text}\n`);
