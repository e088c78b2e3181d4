import JSZip from "jszip";
import { describe, expect, test } from "vitest";
import { VERBS } from "../../../core/model/level";
import { type Draft, importArticle } from "../../../importer";
import { useFolder } from "../../helpers/folder";
import { entry, heading, line, marked, picture, table, wordDocument } from "../../helpers/wordDocument";

const folder = useFolder();

const write = (name: string, bytes: Buffer): string => folder.write(name, bytes);

/** `Contacts NNNA`, a row each; with `?` where something is told. */
const rowsOf = ({ grants, features }: Draft): string[] =>
  [...grants, ...features.flatMap((feature) => feature.grants)].map(
    ({ module, function: name, levels, doubts }) =>
      `${module} › ${name} ${VERBS.map((verb) => levels[verb].charAt(0)).join("")}${doubts.length > 0 ? " ?" : ""}`,
  );

/** A document whose part is changed as its text. */
async function changed(bytes: Buffer, change: (xml: string) => string, part = "word/document.xml"): Promise<Buffer> {
  const archive = await JSZip.loadAsync(bytes);
  archive.file(part, change((await archive.file(part)?.async("string")) ?? ""));
  return archive.generateAsync({ type: "nodebuffer", compression: "DEFLATE" });
}

const HEADER = ["Description", "Add", "Edit", "Delete", "Inquire"];

describe("a Word document is read", () => {
  test("a sentence names the module of the table below, and a footnote is said of a row", async () => {
    const bytes = await wordDocument(
      [
        heading("A role for Examplo"),
        line("Open the Companies module, and set what follows:"),
        table(
          HEADER,
          ["Contacts", "None", "None", "None", "All"],
          [marked("Surveys", 1), "All", "None", "None", "All"],
        ),
        line("Choose the System module, and set what follows:"),
        table(HEADER, ["Table Setup", "None", "None", "None", "All"]),
        line('Click Customize and allow access to "Service / Service Board" and "Company / Company Type".'),
      ],
      ["Only where polls are sent."],
    );
    const draft = await importArticle(write("page.docx", bytes));
    expect(rowsOf(draft)).toEqual([
      "Companies › Contacts NNNA",
      "System › Table Setup NNNA ?",
      "Companies › Surveys ANNA ?",
    ]);
    expect(draft.features.map(({ grants }) => grants.map((grant) => grant.function))).toEqual([["Surveys"]]);
    expect(draft.grants[1]?.customize).toEqual(["Service / Service Board", "Company / Company Type"]);
    expect(draft.notUnderstood).toEqual([]);
    expect(draft.grants.map((grant) => grant.line)).toEqual([4, 8]);
  });

  test("cells over several rows and columns, several lines in a cell", async () => {
    const bytes = await wordDocument([
      table(
        ["Module", "Function", "Add", "Inquire"],
        [{ text: "Finance", rowSpan: 2 }, "Agreements", "None", "All"],
        ["Invoicing", "All", "My"],
        [{ text: "Companies", columnSpan: 4 }],
        ["", "Contacts\nNotes", "None\nMy", "All\nAll"],
      ),
    ]);
    expect(rowsOf(await importArticle(write("spans.docx", bytes)))).toEqual([
      "Finance › Agreements NNNA",
      "Finance › Invoicing ANNM",
      "Companies › Contacts NNNA",
      "Companies › Notes MNNA",
    ]);
  });

  test("lists of lists, under any name that says nothing of its format", async () => {
    const bytes = await wordDocument([
      heading("Rights"),
      entry("Service Desk"),
      entry("Service Tickets: Add: All, Inquire: All", 1),
      entry("Sales"),
      entry("Opportunity: Inquire: All", 1),
    ]);
    expect(rowsOf(await importArticle(write("copied.txt", bytes)))).toEqual([
      "Service Desk › Service Tickets ANNA",
      "Sales › Opportunity NNNA",
    ]);
  });

  test.each(["dstrike", "strike", "vanish"])("what its reader doesn't see isn't read: %s", async (print) => {
    const bytes = await wordDocument([line("Companies > Contacts: All"), line("Companies > Notes: All")]);
    const unseen = await changed(bytes, (xml) =>
      xml.replace(/<w:r><w:t[^>]*>Companies &gt; Notes/, (run) =>
        run.replace("<w:r>", `<w:r><w:rPr><w:${print}/></w:rPr>`),
      ),
    );
    expect(rowsOf(await importArticle(write("unseen.docx", unseen)))).toEqual(["Companies › Contacts AAAA"]);
  });

  test.each([
    ["paragraph", '<w:p><w:pPr><w:pStyle w:val="Gone 1"/></w:pPr><w:r><w:t>Companies &gt; Notes'],
    ["character", '<w:p><w:r><w:rPr><w:rStyle w:val="Gone 1"/></w:rPr><w:t>Companies &gt; Notes'],
  ])("what a style of a %s hides, or one that it is based on, isn't read", async (type, styled) => {
    const bytes = await wordDocument([line("Companies > Contacts: All"), line("Companies > Notes: All")]);
    const marked = await changed(bytes, (xml) => xml.replace(/<w:p><w:r><w:t[^>]*>Companies &gt; Notes/, styled));
    const withStyles = (print: string) =>
      changed(
        marked,
        (xml) =>
          xml.replace(
            "</w:styles>",
            `<w:style w:type="${type}" w:styleId="Base"><w:name w:val="Base"/><w:rPr>${print}</w:rPr></w:style><w:style w:type="${type}" w:styleId="Gone 1"><w:name w:val="Gone"/><w:basedOn w:val="Base"/></w:style></w:styles>`,
          ),
        "word/styles.xml",
      );
    const read = async (print: string) => rowsOf(await importArticle(write("styled.docx", await withStyles(print))));
    expect(await read("<w:vanish/>")).toEqual(["Companies › Contacts AAAA"]);
    expect(await read('<w:strike w:val="true"/>')).toEqual(["Companies › Contacts AAAA"]);
    expect(await read('<w:strike w:val="0"/>')).toEqual(["Companies › Contacts AAAA", "Companies › Notes AAAA"]);
  });

  test("a row that leaves out its first columns keeps its levels below their verbs", async () => {
    const bytes = await wordDocument([
      heading("Companies"),
      table(["", ...HEADER], ["", "Contacts", "None", "None", "None", "All"], ["Notes", "All", "None", "None", "My"]),
    ]);
    const shifted = await changed(bytes, (xml) =>
      xml.replace(/<w:tr>(?=(?:(?!<w:tr>).)*Notes)/s, '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>'),
    );
    expect(rowsOf(await importArticle(write("shifted.docx", shifted)))).toEqual([
      "Companies › Contacts NNNA",
      "Companies › Notes ANNM",
    ]);
  });

  test("pictures, charts and lost symbols are told", async () => {
    const bytes = await wordDocument([
      line("Companies > Contacts: All"),
      line("Set the permissions below:"),
      picture("levels of the role"),
    ]);
    const { notices } = await importArticle(write("picture.docx", bytes));
    expect(notices.map(({ text }) => text)).toEqual([
      "A picture stands here (levels of the role); what it shows can't be read",
    ]);
    const chart = await changed(bytes, (xml) => xml.replace(/drawingml\/2006\/picture"/, 'drawingml/2006/chart"'));
    const symbol = await changed(chart, (xml) => xml.replace("<w:t ", '<w:sym w:font="Nobody" w:char="F0FC"/><w:t '));
    expect((await importArticle(write("chart.docx", symbol))).notices.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        "A chart stands in the document that can't be read",
        "A symbol of a font stands in the document that can't be read; it may be a tick",
      ]),
    );
  });
});

describe("a Word document is refused in one sentence", () => {
  const archiveOf = (files: Readonly<Record<string, string>>): Promise<Buffer> => {
    const archive = new JSZip();
    for (const [name, text] of Object.entries(files)) archive.file(name, text);
    return archive.generateAsync({ type: "nodebuffer", compression: "DEFLATE" });
  };
  const page = () => wordDocument([line("Companies > Contacts: All")]);
  const repeated = async (text: string, count: number) =>
    changed(await page(), (xml) => xml.replace(/<w:p>.*?<\/w:p>/s, text.repeat(count)));

  test.each<[string, () => Promise<Buffer>, RegExp]>([
    [
      "cut.docx",
      async () => (await page()).subarray(0, 2_000),
      /cut\.docx: it is damaged, or no Word document; open it/,
    ],
    ["text.docx", async () => Buffer.from("Companies"), /it is damaged, or no Word document/],
    ["markup.docx", async () => changed(await page(), () => "<w:document"), /it is damaged, or no Word document/],
    ["empty.docx", async () => Buffer.alloc(0), /it is empty$/],
    [
      "locked.docx",
      async () => Buffer.from("d0cf11e0a1b11ae100", "hex"),
      /or has a password; save it as DOCX without one/,
    ],
    ["sheet.docx", () => archiveOf({ "xl/workbook.xml": "<workbook/>" }), /it is an archive, and no Word document/],
    ["large.docx", async () => Buffer.alloc(30_000_001, "PK"), /it has 31 MB; save the article alone, at most 30 MB$/],
    ["bomb.docx", () => repeated(`<!--${" ".repeat(40_000)}-->`, 1_000), /its text has more than 30 MB, unpacked;/],
    [
      "lines.docx",
      () => repeated("<w:p><w:r><w:t>A</w:t></w:r></w:p>", 20_001),
      /it has 20001 lines; .* at most 20000$/,
    ],
    [
      "long.docx",
      () => repeated(`<w:p><w:r><w:t>${"A ".repeat(2_000)}</w:t></w:r></w:p>`, 200),
      /it has \d+ characters of text;/,
    ],
    ["deep.docx", () => repeated("<w:tbl><w:tr><w:tc>", 2_000), /it is damaged, or no Word document/],
    ["runs.docx", () => repeated("<w:r/>", 4_900_000), /its parts are too many/],
    ["blank.docx", () => repeated("<w:p/>", 290_000), /it is empty$/],
    [
      "names.docx",
      () => repeated(`<w:p ${Array.from({ length: 150_000 }, (_, index) => `a${index}=""`).join(" ")}/>`, 1),
      /it is empty$/,
    ],
    [
      "entities.docx",
      () => repeated(`<w:p><w:r><w:t>${"&amp;".repeat(5_900_000)}</w:t></w:r></w:p>`, 1),
      /it has 30 MB; save the article alone, at most 3 MB$/,
    ],
    [
      "nested.docx",
      () => repeated(`${"<w:tbl><w:tr><w:tc>".repeat(2_000)}<w:p/>${"</w:tc></w:tr></w:tbl>".repeat(2_000)}`, 1),
      /its parts are too many, or nested too deeply/,
    ],
  ])(
    "%s",
    async (name, make, message) => {
      const file = write(name, await make());
      const before = process.cpuUsage().user;
      await expect(importArticle(file)).rejects.toThrow(message);
      expect((process.cpuUsage().user - before) / 1e6).toBeLessThan(12);
    },
    60_000,
  );

  test("sizes that the archive itself tells aren't believed", async () => {
    const bomb = await repeated(`<!--${" ".repeat(40_000)}-->`, 1_000);
    for (let at = bomb.indexOf("PK\x01\x02"); at >= 0; at = bomb.indexOf("PK\x01\x02", at + 1))
      bomb.writeUInt32LE(10, at + 24);
    await expect(importArticle(write("lying.docx", bomb))).rejects.toThrow(/more than 30 MB, unpacked|damaged/);
  }, 60_000);
});
