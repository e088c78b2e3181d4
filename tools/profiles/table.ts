import path from "node:path";
import { rowsOf } from "../../core/model/permission";
import { findProfile, profileIds } from "../../project/profiles";

const FOLDER = path.join(__dirname, "../../profiles");

/** The lines between which profiles/README.md lists the profiles. */
const [START, END] = ["<!-- profiles: npm run profile-schema writes what follows -->", "<!-- end of profiles -->"];

/** The document with its table of profiles as the folder has them now. */
export function withTable(document: string): string {
  const [before, rest = ""] = document.split(START);
  const [, after] = rest.split(END);
  if (after === undefined) throw new Error(`The table's place is missing: ${START} … ${END}`);
  return [before, START, "\n\n", profileTable(), "\n\n", END, after].join("");
}

function profileTable(): string {
  const rows = profileIds(FOLDER).map((id) => {
    const { vendor, grants, features, source } = findProfile(id, FOLDER);
    const more = features.map((feature) => `\`${feature.id}\``).join(", ");
    return `| [\`${id}\`](${id}.yaml) | ${vendor} | ${[...rowsOf(grants)].length} | ${more} | [${source.title}](${source.url}) |`;
  });
  return ["| profile | vendor | functions | features | source |", "| --- | --- | --- | --- | --- |", ...rows].join(
    "\n",
  );
}
