import { describe, expect, test } from "vitest";
import { importArticle } from "../../../importer";
import { useFolder } from "../../helpers/folder";

const folder = useFolder();

/** The processor's own time, since others use the machine as well; quadratic work on these inputs takes minutes. */
const MOST_SECONDS = 12;

const repeated = (text: string, length: number) => text.repeat(Math.ceil(length / text.length)).slice(0, length);
const ofLines = (line: string, length: number) => repeated(`${line}\n`, length);
const numbered = (text: (index: number) => string, count: number) =>
  Array.from({ length: count }, (_, index) => text(index)).join("");

/** What reading a file comes to: the sentence that refuses it, or nothing. */
async function read(name: string, text: string): Promise<string> {
  const before = process.cpuUsage();
  let refusal = "";
  try {
    await importArticle(folder.write(name, text));
  } catch (error) {
    refusal = error instanceof Error ? error.message.replace(/^.*: /, "") : "";
  }
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(MOST_SECONDS);
  return refusal;
}

const HUGE = 2_900_000;
const LARGE = 400_000;
const NESTED = /^its parts are too many, or nested too deeply, for an article; save the article alone$/;
const LINES = /^it has \d+ lines; save the article alone, at most 20000$/;
const CHARACTERS = /^it has \d+ characters of text; save the article alone, at most 500000$/;

describe("what would keep the reader busy is refused in a sentence", () => {
  test.each<[string, string, string, RegExp]>([
    ["quotations of quotations", "q.md", repeated(">", HUGE), NESTED],
    ["lists of lists", "l.md", numbered((index) => `${" ".repeat(index * 2)}- a\n`, 1_000), NESTED],
    ["a table's rows", "t.md", `a|b\n-|-\n${ofLines("|a|b", HUGE)}`, LINES],
    ["short lines", "s.txt", ofLines("Contacts: All", HUGE), LINES],
    ["long lines", "l.txt", ofLines(repeated("A ", 4_000), HUGE), CHARACTERS],
    ["long paragraphs", "p.html", repeated(`<p>${repeated("A ", 4_000)}`, HUGE), CHARACTERS],
    ["tables of tables", "t.html", repeated("<table><tr><td>", HUGE), NESTED],
    ["elements of elements", "d.html", repeated("<div>", HUGE), NESTED],
    ["headings of headings", "h.html", repeated("<h1><div>", HUGE), NESTED],
    ["print of its own in each line", "f.html", numbered((index) => `<p><font a${index}>`, 80_000), NESTED],
    ["misplaced elements", "m.html", `<table>${repeated("<p>a</p>", HUGE)}`, NESTED],
    ["cells over all rows", "r.html", `<table><tr><td rowspan=0>Contacts${repeated("<tr>", 80_000 * 4)}`, LINES],
  ])(
    "%s",
    async (_what, name, text, sentence) => {
      expect(await read(name, text)).toMatch(sentence);
    },
    120_000,
  );
});

describe("what is read takes a time that grows with the text and no more", () => {
  test.each<[string, string, string]>([
    ["underscores", "u.md", repeated("_a_b__", HUGE)],
    ["underscores, line by line", "ul.md", ofLines(repeated("_a_b__", 4_000), LARGE)],
    ["backticks", "b.md", repeated("`a``b", HUGE)],
    ["brackets", "k.md", repeated("![a](", HUGE)],
    ["a row of very many cells", "c.md", `a|b\n-|-\n${repeated("|a", HUGE)}`],
    ["one long line", "a.txt", repeated("A ", HUGE)],
    ["colons", "c.txt", ofLines(`${":".repeat(4_000)}x`, LARGE)],
    ["dashes", "d.txt", ofLines(repeated("a - ", 4_000), LARGE)],
    ["negations", "n.txt", ofLines(repeated("not work ", 4_000), LARGE)],
    ["names in long lines", "nl.txt", ofLines(repeated("Companies > Contacts: All, ", 4_000), LARGE)],
    ["names that nobody knows", "x.txt", `Companies\n${numbered((index) => `- Contact ${index}: All\n`, 15_000)}`],
    ["links in links", "a.html", repeated("<a>x", LARGE)],
    ["attributes", "at.html", `<a ${numbered((index) => `a${index} `, 100_000)}>`],
  ])(
    "%s",
    async (_what, name, text) => {
      expect(await read(name, text)).not.toMatch(/nested|at \w+ \(/);
    },
    120_000,
  );
});
