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

/**
 * The converter's rules for styles whose text is hidden or struck out, by themselves or by one that they are based on: as text that is.
 *
 * @param styles the document's part of that name
 */
export function rulesOfUnseen(styles: string): string[] {
  const all = styles
    .split(/<w:style\s/)
    .slice(1)
    .map((text) => {
      const style = text.slice(0, text.indexOf("</w:style>"));
      return {
        id: /\bw:styleId="([^"]*)"/.exec(style)?.[1] ?? "",
        element: /\bw:type="character"/.test(style) ? "r" : "p",
        base: /<w:basedOn\s+w:val="([^"]*)"/.exec(style)?.[1],
        isUnseen: UNSEEN.test(style),
      };
    });
  const unseen = new Set(all.flatMap(({ id, isUnseen }) => (isUnseen ? id : [])));
  // Word takes no longer chain of styles.
  for (let depth = 0; depth < LONGEST_CHAIN; depth++)
    for (const { id, base } of all) if (base !== undefined && unseen.has(base)) unseen.add(id);
  return all.filter(({ id }) => unseen.has(id)).map(({ id, element }) => `${element}.${escaped(id)} => s:fresh`);
}

const UNSEEN = /<w:(?:strike|dstrike|vanish)(?:\s*\/?>|\s+w:val="(?!(?:0|false|off|none)")[^"]*")/;
const LONGEST_CHAIN = 11;

/** An id as the converter's rules write it. */
const escaped = (id: string): string => id.replace(/[^A-Za-z0-9_-]/g, "\\$&").replace(/^[^A-Za-z\\]/, "\\$&");

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
