import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { InvalidInputError } from "../core/model/errors";
import { decodeText } from "../core/text/decode";
import { type Article, isTooLong, textOf } from "./blocks";
import { readCsv } from "./readers/csv";
import { readHtml } from "./readers/html";
import { readMarkdown } from "./readers/markdown";
import { readText } from "./readers/text";

type Reader = (text: string, file: string) => Article;

const READERS: Readonly<Record<string, Reader>> = {
  ".html": readHtml,
  ".htm": readHtml,
  ".md": readMarkdown,
  ".markdown": readMarkdown,
  ".csv": readCsv,
  ".txt": readText,
};

/** Articles have some hundred kilobytes, with all that a web page carries along. */
const LARGEST_MB = 3;
const MOST_LINES = 20_000;
const MOST_CHARACTERS = 500_000;

/**
 * Reads a saved article by its extension; a web page is known by its first words, too.
 * @throws InvalidInputError where there is no such file, or it is no text, too large or of another kind
 */
export function readArticle(file: string): Article {
  const read = READERS[path.extname(file).toLowerCase()];
  const size = sizeOf(file);
  if (!read) throw unreadable(file, `its name has to end in one of ${Object.keys(READERS).join(", ")}`);
  if (size > LARGEST_MB * 1e6)
    throw unreadable(file, `it has ${Math.ceil(size / 1e6)} MB; save the article alone, at most ${LARGEST_MB} MB`);
  const text = decode(readFileSync(file), file);
  const reader = /^\s*<(?:!doctype html|html)\b/i.test(text) ? readHtml : read;
  if (reader !== readHtml) assertFew(file, linesIn(text), MOST_LINES, "lines");
  const article = parse(reader, text, file);
  assertFew(file, article.blocks.length, MOST_LINES, "lines");
  assertFew(file, lengthOf(article), MOST_CHARACTERS, "characters of text");
  return article;
}

function assertFew(file: string, count: number, most: number, what: string): void {
  if (count > most) throw unreadable(file, `it has ${count} ${what}; save the article alone, at most ${most}`);
}

/** Lines that aren't blank. */
const linesIn = (text: string): number => text.match(/^[^\S\n]*\S/gm)?.length ?? 0;

const lengthOf = ({ blocks }: Article): number =>
  blocks.filter((block) => !isTooLong(block)).reduce((sum, block) => sum + textOf(block).length, 0);

function parse(read: Reader, text: string, file: string): Article {
  try {
    return read(text, file);
  } catch (error) {
    if (error instanceof RangeError)
      throw unreadable(file, "its parts are too many, or nested too deeply, for an article; save the article alone");
    throw error;
  }
}

function sizeOf(file: string): number {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) throw unreadable(file, "there is no such file");
  if (!stats.isFile()) throw unreadable(file, "it is no file; name one");
  if (stats.size === 0) throw unreadable(file, "it is empty");
  return stats.size;
}

function decode(bytes: Buffer, file: string): string {
  if (bytes.subarray(0, 5).toString("latin1") === "%PDF-")
    throw unreadable(file, "it is no text; save or export the article as HTML, Markdown, CSV or text");
  const decoded = decodeText(bytes);
  if ("text" in decoded) return decoded.text;
  if (isDeclaredWestern(bytes)) return new TextDecoder("windows-1252").decode(bytes);
  throw unreadable(file, `it ${decoded.problem}${decoded.line === undefined ? "" : `, from line ${decoded.line} on`}`);
}

/** A web page that says itself that it is in the encoding that browsers read for Latin-1. Source: WHATWG's Encoding Standard. */
const isDeclaredWestern = (bytes: Buffer): boolean =>
  /<meta\b[^>]{0,200}\bcharset=["']?(windows-1252|iso-8859-1|latin1)\b/i.test(
    bytes.subarray(0, 4096).toString("latin1"),
  );

const unreadable = (file: string, message: string) =>
  new InvalidInputError("The article can't be read", [{ path: "", file, message }]);
