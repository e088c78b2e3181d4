import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { importArticle } from "../../../importer";
import { useFolder } from "../../helpers/folder";

const folder = useFolder();

function write(name: string, content: string | Buffer): string {
  const file = path.join(folder.path, name);
  writeFileSync(file, content);
  return file;
}

const namesIn = async (file: string) =>
  (await importArticle(file)).grants.map((grant) => `${grant.module} › ${grant.function}`);

describe("an article is read", () => {
  test.each<[string, string, string | Buffer]>([
    ["in UTF-16, as Windows writes it", "utf16.txt", Buffer.from("\ufeffCompanies > Contacts: All", "utf16le")],
    [
      "in Windows-1252, as the page itself says",
      "windows.html",
      Buffer.from('<meta charset="windows-1252"><p>Companies &gt; Contacts \x96 All', "latin1"),
    ],
    ["with a byte order mark", "bom.csv", "\ufeffModule,Function,Inquire\nCompanies,Contacts,All\n"],
    ["as Excel writes it", "sep.csv", "sep=;\r\nModule;Function;Inquire\r\nCompanies;Contacts;All\r\n"],
    [
      "as PowerShell writes it",
      "type.csv",
      '#TYPE Row\r\n"Module","Function","Inquire"\r\n"Companies","Contacts","All"\r\n',
    ],
    [
      "with two tables in one sheet",
      "two.csv",
      "Module,Function,Inquire\nCompanies,Contacts,All\n\nOther tables\nA,B,C,D\n",
    ],
    ["as a web page under another name", "page.txt", "<!DOCTYPE html><p>Companies &gt; Contacts: All"],
    [
      "from broken markup",
      "broken.html",
      "<table><tr><td>Module<td>Function<td>Inquire<tr><td>Companies<td>Contacts<td>All</div><ul>",
    ],
    [
      "with JavaScript's own names in it",
      "own.csv",
      "Module,Function,Inquire\n__proto__,constructor,All\nCompanies,Contacts,All",
    ],
  ])("%s", async (_how, name, content) => {
    expect(await namesIn(write(name, content))).toEqual(["Companies › Contacts"]);
  });

  test("with cells that span more rows and columns than there are", async () => {
    const row = '<tr><td rowspan="99999999">Contacts</td><td colspan="99999999">All</td></tr>';
    const table = `<h3>Companies</h3><table><tr><th>Function<th>Inquire</tr>${row}</table>`;
    expect(await namesIn(write("spans.html", table))).toEqual(["Companies › Contacts"]);
  });
});

describe("an article is refused in one sentence", () => {
  mkdirSync(path.join(folder.path, "folder.html"));

  test.each<[string, string | Buffer | undefined, RegExp]>([
    ["missing.html", undefined, /there is no such file$/],
    ["folder.html", undefined, /it is no file; name one$/],
    ["empty.md", "", /it is empty$/],
    ["article.odt", "PK", /open it in a word processor, save it as DOCX or HTML, and import that$/],
    ["article.xlsx", "PK", /its name has to end in one of \.docx, \.html, .*\.txt$/],
    ["binary.txt", Buffer.from([1, 0, 2]), /it is no text$/],
    ["windows.txt", Buffer.from("Companies\n> Contacts \x96 All", "latin1"), /it isn't in UTF-8, .* from line 2 on$/],
    ["printed.txt", "%PDF-1.7", /it is no text; save or export/],
    ["huge.txt", "x".repeat(3_000_001), /it has 4 MB; save the article alone, at most 3 MB$/],
    ["long.txt", "x\n".repeat(20_001), /it has 20001 lines; save the article alone, at most 20000$/],
    ["quote.csv", 'Module,Function\nCompanies,"Contacts', /Quote Not Closed/],
    [
      "shifted.csv",
      "sep=,\nModule,Function,Add,Inquire\nCompanies,Contacts, and more,None,All\nCompanies,Notes,None,All",
      /shifted\.csv:3: has 5 cells, more than the 4 that the first row names; put a cell that has a comma in it in quotes$/,
    ],
    [
      "deep.md",
      `${"> ".repeat(20_000)}x`,
      /its parts are too many, or nested too deeply, for an article; save the article alone$/,
    ],
    [
      "deep.html",
      `${"<div>".repeat(20_000)}x`,
      /its parts are too many, or nested too deeply, for an article; save the article alone$/,
    ],
  ])("%s", async (name, content, message) => {
    const file = content === undefined ? path.join(folder.path, name) : write(name, content);
    await expect(importArticle(file)).rejects.toThrow(message);
  });
});

test("a line of many pages is told and left", async () => {
  const { grants, notUnderstood } = await importArticle(
    write("line.txt", `Companies > Notes: All\n${"Contacts, ".repeat(100_000)}`),
  );
  expect(grants).toHaveLength(1);
  expect(notUnderstood).toEqual([{ line: 2, text: expect.stringMatching(/^Contacts, .*… is too long to be read$/) }]);
});
