import {
  Document,
  FootnoteReferenceRun,
  HeadingLevel,
  ImageRun,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from "docx";

/** A cell's text, a paragraph a line, or a cell over several rows or columns. */
export type WordCell = string | { readonly text: string; readonly rowSpan?: number; readonly columnSpan?: number };

/** A paragraph. */
export const line = (text: string): Paragraph => new Paragraph(text);

export const heading = (text: string): Paragraph => new Paragraph({ text, heading: HeadingLevel.HEADING_2 });

/** A paragraph with the mark of a footnote after it. */
export const marked = (text: string, note: number): Paragraph =>
  new Paragraph({ children: [new TextRun(text), new FootnoteReferenceRun(note)] });

/** A picture alone in its paragraph. */
export const picture = (description: string): Paragraph => {
  const transformation = { width: 300, height: 200 };
  const altText = { name: "picture", title: description, description };
  return new Paragraph({
    children: [new ImageRun({ type: "png", data: Buffer.from(PIXEL, "base64"), transformation, altText })],
  });
};

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

/** An entry of a list, `depth` 0 for the outermost. */
export const entry = (text: string, depth = 0): Paragraph => new Paragraph({ text, bullet: { level: depth } });

/** @param rows the first repeats on each page, as a header does */
export const table = (...rows: readonly (readonly (WordCell | Paragraph)[])[]): Table =>
  new Table({
    rows: rows.map((cells, index) => new TableRow({ tableHeader: index === 0, children: cells.map(cellOf) })),
  });

function cellOf(cell: WordCell | Paragraph): TableCell {
  if (cell instanceof Paragraph) return new TableCell({ children: [cell] });
  const { text, ...spans } = typeof cell === "string" ? { text: cell } : cell;
  return new TableCell({ ...spans, children: text.split("\n").map(line) });
}

/** A Word document's bytes. */
export const wordDocument = (
  children: readonly (Paragraph | Table)[],
  notes: readonly string[] = [],
): Promise<Buffer> => {
  const footnotes = Object.fromEntries(notes.map((note, index) => [index + 1, { children: [line(note)] }]));
  return Packer.toBuffer(new Document({ sections: [{ children: [...children] }], footnotes }));
};
