import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { schemaDocument } from "./schema";
import { withTable } from "./table";

/** `npm run profile-schema`: the schema, and the table in profiles/README.md. */
const folder = path.join(__dirname, "../../profiles");
const readme = path.join(folder, "README.md");
writeFileSync(path.join(folder, "profile.schema.json"), schemaDocument());
writeFileSync(readme, withTable(readFileSync(readme, "utf8")));
