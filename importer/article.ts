import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { decodeText } from "../core/text/decode";
import { addressIn } from "./address";
import { type Article, isTooLong, textOf } from "./blocks";
import { readCsv } from "./readers/csv";
import { readHtml } from "./readers/html";
import { readMarkdown } from "./readers/markdown";
import { readText } from "./readers/text";
import { assertSmall, tooNested, unreadable } from "./unreadable";

type Reader = (text: string, file: string) => Article;

const READERS: Readonly<Record<string, Reader>> = {
  ".html": readHtml,
  ".htm": readHtml,
  ".md": readMarkdown,
  ".markdown": readMarkdown,
  ".csv": readCsv,
  ".txt": readText,
};

const OF_WORD = ".docx";
const OF_WORD_PROCESSORS = /\.(?:doc|odt|rtf|pdf)$/i;

/** A document has its pictures within. */
const LARGEST_DOCUMENT_MB = 30;
const MOST_LINES = 20_000;
const MOST_CHARACTERS = 500_000;

/** Stands for standard input, where a file is asked for. */
export const STANDARD_INPUT = "-";

/**
 * Reads a saved article by its extension, or what standard input has; a web page and a Word document are known by how they
 * begin, too.
 * @throws InvalidInputError where there is no such file, or it is no text, too large or of another kind
 */
export async function readArticle(file: string): Promise<Article> {
  if (file === STANDARD_INPUT) return readAny(readFileSync(process.stdin.fd), "standard input");
  const ending = path.extname(file).toLowerCase();
  const read = READERS[ending];
  assertReadable(file);
  if (!read && ending !== OF_WORD)
    throw unreadable(
      file,
      OF_WORD_PROCESSORS.test(file)
        ? "open it in a word processor, save it as DOCX or HTML, and import that"
        : `its name has to end in one of ${[OF_WORD, ...Object.keys(READERS)].join(", ")}`,
    );
  return readAny(readFileSync(file), file, ending);
}

/** @param ending of the file's name; missing where only its bytes tell its format */
async function readAny(bytes: Buffer, name: string, ending?: string): Promise<Article> {
  if (ending !== OF_WORD && !isArchive(bytes)) return readBytes(bytes, name, READERS[ending ?? ""]);
  if (bytes.length === 0) throw unreadable(name, "it is empty");
  if (bytes.subarray(0, OLE.length).equals(OLE))
    throw unreadable(name, "it is of an older Word, or has a password; save it as DOCX without one, and import that");
  assertSmall(name, bytes.length, LARGEST_DOCUMENT_MB);
  const { readWordDocument } = await import("./readers/docx/index.js");
  const { html, gaps } = await readWordDocument(bytes, name);
  return { ...readBytes(Buffer.from(html), name, readHtml), gaps };
}

/** Whether a file begins as a ZIP archive, which a Word document is. Source: PKWARE's APPNOTE.TXT, 4.3.7. */
const isArchive = (bytes: Buffer): boolean => bytes.subarray(0, 4).toString("latin1") === "PK\x03\x04";

/** How the files of older Words begin, and encrypted ones. Source: [MS-CFB], 2.2. */
const OLE = Buffer.from("d0cf11e0a1b11ae1", "hex");

/**
 * @param name what messages call it
 * @param read missing where only the text itself tells its format
 * @throws InvalidInputError where it is no text, or too large
 */
export function readBytes(bytes: Buffer, name: string, read?: Reader): Article {
  assertSmall(name, bytes.length);
  if (bytes.length === 0) throw unreadable(name, "it is empty");
  const text = decode(bytes, name);
  const reader = WEB_PAGE.test(text) ? readHtml : (read ?? readerOf(text));
  if (reader !== readHtml) assertFew(name, linesIn(text), MOST_LINES, "lines");
  const article = parse(reader, reader === readHtml ? text.replace(CLIPBOARD_HEAD, "") : text, name);
  assertFew(name, article.blocks.length, MOST_LINES, "lines");
  assertFew(name, lengthOf(article), MOST_CHARACTERS, "characters of text");
  const url = article.url ?? addressIn(text) ?? addressIn(firstLines(article));
  return { ...article, ...(url && { url }) };
}

/** What the clipboard of Windows puts before its HTML. Source: Microsoft's description of the HTML clipboard format. */
const CLIPBOARD_HEAD = /^\ufeff?Version:\d\.\d\r?\n(?:[A-Za-z]+:[^\r\n]*\r?\n){1,10}/;
const WEB_PAGE =
  /^\s*(?:<(?:!doctype html|html|meta|head|body|!-- saved from)\b|\ufeff?Version:\d\.\d\r?\nStartHTML:)/i;

/** The reader for a text without a name. */
function readerOf(text: string): Reader {
  if (/<(?:table|ul|ol|p|div|h[1-6])\b[^<>]{0,500}>/i.test(text)) return readHtml;
  if (/^\s*\|?[\s:-]*-{3,}[\s:-]*\|/m.test(text) || /^#{1,6}\s/m.test(text)) return readMarkdown;
  const [first = ""] = text.split(/\r?\n/);
  return /,.*,/.test(first) && /\b(?:inquire|inquiry)\b/i.test(first) ? readCsv : readText;
}

/** The text above a page's first table, where its address may stand: a Word document has it nowhere else. */
function firstLines({ blocks }: Article): string {
  const lines = blocks.slice(0, FIRST_LINES).filter((block) => block.kind === "text" && !isTooLong(block));
  return lines.map(textOf).join("\n");
}

const FIRST_LINES = 15;

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
    throw error instanceof RangeError ? tooNested(file) : error;
  }
}

function assertReadable(file: string): void {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) throw unreadable(file, "there is no such file");
  if (!stats.isFile()) throw unreadable(file, "it is no file; name one");
  assertSmall(file, stats.size, LARGEST_DOCUMENT_MB);
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
