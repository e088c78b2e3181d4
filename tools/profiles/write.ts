import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { heatMap } from "../../cli/profiles/heatMap";
import { findProfile, profileIds } from "../../project/profiles";
import { schemaDocument } from "./schema";
import { withTable } from "./table";

/** `npm run profile-schema`: the schema, and the table and the picture in profiles/README.md. */
const folder = path.join(__dirname, "../../profiles");
const readme = path.join(folder, "README.md");
const profiles = profileIds(folder).map((id) => findProfile(id, folder));
writeFileSync(path.join(folder, "profile.schema.json"), schemaDocument());
writeFileSync(readme, withTable(readFileSync(readme, "utf8")));
writeFileSync(path.join(folder, "../docs/profiles.svg"), heatMap(profiles));
