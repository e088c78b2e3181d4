/**
 * A part's markup with what its converter doesn't know put in a way that it does: text that is hidden, or struck out twice, is
 * struck out, and columns that a row leaves out before its first cell are blank cells, so that no level moves under another verb.
 */
export const asSeen = (xml: string): string =>
  xml
    .replace(/<w:(?:dstrike|vanish)(?=[\s/>])/g, "<w:strike")
    .replace(/<\/w:(?:dstrike|vanish)>/g, "</w:strike>")
    .replace(ROW_PROPERTIES, (properties) => properties + BLANK_CELL.repeat(columnsBefore(properties)));

const ROW_PROPERTIES = /<w:trPr(?:\s[^<>]*)?>(?:(?!<\/w:trPr>).){0,1000}<\/w:trPr>/gs;
const BLANK_CELL = "<w:tc><w:p/></w:tc>";
/** More columns than any table of permissions has. */
const WIDEST = 50;

function columnsBefore(properties: string): number {
  const [, count = "0"] = /<w:gridBefore\s[^<>]{0,100}?w:val="(\d{1,4})"/.exec(properties) ?? [];
  return Math.min(Number(count), WIDEST);
}

/** What a part has that no converter turns into text, a sentence each. */
export const unreadParts = (xml: string): string[] =>
  UNREAD.flatMap(({ pattern, what }) => (pattern.test(xml) ? `${what} stands in the document that can't be read` : []));

const UNREAD = [
  { pattern: /<a:graphicData\b[^<>]{0,300}\/chart"/, what: "A chart" },
  { pattern: /<a:graphicData\b[^<>]{0,300}\/diagram"/, what: "A diagram" },
  { pattern: /<w:altChunk\b/, what: "Another document" },
  { pattern: /<o:OLEObject\b/, what: "An object of another program" },
  { pattern: /<w:fldSimple\b(?:(?!<\/w:fldSimple>).){0,500}<w:t\b/s, what: "A field" },
];
