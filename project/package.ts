import { readFileSync } from "node:fs";
import path from "node:path";

/** The folder of this package. This module lies one level below it, both as a source and as a part of `dist`. */
export const PACKAGE = path.join(__dirname, "..");

/** The version of this package, as in "0.2.0". */
export const packageVersion = (): string =>
  (JSON.parse(readFileSync(path.join(PACKAGE, "package.json"), "utf8")) as { version: string }).version;
