import { readFileSync } from "node:fs";
import { fileProblem } from "../core/text/fileProblem";

/** @throws Error naming the file and why it can't be read */
export function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Error(`${file}: ${fileProblem(error as Error)}`);
  }
}
