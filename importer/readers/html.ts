import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { type Article, type Block, clean, type Picture } from "../blocks";
import { attribute, elements, isElement, isUnseen, nameByRoles } from "./dom";
import { tableRows } from "./htmlTable";
import { limitedTree } from "./limitedTree";
import { titleOf } from "./title";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** What a reader doesn't see, or sees struck out. */
const UNSEEN = new Set(["script", "style", "noscript", "template", "head", "iframe", "object", "del", "s", "strike"]);
/** More than is read of one line: what is longer is told and left. */
const LONGEST_TEXT = 10_000;
const HEADING = /^h[1-6]$/;
const INLINE = new Set(
  "a abbr b big bdi bdo cite code data dfn em font i ins kbd label mark q samp small span strong sub sup time tt u var wbr".split(
    " ",
  ),
);

/**
 * A web page, parsed as a browser does it: broken markup is no error.
 * @throws RangeError where elements are too many, or nested too deeply
 */
export function readHtml(text: string): Article {
  const document = parse(text, { sourceCodeLocationInfo: true, treeAdapter: limitedTree() });
  nameByRoles(document);
  const walker = new Walker();
  walker.walkAll(document.childNodes);
  walker.flush();
  const { blocks } = walker;
  const title = titleOf(document, blocks);
  const url = urlOf(document);
  const { pictures } = walker;
  return { ...(title && { title }), ...(url && { url }), pictures, blocks };
}

function urlOf(document: DefaultTreeAdapterTypes.Document): string | undefined {
  const link = elements(document, "link").find((element) => attribute(element, "rel") === "canonical");
  const meta = elements(document, "meta").find((element) => attribute(element, "property") === "og:url");
  const url = (link && attribute(link, "href")) ?? (meta && attribute(meta, "content"));
  return url && URL.canParse(url) ? url : undefined;
}

/** Walks a tree and collects its blocks: text gathers until an element ends the line. */
class Walker {
  readonly blocks: Block[] = [];
  readonly pictures: Picture[] = [];
  private gathered = "";
  private line = 0;
  private lists = 0;
  /** Set while the text to come is an entry's own. */
  private inItem = false;
  private tables = 0;
  private isCaption = false;

  walkAll(nodes: readonly Node[]): void {
    for (const node of nodes) this.walk(node);
  }

  flush(): void {
    const text = clean(this.gathered);
    this.gathered = "";
    if (text === "") return;
    this.blocks.push(this.blockOf(text));
    this.inItem = false;
  }

  private blockOf(text: string): Block {
    const { line, lists } = this;
    if (this.inItem) return { kind: "item", depth: lists, text, line };
    if (this.isCaption) return { kind: "text", text, line, isCaption: true };
    return { kind: "text", text, line, ...(lists > 0 && { depth: lists }) };
  }

  private walk(node: Node): void {
    if ("value" in node) this.gather(node);
    else if (isElement(node) && !UNSEEN.has(node.tagName) && !isUnseen(node)) this.enter(node);
  }

  private gather({ value, sourceCodeLocation }: DefaultTreeAdapterTypes.TextNode): void {
    if (this.gathered.trim() === "") {
      const blank = /^\s*/.exec(value)?.[0] ?? "";
      this.line = (sourceCodeLocation?.startLine ?? 1) + blank.split("\n").length - 1;
    }
    if (this.gathered.length < LONGEST_TEXT) this.gathered += value;
  }

  private enter(element: Element): void {
    const name = element.tagName;
    if (name === "img") this.picture(element);
    if (name === "sup" && this.mark(element)) return;
    const isInline = INLINE.has(name);
    if (!isInline) this.flush();
    if (isInline) this.walkAll(element.childNodes);
    else if (HEADING.test(name)) this.heading(element, Number(name.slice(1)));
    else if (!this.inItem && isPrintedAsHeading(element)) this.heading(element, PRINTED);
    else if (name === "table" && !isLayout(element)) this.table(element);
    else if (name === "ul" || name === "ol") this.list(element);
    else this.container(element, name === "li");
  }

  /** A picture that is large enough to show a table. */
  private picture(element: Element): void {
    const width = Number.parseInt(attribute(element, "width") ?? "", 10);
    if (width < NARROWEST) return;
    const file = (attribute(element, "src") ?? "").split(/[/?#]/).findLast((part) => /\.\w{3,4}$/.test(part));
    const text = clean(attribute(element, "alt") || file || "");
    const line = element.sourceCodeLocation?.startLine ?? 1;
    this.pictures.push({ line, text, after: this.blocks.length + Number(this.gathered.trim() !== "") });
  }

  /** A raised digit or sign is the mark of a note, and no part of the word before it. */
  private mark(element: Element): boolean {
    const [mark = ""] = this.inside(element);
    if (!/^[([]?(?:\d{1,2}|[*†‡§]{1,3})[)\]]?$/.test(mark)) return false;
    this.gathered += ` (${mark.replace(/[()[\]]/g, "")}) `;
    return true;
  }

  private heading(element: Element, depth: number): void {
    const text = clean(this.inside(element).join(" "));
    const line = element.sourceCodeLocation?.startLine ?? 1;
    if (text !== "")
      this.blocks.push({ kind: "heading", depth, text, line, ...(isAside(element) && { isAside: true }) });
  }

  private table(element: Element): void {
    this.inItem = false;
    this.isCaption = true;
    for (const caption of elements(element, "caption")) this.container(caption, false);
    this.isCaption = false;
    const table = this.tables++;
    for (const { cells, line } of tableRows(element, (cell) => this.inside(cell).join("\n")))
      this.blocks.push({ kind: "row", table, cells, line });
  }

  private list(element: Element): void {
    this.lists += 1;
    this.walkAll(element.childNodes);
    this.flush();
    this.lists -= 1;
  }

  private container(element: Element, isItem: boolean): void {
    if (isItem) this.inItem = true;
    this.walkAll(element.childNodes);
    this.flush();
    if (isItem) this.inItem = false;
  }

  /** The lines of text inside an element, without their kind. */
  private inside(element: Element): string[] {
    const inner = new Walker();
    inner.walkAll(element.childNodes);
    inner.flush();
    return inner.blocks.flatMap((block) => (block.kind === "row" ? block.cells : [block.text]));
  }
}

/** Pixels below which a picture is an icon. */
const NARROWEST = 100;

/** Below all headings: a paragraph in bold print alone, or what an element that opens and closes is called by. */
const PRINTED = 7;
const NAMES_ITS_BOX = new Set(["summary", "legend"]);

function isPrintedAsHeading({ tagName, childNodes }: Element): boolean {
  if (NAMES_ITS_BOX.has(tagName)) return true;
  if (tagName !== "p") return false;
  const parts = childNodes.filter((node) => !("value" in node) || !/^[\s:]*$/.test(node.value));
  return parts.length > 0 && parts.every((node) => isElement(node) && /^(?:b|strong)$/.test(node.tagName));
}

/** Whether an element stands in a box of a few words, or in what surrounds the article. */
function isAside(element: Element): boolean {
  for (let around = element.parentNode; around && isElement(around); around = around.parentNode)
    if (BESIDE.has(around.tagName) || (isBox(around) && elements(around, "table", "li", "tr").length === 0))
      return true;
  return false;
}

const BESIDE = new Set(["nav", "footer"]);
const isBox = (element: Element): boolean =>
  element.tagName === "blockquote" ||
  element.tagName === "aside" ||
  /^(?:note|alert|complementary)$/.test(attribute(element, "role") ?? "") ||
  /\b(?:callout|admonition|hint|alert|infobox|sidebar)\b/.test(attribute(element, "class") ?? "");

/** A table that lays out the page has other tables, or headings, in its cells. */
const isLayout = (table: Element): boolean =>
  elements(table, "table").length > 0 || elements(table, "h1", "h2", "h3").length > 0;
