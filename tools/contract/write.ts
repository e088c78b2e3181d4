import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { assumptions } from "../../contract/assumptions";
import { readRecorded } from "../../contract/recorded";
import { contractDocument } from "./document";

/** `npm run contract-docs` */
const root = path.join(__dirname, "../..");
const file = path.join(root, "docs/contract.md");
const recorded = readRecorded(path.join(root, "contract/recorded"));
writeFileSync(file, contractDocument(readFileSync(file, "utf8"), assumptions(), recorded));
