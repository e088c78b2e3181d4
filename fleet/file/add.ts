import { Document, isMap, isNode, isPair, isScalar, isSeq, type Node, parseDocument, type YAMLMap } from "yaml";
import { RefusedError } from "../../core/model/errors";
import { yamlText } from "../../core/profile/yamlText";
import type { CsvTenant } from "./csv";

/** Tenants as they stand in a fleet's file, a line a setting. */
export function tenantLines(tenants: readonly Pick<CsvTenant, "name" | "settings">[]): string {
  const document = new Document(Object.fromEntries(tenants.map(({ name, settings }) => [name, settings])));
  for (const pair of (document.contents as YAMLMap).items)
    for (const { value } of (pair.value as YAMLMap).items as { value: unknown }[]) if (isSeq(value)) value.flow = true;
  return yamlText(document, { lineWidth: 0, flowCollectionPadding: false });
}

/**
 * A fleet's file with more tenants behind those it has; every other character stays as it is.
 * @throws RefusedError where the file has its tenants in braces
 */
export function withTenants(text: string, tenants: readonly CsvTenant[]): string {
  const document = parseDocument(text, { merge: true, uniqueKeys: false });
  const pair = isMap(document.contents)
    ? document.contents.items.find(({ key }) => isScalar(key) && key.value === "tenants")
    : undefined;
  const value = pair?.value;
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const lines = (indent: number) =>
    tenantLines(tenants)
      .replaceAll(/^(?=.)/gm, " ".repeat(indent))
      .replaceAll("\n", lineEnd);
  if (isMap(value) && value.items.length > 0) {
    if (value.flow)
      throw new RefusedError("The file has its tenants in braces; write them in lines, then import again.");
    const at = endOfLine(text, lastOffset(value));
    const [before, after] = [text.slice(0, at), text.slice(at)];
    return `${before}${before.endsWith("\n") ? "" : lineEnd}${lines(indentOf(text, value))}${after}`;
  }
  // `tenants: {}`
  const [start, end] = isNode(value) && value.range ? value.range : [text.length, text.length];
  return `${text.slice(0, start).trimEnd()}${lineEnd}${lines(2).trimEnd()}${text.slice(end)}`;
}

const indentOf = (text: string, { items }: YAMLMap): number => {
  const [first] = items;
  const start = (first?.key as Node | undefined)?.range?.[0] ?? 0;
  return start - (text.lastIndexOf("\n", start - 1) + 1);
};

/** Where the last thing in a value ends. */
function lastOffset(node: unknown): number {
  const last = (isMap(node) || isSeq(node)) && !node.flow ? node.items.at(-1) : undefined;
  if (isPair(last)) return Math.max(lastOffset(last.value), lastOffset(last.key));
  if (last !== undefined) return lastOffset(last);
  return isNode(node) ? (node.range?.[1] ?? 0) : 0;
}

function endOfLine(text: string, offset: number): number {
  if (text[offset - 1] === "\n") return offset;
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end + 1;
}
