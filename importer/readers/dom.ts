import type { DefaultTreeAdapterTypes } from "parse5";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

export const isElement = (node: Node): node is Element => "tagName" in node;

export const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((candidate) => candidate.name === name)?.value;

/** Whether its style strikes it out; there are elements for that, too. */
export const isStruckOut = (element: Element): boolean => /line-through/i.test(attribute(element, "style") ?? "");

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
