import { writeFileSync } from "node:fs";
import { RefusedError } from "../core/model/errors";
import { print } from "./print";

/**
 * Writes what a command made to a file, or to stdout where the file is `-`.
 * @param overwrite whether a file that is there may go
 * @throws RefusedError when it may not, or when the system refuses
 */
export function writeText(file: string, text: string, overwrite: boolean): void {
  if (file === "-") {
    print(text);
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
