import type { DefaultTreeAdapterTypes } from "parse5";
import { type Block, clean, type Heading } from "../blocks";
import { attribute, elements } from "./dom";

type Document = DefaultTreeAdapterTypes.Document;

/**
 * What an article is called: the heading that says what the document's own title says, else its only heading of the first
 * rank, else that title without the site's name. What a sidebar or a menu is headed by is no title of it.
 */
export function titleOf(document: Document, blocks: readonly Block[]): string | undefined {
  const named = [metaOf(document), nameOf(document)].filter((name) => name !== undefined);
  const headings = blocks.filter((block): block is Heading => block.kind === "heading" && !block.isAside);
  const same = headings.find(({ text }) => named.some((name) => isSameTitle(text, name)));
  const isSite = ({ text }: Heading) =>
    named.some((title) => title !== text && title.endsWith(text) && withoutSite(title) !== title);
  const first = headings.filter((one) => one.depth === 1 && !isSite(one));
  const [heading] = first.length > 0 ? first : headings;
  const name = metaOf(document) ?? withoutSite(nameOf(document));
  return same?.text ?? (first.length > 0 ? heading?.text : (name ?? heading?.text));
}

/** Whether a heading says the same as a title, which may have the site's name behind it. */
const isSameTitle = (heading: string, title: string): boolean =>
  withoutSite(title)?.toLowerCase() === heading.toLowerCase() || title.toLowerCase() === heading.toLowerCase();

/** `Roles | Help Center` → `Roles` */
const withoutSite = (title: string | undefined): string | undefined =>
  title?.replace(/(?<=\S{3})\s+[|–—·»:-]\s+[^|–—·»]{1,40}$/u, "");

function nameOf(document: Document): string | undefined {
  const [title] = elements(document, "title");
  const [text] = title?.childNodes ?? [];
  return text && "value" in text ? clean(text.value) || undefined : undefined;
}

function metaOf(document: Document): string | undefined {
  const meta = elements(document, "meta").find((element) => attribute(element, "property") === "og:title");
  const title = meta && clean(attribute(meta, "content") ?? "");
  return title || undefined;
}
