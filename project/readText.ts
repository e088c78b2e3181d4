import { readFileSync } from "node:fs";
import { InvalidInputError } from "../core/model/errors";

const REASONS: Readonly<Record<string, string>> = { ENOENT: "no such file", EISDIR: "is a folder, not a file" };

/**
 * The text of a file, which is UTF-8.
 * @throws InvalidInputError where there is no such file, or it can't be read or is no text
 */
export function readText(file: string): string {
  const unreadable = (message: string) =>
    new InvalidInputError("The file can't be read", [{ path: "", message, file }]);
  const bytes = bytesOf(file, unreadable);
  if (bytes.includes(0)) throw unreadable("is no text");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw unreadable("isn't text in UTF-8; save it as UTF-8");
  }
}

function bytesOf(file: string, unreadable: (message: string) => Error): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    throw unreadable(REASONS[code] ?? `can't be read (${code || message})`);
  }
}
