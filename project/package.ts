import path from "node:path";

/** The folder of this package. This module lies one level below it, both as a source and as a part of `dist`. */
export const PACKAGE = path.join(__dirname, "..");
