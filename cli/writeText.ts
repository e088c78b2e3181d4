import { writeFileSync } from "node:fs";
import { RefusedError } from "../core/model/errors";
import { type Lines, printDocument, textOf } from "./print";

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
    throw new RefusedError(
      code === "EEXIST"
        ? `${file} is already there. Overwrite it with --force.`
        : `${file} can't be written: ${message}`,
    );
  }
}
