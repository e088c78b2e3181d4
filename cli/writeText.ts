import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { RefusedError } from "../core/model/errors";
import { type Lines, printDocument, textOf } from "./print";

/**
 * Ahead of the work, so that nobody waits for what can't be written.
 * @throws RefusedError where a file is there, and may not be overwritten
 */
export function assertNew(file: string | undefined, overwrite: boolean): void {
  if (file !== undefined && file !== "-" && !overwrite && existsSync(file)) throw alreadyThere(file);
}

const alreadyThere = (file: string) => new RefusedError(`${file} is already there. Overwrite it with --force.`);

/**
 * Writes what a command made to a file, or to stdout where the file is `-`.
 * @param written a document, or lines of text
 * @param overwrite whether a file that is there may go
 * @throws RefusedError when it may not, or when the system refuses
 */
export function writeText(file: string, written: Lines, overwrite: boolean): void {
  const text = typeof written === "string" ? written : textOf(written);
  if (file === "-") {
    printDocument(text);
    return;
  }
  try {
    writeFileSync(file, `${text}\n`, { flag: overwrite ? "w" : "wx" });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") throw alreadyThere(file);
    const reason =
      code === "ENOENT" ? `there is no folder ${path.dirname(file)}; make it, or name another file` : message;
    throw new RefusedError(`${file} can't be written: ${reason}`);
  }
}
