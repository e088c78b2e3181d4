import { describe, expect, test } from "vitest";
import { importArticle } from "../../../importer";
import { useFolder } from "../../helpers/folder";

const folder = useFolder();

/** What is told of a page: names that none is called by, and lines that aren't understood. */
async function told(text: string, ending = "txt") {
  const { unmatched, notUnderstood, notices } = await importArticle(folder.write(`page.${ending}`, text));
  return [
    ...unmatched.map((name) => `${name.module} › ${name.function}`),
    ...notUnderstood.map(({ line, text: said }) => `${line}: ${said}`),
    ...notices.map(({ text: said }) => said),
  ];
}

describe("a name that a list has beside functions is told where nothing is called so", () => {
  test.each([
    ["Set Widgets and Contacts under Companies to All for Inquire.", "Companies › Widgets"],
    ["Under Companies, set Contacts and Widgets to All for Inquire.", "Companies › Widgets"],
    ["Under Companies, set Odd Widgets & Contacts to Inquire: All.", "Companies › Odd Widgets"],
    ["Under Sales, set Opportunity and Widgets / Gadgets to Edit: All.", "Sales › Widgets"],
  ])("%s", async (sentence, name) => {
    expect(await told(sentence)).toEqual([name]);
  });
});

describe("levels are told with the sentence before them where that leads to no one function", () => {
  test.each([
    ["Find Opportunity and Reports. Change Add Level to All."],
    ["Examplo writes to Opportunity. Change Add Level to All."],
    ["Don't open Opportunity. Change Add Level to All."],
  ])("%s", async (sentences) => {
    expect(await told(`Sales\n${sentences}`)).toEqual([`2: ${sentences}`]);
  });

  test("without a module, too", async () => {
    const sentences = "Find Opportunity. Change Add Level to All.";
    expect(await told(sentences)).toEqual([`1: ${sentences}`]);
  });
});

describe("rows in another language are told", () => {
  const table = (...rows: string[]) => rows.map((row) => `<tr><td>${row.replaceAll(" | ", "<td>")}`).join("\n");

  test("of a known one: each row that no function is called by, and once that levels are translated", async () => {
    const page = `<table>${table(
      "Modul | Funktion | Hinzufügen | Abfragen",
      "Firmen | Kontakte | Keine | Alle",
      "Firmen | Notizen | Keine | Alle",
    )}</table>`;
    expect(await told(page, "html")).toEqual([
      "Firmen › Kontakte",
      "Firmen › Notizen",
      expect.stringMatching(/^The page is in German: .*check each row$/),
    ]);
  });

  test("of one that isn't known: the table, whose cells look like levels", async () => {
    const page = `<p>Companies &gt; Contacts: All<table>${table(
      "Modul | Funktion | Lägg till | Redigera | Fråga",
      "Företag | Kontakter | Alla | Ingen | Alla",
      "Företag | Anteckningar | Ingen | Ingen | Alla",
    )}</table>`;
    expect(await told(page, "html")).toEqual([
      "1: None of the 3 rows of this table, to line 3, is read: it doesn't have ConnectWise's English names",
    ]);
  });

  test("no table that compares something else", async () => {
    const page = `<p>Companies &gt; Contacts: All<table>${table(
      "Feature | Basic | Pro",
      "Tickets | yes | yes",
      "Sync | no | yes",
      "Quotes | no | yes",
    )}</table>`;
    expect(await told(page, "html")).toEqual([]);
  });
});
