import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { InvalidInputError, type Problem } from "../core/model/errors";
import { decodeText } from "../core/text/decode";
import { fileProblem } from "../core/text/fileProblem";

/** Of a file that people write; a fleet of ten thousand tenants has two. */
const LARGEST_MB = 16;

/**
 * The text of a file, in UTF-8 with or without a byte order mark, or in UTF-16 with one.
 * @throws InvalidInputError where there is no such file, or it can't be read, is too large, no text or in another encoding
 */
export const readText = (file: string): string => textIn(bytesOf(file), file);

/** The same of bytes that were read already; `file` names them in problems. */
export function textIn(bytes: Uint8Array, file: string): string {
  const decoded = decodeText(bytes);
  if ("text" in decoded) return decoded.text;
  const { problem: message, line } = decoded;
  throw unreadable({ path: "", message, file, ...(line !== undefined && { line }) });
}

const unreadable = (problem: Problem) => new InvalidInputError("The file can't be read", [problem]);

function bytesOf(file: string): Buffer {
  const problem = (message: string) => unreadable({ path: "", message, file });
  try {
    const { size } = statSync(file);
    if (size > LARGEST_MB * 1e6)
      throw problem(`has ${Math.ceil(size / 1e6)} MB, more than the ${LARGEST_MB} MB that are read`);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof InvalidInputError) throw error;
    throw problem([fileProblem(error as Error), ymlInstead(file)].filter(Boolean).join("; "));
  }
}

/** `fleet.yml is there: name it fleet.yaml`; `undefined` where no such file is. */
export function ymlInstead(file: string): string | undefined {
  const ymlFile = file.replace(/\.yaml$/, ".yml");
  if (ymlFile === file || !existsSync(ymlFile)) return undefined;
  return `${path.basename(ymlFile)} is there: name it ${path.basename(file)}`;
}
