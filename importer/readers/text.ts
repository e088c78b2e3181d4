import { type Article, type Block, clean, type Row } from "../blocks";
import { columnsOf } from "../tables";
import { withWholeRows } from "./brokenRows";
import { copiedTableAt } from "./copiedTable";
import { withBars } from "./drawnTables";

const BULLET = /^(?:[-*+•·‣▪◦●■–—]|o|[a-z][.)]|\d+(?:\.\d+)*[.)]|\d+(?:\.\d+)+)\s+(?=\S)/;
const TAB_WIDTH = 8;
/** A picture's file name, as a browser copies what stands in its place. */
const PICTURE = /^[^\s/]+\.(?:png|jpe?g|gif|svg|webp|bmp)$/i;
const isAddress = (text: string): boolean => /^<?https?:\/\/\S+$/i.test(text);
const LONGEST_TITLE = 60;

/** Plain text, as copied from a page: lines, bullets by their indent, and rows parted by tabs, bars or wide spaces. */
export function readText(text: string): Article {
  const lines = withWholeRows(withBars(text.split(/\r\n|\r|\n/)).map(withoutEmphasis));
  const blocks: Block[] = [];
  let table = 0;
  for (let index = 0; index < lines.length; index++) {
    const isRow = rowOf(lines[index] ?? "", index + 1, table) !== undefined;
    const copied = isRow ? undefined : copiedTableAt(lines, index, table);
    if (copied) {
      blocks.splice(blocks.length - copied.titlesBefore, copied.titlesBefore, ...copied.rows);
      table += 1;
      index = copied.end - 1;
      continue;
    }
    const block = rowWithin(lines, index, blocks) ?? blockOf(lines[index] ?? "", index + 1, table);
    if (!block) continue;
    if (block.kind !== "row" && blocks.at(-1)?.kind === "row") table += 1;
    blocks.push(block);
  }
  const first = blocks.findIndex((block) => block.kind === "row");
  const before = first < 0 ? blocks : blocks.slice(0, first);
  const title = before.flatMap((block) => (block.kind === "text" && !isOnTheWay(block.text) ? [block.text] : []))[0];
  return { ...(title && { title }), isCopied: true, blocks };
}

/** `Home > Integrations`, or an address: what leads to a page, and no title of it. */
const isOnTheWay = (text: string): boolean => /^\S[^>›»→]*(?:\s[>›»→]\s[^>›»→]+)+$/.test(text) || isAddress(text);

/** A line of one cell between rows of a table below verbs: a module's name. */
function rowWithin(lines: readonly string[], index: number, blocks: readonly Block[]): Row | undefined {
  const text = clean(lines[index] ?? "");
  const last = blocks.at(-1);
  if (last?.kind !== "row" || text === "" || text.length > LONGEST_TITLE || /[.:!?]$/.test(text)) return undefined;
  const { table, cells, bySpaces } = last;
  const own = rowOf(lines[index] ?? "", index + 1, table);
  if (own || !blocks.some((block) => block.kind === "row" && block.table === table && isOfVerbs(block)))
    return undefined;
  const next = rowOf(lines.slice(index + 1).find((line) => line.trim() !== "") ?? "", index + 2, table);
  const isWithin = next?.bySpaces === bySpaces && (bySpaces || next?.cells.length === cells.length);
  return isWithin ? { kind: "row", table, cells: [text, ...cells.slice(1).map(() => "")], line: index + 1 } : undefined;
}

const isOfVerbs = ({ cells }: Row): boolean => (columnsOf(cells)?.verbs.size ?? 0) > 1;

/** Whether a text has a table whose cells stand on lines of their own, and none of Markdown. */
export function hasCopiedTable(text: string): boolean {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.some((line) => /^[\s|:-]*-{3,}[\s|:-]*$/.test(line) && line.includes("|"))) return false;
  return lines.some(
    (line, index) => /^(?:Add|Edit|Delete|Inquire)\b.{0,10}$/i.test(line.trim()) && copiedTableAt(lines, index, 0),
  );
}

/** Text that was written with marks of emphasis and code; a note's mark has none that closes it. */
const withoutEmphasis = (line: string): string =>
  line
    .replace(/(`{1,2})(?=\S)([^`\n]{1,200})(?<=\S)\1/g, "$2")
    .replace(/(?<![\p{L}\p{N}*])(\*{1,2})(?=[^\s*])([^*\n]{1,200})(?<=[^\s*])\1(?![\p{L}\p{N}*])/gu, "$2");

function blockOf(raw: string, line: number, table: number): Block | undefined {
  const text = clean(raw.replace(/\s\|\s*$/, ""));
  if (text === "" || PICTURE.test(text) || /^[\p{Dash}_=*|+: ]+$/u.test(text)) return undefined;
  const content = raw.replace(/^\s+/, "");
  const [title] = /^#{1,6}(?=\s)/.exec(content) ?? [];
  if (title) return { kind: "heading", depth: title.length, text: text.slice(title.length).trim(), line };
  const bullet = BULLET.exec(clean(content));
  const deeper = /^[a-z]/.test(content) ? 1 : 0;
  if (bullet) return { kind: "item", depth: indentOf(raw) + deeper, text: text.slice(bullet[0].length), line };
  return rowOf(raw, line, table) ?? { kind: "text", text, line };
}

function rowOf(raw: string, line: number, table: number): Row | undefined {
  const row = (cells: string[]) => ({ kind: "row", table, cells: cells.map(clean), line }) as const;
  const bars = raw.trim().replace(/^\||\|$/g, "");
  if (bars.split("|").length > 2) return row(bars.split("|"));
  if (raw.trimStart().includes("\t")) return row(raw.split("\t"));
  const columns = raw.trim().split(/[ \u00a0]{2,}/);
  return columns.length > 2 ? { ...row(columns), bySpaces: true } : undefined;
}

const indentOf = (raw: string): number => {
  const [indent = ""] = /^\s*/.exec(raw) ?? [];
  return indent.replaceAll("\t", " ".repeat(TAB_WIDTH)).length;
};
