/** Comments as a site renders them: by a reader of GitHub's Markdown, then of HTML. */
import fc from "fast-check";
import { marked } from "marked";
import { parseFragment, type DefaultTreeAdapterTypes as Tree } from "parse5";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { escapeMarkdown, link } from "../../../pages/markdownText";
import { toMarkdown } from "../../../review";
import { inMemory, reviewed } from "../../helpers/reviews";

const SOURCE = { url: "https://vendor.example/permissions", title: "Permissions", retrieved: "2026" };

function profileOf(permissions: object): string {
  return stringify({ name: "Sync", vendor: "Vendor", source: SOURCE, why: "Listed", permissions });
}

interface Rendered {
  readonly text: string;
  /** Each element's name, once an element; links with their address. */
  readonly elements: readonly string[];
}

function render(markdown: string): Rendered {
  const elements: string[] = [];
  const walk = (node: Tree.ChildNode | Tree.DocumentFragment): string => {
    if (node.nodeName === "#text") return (node as Tree.TextNode).value;
    if ("tagName" in node) {
      const address = node.attrs.find(({ name }) => name === "href" || name === "src")?.value;
      elements.push(address === undefined ? node.tagName : `${node.tagName} ${address}`);
    }
    return "childNodes" in node ? node.childNodes.map(walk).join("") : "";
  };
  const text = walk(parseFragment(marked.parse(markdown, { async: false, gfm: true })));
  return { text, elements };
}

const observed = (text: string) => text.replaceAll("\u2060", "").replace(/\s+/g, " ").trim();

const HOSTILE = [
  "a | b",
  "`code`",
  "``two`` ` one",
  "[click](https://evil.example)",
  "![x](https://evil.example/x.png)",
  "<img src=x onerror=alert(1)>",
  "</details></table>",
  "<!-- hidden -->",
  "-->",
  "@everyone @octo/team a@b.example",
  "https://evil.example www.evil.example",
  "*a* **b** _c_ ~~d~~",
  "# heading",
  "&lt; &amp; &copy;",
  "\\| \\` \\<",
  "| --- | --- |",
  "line\nbreak\r\n\r\n# heading",
  "[ref]: https://evil.example",
  "$x$ $$y$$",
];

describe("text of a profile", () => {
  test.each(HOSTILE)("%s stays text", (text) => {
    const { text: shown, elements } = render(
      `Name: ${escapeMarkdown(text)}\n\n| a |\n| --- |\n| ${escapeMarkdown(text)} |`,
    );
    expect(elements).toEqual(["p", "table", "thead", "tr", "th", "tbody", "tr", "td"]);
    expect(observed(shown)).toBe(observed(`Name: ${text} a ${text}`));
  });

  test("stays text, whatever it is", () => {
    const word = fc.oneof(
      fc.constantFrom(...HOSTILE),
      fc.string(),
      fc.constantFrom("|", "`", "\\", "<", "*", "[", "]("),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => {
        const { elements } = render(`| a |\n| --- |\n| x ${escapeMarkdown(words.join(""))} |`);
        expect(elements).toEqual(["table", "thead", "tr", "th", "tbody", "tr", "td"]);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    "@octocat",
    "#12",
    "!12",
    "GH-12",
    "acme/roles#12",
    ":tada:",
    ":+1:",
    "~bug",
    "%v1",
    "$3",
    "www.x.example",
  ])("%s is taken apart, so that no site sees a mention, reference or address in it", (text) => {
    const { text: shown } = render(`x ${escapeMarkdown(text)}`);
    expect(shown.trim()).not.toContain(text);
    expect(observed(shown)).toBe(`x ${text}`);
  });

  test("shows what would be invisible or reorder the line", () => {
    expect(escapeMarkdown("a\u202Eb\u200Bc\u001B[0m")).toBe("a\uFFFDb\uFFFDc\uFFFD\\[0m");
  });

  test("is cut with an ellipsis where it would fill the comment", () => {
    expect(escapeMarkdown("word ".repeat(1000))).toMatch(/^(word )+word…$/);
    expect(escapeMarkdown("word ".repeat(1000)).length).toBeLessThan(500);
  });

  test.each([
    ["https://vendor.example/a)b|c d", "a https://vendor.example/a%29b%7Cc%20d"],
    ["https://vendor.example/?a=1&copy;=2", "a https://vendor.example/?a=1&copy;=2"],
  ])("an address is a link to itself: %s", (address, expected) => {
    expect(render(link("page", address)).elements).toEqual(["p", expected]);
  });

  test.each(["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])("%s is no link", (address) => {
    expect(render(link("page", address))).toMatchObject({ elements: ["p"] });
  });
});

describe("400 functions that change", () => {
  const MODULES = 20;
  const permissions = Object.fromEntries(
    Array.from({ length: MODULES }, (_, module) => [
      `Module ${module}`,
      Object.fromEntries(
        Array.from({ length: 20 }, (_, index) => [
          `Function ${index}`,
          { inquire: "All", delete: index < 5 ? "All" : "None" },
        ]),
      ),
    ]),
  );
  const change = () => reviewed(profileOf({ Companies: { Contacts: "All" } }), profileOf(permissions));

  test("are said in one sentence; 20 of them are seen at once, and the others unfold", async () => {
    const markdown = toMarkdown(await change());
    expect(markdown.split("\n")[1]).toBe("**1 profile changes: 400 functions broadened (100 high risk), 1 narrowed.**");
    expect(markdown.length).toBeLessThan(65_000);
    const open = markdown.split("<details>")[0] ?? "";
    expect(open.match(/^\| Module/gm)).toHaveLength(20);
    expect(markdown).toContain("<summary>381 more rows</summary>");
    expect(markdown).not.toContain("not shown");
  });

  test.each([3_000, 10_000, 25_000])(
    "fit into %i characters: the riskiest come first, and the rest is counted",
    async (length) => {
      const markdown = toMarkdown(await change(), length);
      expect(markdown.length).toBeLessThanOrEqual(length);
      const rows = markdown.split("\n").filter((line) => /^\| (Module|Companies)/.test(line));
      const [, more] = /_(\d+) more rows not shown\._/.exec(markdown) ?? [];
      expect(rows.length + Number(more)).toBe(401);
      const risks = rows.map((row) => (row.includes("**high**") ? 0 : 1));
      expect(risks).toEqual([...risks].sort());
      expect(render(markdown).elements.filter((name) => name === "td")).toHaveLength(rows.length * 5);
    },
  );

  test("that don't even leave room for the summary are refused", async () => {
    const view = await change();
    expect(() => toMarkdown(view, 50)).toThrow(/--max-length: 50 characters are too few/);
  });
});

test("profiles without room are counted", async () => {
  const files = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [
      `profiles/sync-${index}.yaml`,
      profileOf({ Sales: { Opportunity: "All" } }),
    ]),
  );
  const markdown = toMarkdown(
    await inMemory({ "profiles/old.yaml": files["profiles/sync-0.yaml"] ?? "" }, files),
    5_000,
  );
  expect(markdown.length).toBeLessThanOrEqual(5_000);
  const [, more] = /_(\d+) more profiles not shown\._/.exec(markdown) ?? [];
  expect((markdown.match(/^### /gm) ?? []).length + Number(more)).toBe(61);
});

test("an address that is too long to leave room for others is text, and cut", () => {
  const address = `https://vendor.example/${"a&".repeat(5000)}`;
  expect(link("page", "https://vendor.example/a&b")).toBe("[page](https://vendor.example/a&amp;b)");
  expect(link("page", address)).toMatch(/^https:&NoBreak;\/\/vendor\.example\/(a&amp;&NoBreak;)+a?…$/);
});
