import path from "node:path";

/** This folder in the package, both from its sources and from `dist`, which lies beside it. */
export const FOLDER = path.join(__dirname, "../sandbox");
