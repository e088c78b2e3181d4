import type { DefaultTreeAdapterTypes } from "parse5";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

export const isElement = (node: Node): node is Element => "tagName" in node;

export const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((candidate) => candidate.name === name)?.value;

/** A page's closed tabs and folded parts are hidden, too, and are read: they are a click away. */
const FOLDED = new Set(["div", "section", "article", "main", "details"]);

/** Whether a reader of the page doesn't see it, or sees it struck out; there are elements for that, too. */
export function isUnseen(element: Element): boolean {
  const style = attribute(element, "style") ?? "";
  const isHidden =
    attribute(element, "hidden") !== undefined || /\b(?:display\s*:\s*none|visibility\s*:\s*hidden)\b/i.test(style);
  return /line-through/i.test(style) || (isHidden && !FOLDED.has(element.tagName));
}

/** The elements of these names below a node, in the document's order. */
export function elements(root: Node, ...names: readonly string[]): Element[] {
  const found: Element[] = [];
  const ahead: Node[] = [root];
  for (let node = ahead.pop(); node; node = ahead.pop()) {
    if (node !== root && isElement(node) && names.includes(node.tagName)) found.push(node);
    if ("childNodes" in node) for (const child of node.childNodes.toReversed()) ahead.push(child);
  }
  return found;
}

/** What an element is by its role, whatever its name: many sites draw tables with `div`. Source: WAI-ARIA 1.2, section 5.4. */
const BY_ROLE: Readonly<Record<string, string>> = {
  table: "table",
  grid: "table",
  treegrid: "table",
  row: "tr",
  columnheader: "th",
  rowheader: "th",
  cell: "td",
  gridcell: "td",
};

/** Gives the elements of drawn tables the names that those of tables have. */
export function nameByRoles(root: Node): void {
  for (const element of elements(root, "div", "span", "section", "ul", "ol", "li", "p")) {
    const name = BY_ROLE[attribute(element, "role")?.toLowerCase() ?? ""];
    if (name) element.tagName = name;
  }
}
