import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { MARKS } from "./environment";

/** The characters that depend on nothing beside it. */
const encoded = (text: string, offset: number): string =>
  Buffer.from(" ".repeat(offset) + text)
    .toString("base64")
    .slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + text.length) * 8) / 6));

/** A key's beginning as text, and as base64 has it, wherever in the encoded text it stands. */
const TRACES: readonly string[] = MARKS.flatMap((mark) => [mark, ...[0, 1, 2].map((offset) => encoded(mark, offset))]);

/** Whether a text has a trace of a key: as it is, in base64, or within what it has in base64. */
export const hasSecret = (text: string): boolean =>
  hasTrace(text) ||
  [...text.matchAll(/[A-Za-z0-9+/_-]{40,}={0,2}/g)].some(([run]) => hasTrace(plain(Buffer.from(run, "base64"))));

const hasTrace = (text: string) => TRACES.some((trace) => text.includes(trace));

/** Of a file or a part of one: compressed or not, of whatever encoding. */
function plain(content: Buffer): string {
  if (content[0] !== 0x1f || content[1] !== 0x8b) return content.toString("latin1");
  try {
    return gunzipSync(content).toString("latin1");
  } catch {
    return content.toString("latin1");
  }
}

/** Every file below some folders; links aren't followed. */
export const filesBelow = (folders: readonly string[]): string[] =>
  folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );

export const hasSecretInside = (file: string): boolean => hasSecret(plain(readFileSync(file)));
