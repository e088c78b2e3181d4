import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { coverageDocument } from "./table";

/** `npm run sandbox-coverage` */
const file = path.join(__dirname, "../../docs/sandbox-coverage.md");
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, coverageDocument());
