import { writeFileSync } from "node:fs";
import path from "node:path";
import { schemaDocument } from "./schema";

/** `npm run fleet-schema` */
writeFileSync(path.join(__dirname, "../../fleet/file/fleet.schema.json"), schemaDocument());
