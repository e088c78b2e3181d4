import { describe, expect, test } from "vitest";
import { VERBS } from "../../../core/model/level";
import { isNone } from "../../../core/model/permission";
import { importArticle } from "../../../importer";
import { useFolder } from "../../helpers/folder";
import { CONDITIONS } from "../../helpers/importPages/phrases";

const folder = useFolder();

const table = (name: string, level: string, below = "") =>
  `<h1>Permissions for Example Sync</h1><table><tr><th>Module<th>Function<th>Level
<tr><td>Companies<td>Contacts<td>Inquire: All
<tr><td>Finance<td>${name}<td>${level}</table>${below}`;

/** Places inside a row where a page says for whom it is. */
const PLACES: Readonly<Record<string, (said: string) => string>> = {
  "in brackets after the name": (said) => table(`Invoicing (${said})`, "Edit: All"),
  "below the level, in its cell": (said) => table("Invoicing", `<p>Edit: All</p><p>* ${said}.</p>`),
  "in a footnote": (said) => table("Invoicing †", "Edit: All", `<p>† ${said}.</p>`),
};

/** Whether the draft grants the row to everybody. */
async function isForAll(page: string): Promise<boolean> {
  const { grants } = await importArticle(folder.write("page.html", page));
  expect(grants.some(({ function: name }) => name === "Contacts")).toBe(true);
  return grants.some((grant) => grant.function === "Invoicing" && !isNone(grant.levels));
}

describe("what a row itself says of who needs it grants nothing to everybody", () => {
  test.each(Object.entries(PLACES))("%s", async (_place, print) => {
    const granted: string[] = [];
    for (const { title } of Object.values(CONDITIONS).filter(({ title: said }) => said.includes(" ")))
      if (await isForAll(print(title))) granted.push(title);
    expect(granted).toEqual([]);
  });
});

describe("the row becomes a feature", () => {
  test.each([
    ["in its cell", table("Agreements", "<p>Edit Level set to ALL</p><p>* Only needed if quotes are billed.</p>")],
    [
      "in two lines",
      table("Agreements", "<p>Edit: All</p><p>Inquire: All</p><p>Only needed if quotes are billed.</p>"),
    ],
    ["in a note", table("Agreements *", "Edit: All", "<p>* Only needed if quotes are billed.</p>")],
    ["in brackets", table("Agreements (only if quotes are billed)", "Edit: All")],
  ])("%s", async (_place, page) => {
    const { grants, features } = await importArticle(folder.write("page.html", page));
    expect(grants.map(({ function: name }) => name)).toEqual(["Contacts"]);
    const [feature, ...others] = features;
    expect(others).toEqual([]);
    const [grant] = feature?.grants ?? [];
    expect(VERBS.filter((verb) => grant?.levels[verb] === "All")).toContain("edit");
    expect(grant?.doubts.join()).not.toContain("Level");
  });
});
