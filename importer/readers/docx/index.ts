import { Readable } from "node:stream";
import JSZip from "jszip";
import mammoth from "mammoth";
import { LARGEST_MB, tooNested, unreadable } from "../../unreadable";
import { asSeen, rulesOfUnseen, unreadParts } from "./asSeen";
import { inLines, withMarksOfNotes } from "./html";

/** What a document says, as HTML with a line for each of its paragraphs, entries and rows. */
export interface WordPage {
  readonly html: string;
  /** What stands in the document and can't be read, a sentence each. */
  readonly gaps: readonly string[];
}

/** Megabytes of markup, unpacked: some ten times what the text has. */
const LARGEST_UNPACKED_MB = 10 * LARGEST_MB;
/** Marks of markup: what is read of them grows with their number, and a page of hundred rows has some thousands. */
const MOST_TAGS = 300_000;
/** Styles of text that isn't seen; each paragraph is held against all of them. */
const MOST_RULES = 200;
/** The parts of a document that hold text, or say how it is printed; pictures stay packed. */
const PART = /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:_rels\/)?[^/]+\.(?:xml|rels))$/;
const WITH_TEXT = /^word\/(?:document|footnotes|endnotes)\d*\.xml$/;

/**
 * A Word document (DOCX) as a web page.
 * @param file what messages call it
 * @throws InvalidInputError where it is damaged, or its text too large
 */
export async function readWordDocument(bytes: Buffer, file: string): Promise<WordPage> {
  const parts = await unpack(bytes, file);
  const texts = Object.entries(parts).filter(([name]) => WITH_TEXT.test(name));
  if (texts.length === 0)
    throw unreadable(file, "it is an archive, and no Word document; save the article as DOCX or HTML");
  if (Object.values(parts).reduce((count, text) => count + text.split("<").length, 0) > MOST_TAGS)
    throw tooNested(file);
  for (const [name, text] of texts) parts[name] = asSeen(text);
  const rules = rulesOfUnseen(parts["word/styles.xml"] ?? "");
  if (rules.length > MOST_RULES) throw tooNested(file);
  const { value, messages } = await convert(await pack(parts), rules, file);
  const gaps = [...texts.flatMap(([, text]) => unreadParts(text)), ...messages.flatMap(lostSymbol)];
  return { html: inLines(withMarksOfNotes(value)), gaps: [...new Set(gaps)] };
}

/** The texts in a document's archive, counted while they are unpacked: what the archive says of their sizes isn't believed. */
async function unpack(bytes: Buffer, file: string): Promise<Record<string, string>> {
  const parts: Record<string, string> = {};
  let left = LARGEST_UNPACKED_MB * 1e6;
  try {
    const archive = await JSZip.loadAsync(bytes);
    for (const entry of archive.filter((name) => PART.test(name))) {
      const chunks: Buffer[] = [];
      for await (const chunk of new Readable().wrap(entry.nodeStream())) {
        left -= chunk.length;
        if (left < 0) throw new RangeError("too much text");
        chunks.push(chunk);
      }
      parts[entry.name] = Buffer.concat(chunks).toString("utf8");
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw damaged(file);
    throw unreadable(file, `its text has more than ${LARGEST_UNPACKED_MB} MB, unpacked; save the article alone`);
  }
  return parts;
}

function pack(parts: Readonly<Record<string, string>>): Promise<Buffer> {
  const archive = new JSZip();
  for (const [name, text] of Object.entries(parts)) archive.file(name, text);
  return archive.generateAsync({ type: "nodebuffer", compression: "STORE" });
}

async function convert(buffer: Buffer, rules: readonly string[], file: string) {
  try {
    return await mammoth.convertToHtml(
      { buffer },
      {
        includeEmbeddedStyleMap: false,
        styleMap: [...rules, "p[style-name='Title'] => h1:fresh", "p[style-name='Caption'] => p:fresh"],
        convertImage: mammoth.images.imgElement(async () => ({ src: "" })),
      },
    );
  } catch (error) {
    throw error instanceof RangeError ? tooNested(file) : damaged(file);
  }
}

const damaged = (file: string) =>
  unreadable(
    file,
    "it is damaged, or no Word document; open it in a word processor, and save it as DOCX or HTML again",
  );

/** A tick of a font that isn't known would look like a blank cell. */
const lostSymbol = ({ message }: { message: string }): string[] =>
  /\bw:sym\b/.test(message) ? ["A symbol of a font stands in the document that can't be read; it may be a tick"] : [];
