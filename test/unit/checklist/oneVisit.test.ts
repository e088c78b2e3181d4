/** The counts of docs/one-visit.md, from the profiles and the clicks of the web client. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { CLICKS } from "../../../checklist/effort";
import { checklistView } from "../../../checklist/view";
import { NOT_ASKED } from "../../../core/model/capability";
import { NONE, rowsOf } from "../../../core/model/permission";
import { plan } from "../../../core/plan/plan";
import { catalogue } from "../../../core/profile/catalogue";
import { customizeLists } from "../../../core/profile/customize";
import { resolveLevels } from "../../../core/profile/match";
import { levelsOf } from "../../../core/profile/parse";
import { loadProfile } from "../../../project/profiles";

const ROOT = path.resolve(__dirname, "../../..");
const PROFILES = ["kaseya-quote-manager", "wise-sync"].map((id) => loadProfile(path.join(ROOT, `profiles/${id}.yaml`)));

/** A new role of a tenant with the catalogue's functions, and a member that was just made. */
function countsOf(profile: (typeof PROFILES)[number]) {
  const { levels } = resolveLevels(levelsOf(profile.grants), catalogue);
  const settings = catalogue.map((name, id) => ({ ...name, id, cells: NONE }));
  const customize = customizeLists(profile.grants);
  const { effort } = checklistView({
    role: "Sync",
    tenant: "acme, https://psa.example",
    profile,
    changes: plan({ role: { settings } }, { role: { name: "Sync", levels, unlisted: "exact" } }, NOT_ASKED).changes,
    customize,
    keyPair: { identifier: "integration", description: profile.name, isNew: true },
    ...{ cautions: [], notes: [] },
  });
  // +, and role, location and business unit; the way to the member is taken once.
  const making = CLICKS.newRole + 1 + 3 * CLICKS.memberField + CLICKS.save;
  return { effort, making, named: [...rowsOf(profile.grants)].length + effort.entries, rows: catalogue.length };
}

test("docs/one-visit.md has the counts of both source documents", () => {
  const counts = PROFILES.map(countsOf);
  const row = (title: string, cells: readonly (string | number)[]) => `| ${[title, ...cells].join(" | ")} |`;
  const table = [
    row(
      "",
      PROFILES.flatMap(({ name }) => [`${name}, by the vendor's page`, "by the list"]),
    ),
    row("---", ["---:", "---:", "---:", "---:"]),
    row(
      "levels to set, in modules",
      counts.flatMap(({ effort: { cells, modules } }) => Array(2).fill(`${cells} in ${modules}`)),
    ),
    row(
      "clicks for these, Customize entries and the key pair",
      counts.flatMap(({ effort }) => [effort.clicks, effort.clicks]),
    ),
    row(
      "clicks to make role and member",
      counts.flatMap(({ making }) => [making, 0]),
    ),
    row(
      "look-ups on the vendor's page",
      counts.flatMap(({ named }) => [named, 0]),
    ),
    row(
      "rows to compare by eye afterwards",
      counts.flatMap(({ rows }) => [rows, 0]),
    ),
  ].join("\n");
  const written = readFileSync(path.join(ROOT, "docs/one-visit.md"), "utf8");
  expect(/<!-- counts -->\n(.*)\n<!-- \/counts -->/s.exec(written)?.[1]).toBe(table);
});
