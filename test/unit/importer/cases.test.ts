import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parseProfile } from "../../../core/profile/parse";
import { draftYaml, importArticle } from "../../../importer";

/** Each folder has an article and the whole draft that it has to become. */
const CASES = path.resolve(__dirname, "../../cases/import");

describe("an article becomes the expected draft", () => {
  test.each(readdirSync(CASES))("%s", async (id) => {
    const folder = path.join(CASES, id);
    const [article = ""] = readdirSync(folder).filter((name) => name.startsWith("article."));
    const draft = await importArticle(path.join(folder, article));
    const title = draft.title ?? id;
    const source = { url: "https://vendor.example/permissions", title, retrieved: "2026-01-31" };
    const actual = draftYaml(draft, { id, vendor: "Example", ...source });
    expectFile(actual, folder);
    const { profile, problems, unknownNames } = parseProfile(actual, `${id}.yaml`);
    expect({ problems, unknownNames, id: profile?.id }).toEqual({ problems: [], unknownNames: [], id });
  });
});

/** What differs is left beside what was expected. */
function expectFile(actual: string, folder: string): void {
  const [expected, left] = ["expected.yaml", "expected.yaml.actual"].map((name) => path.join(folder, name)) as [
    string,
    string,
  ];
  const wanted = existsSync(expected) ? readFileSync(expected, "utf8") : "";
  if (actual === wanted) rmSync(left, { force: true });
  else writeFileSync(left, actual);
  expect(actual).toBe(wanted);
}
