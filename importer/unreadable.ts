import { InvalidInputError } from "../core/model/errors";

/** Megabytes of text; articles have some hundred kilobytes, with all that a web page carries along. */
export const LARGEST_MB = 3;

/** Why an article can't be read, in a sentence that says what to do. */
export const unreadable = (file: string, message: string): InvalidInputError =>
  new InvalidInputError("The article can't be read", [{ path: "", file, message }]);

export const tooNested = (file: string): InvalidInputError =>
  unreadable(file, "its parts are too many, or nested too deeply, for an article; save the article alone");

/** @throws InvalidInputError where a file has more bytes than the article alone would have */
export function assertSmall(file: string, bytes: number, mostMb = LARGEST_MB): void {
  if (bytes > mostMb * 1e6)
    throw unreadable(file, `it has ${Math.ceil(bytes / 1e6)} MB; save the article alone, at most ${mostMb} MB`);
}
