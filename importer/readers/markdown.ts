import type { Article } from "../blocks";
import { CONTINUED, withWholeRows } from "./brokenRows";
import { withBars } from "./drawnTables";
import { readHtml } from "./html";
import { inlineHtml } from "./inline";
import { hasCopiedTable, readText } from "./text";

/**
 * Markdown, by way of HTML that keeps each line where it was: so the two formats are read alike, and line numbers hold.
 * @throws RangeError where lists or quotations are nested too deeply
 */
export function readMarkdown(text: string): Article {
  if (hasCopiedTable(text)) return readText(text);
  const lines = withWholeRows(withBars(text.replaceAll("\r\n", "\n").split("\n")));
  const writer = new HtmlWriter();
  const start = lengthOfFrontMatter(lines);
  const html = lines.map((line, index) => (index < start ? "" : writer.write(line, lines[index + 1] ?? "")));
  return { ...readHtml(`${html.join("\n")}${writer.end()}`), isCopied: true };
}

function lengthOfFrontMatter([first = "", ...rest]: readonly string[]): number {
  const end = /^\ufeff?---\s*$/.test(first) ? rest.findIndex((line) => /^---\s*$/.test(line)) : -1;
  return end < 0 ? 0 : end + 2;
}

const DEEPEST = 100;
/** Shorter than the lines of a paragraph that an editor broke. */
const SHORT = 50;
const LONGEST_TITLE = 60;
/** More columns than any table of permissions has. */
const WIDEST = 200;
const LIST_ENTRY = /^(\s*)(?:[-*+•]|\d{1,9}[.)])(?:\s+(.*)|$)/;
const HEADING = /^\s{0,3}(#{1,6})(?:\s+(.*))?$/;
const FENCE = /^\s*(?:```|~~~)/;
const RULE = /^\s{0,3}([-*_])(?:\s*\1){2,}\s*$/;
const DEFINITION = /^\s{0,3}\[[^\]]{1,200}\]:\s/;
/** A line of a documentation host's own, such as `{% hint %}`; one with a title begins a part of the page. */
const TEMPLATE_TAG = /^\s*\{%(?:[^%]*?\btitle="([^"]*)")?[^%]*%\}\s*$/;
const HTML = /^\s{0,3}<[/!a-z]/i;

/** Writes line by line, with what is open between two lines. */
class HtmlWriter {
  /** The indents of the lists that are open, the outermost first. */
  private lists: number[] = [];
  private open: "p" | "table" | "pre" | "html" | undefined;
  private isAfterBlank = true;
  /** Whether the line before was short, or announced what follows: then a paragraph whose blank lines got lost ends there. */
  private isAfterTitle = false;

  /** A line's HTML, on one line. */
  write(source: string, following: string): string {
    if (this.open === "pre") return this.writeCode(source);
    const line = withoutQuotation(source);
    const next = withoutQuotation(following);
    const html = this.writeLine(line, next);
    this.isAfterBlank = line.trim() === "";
    this.isAfterTitle =
      /[:.!?]["”')]?\s*$|\b(?:All|ALL|My|MY|None)\W{0,3}$/.test(line) ||
      (line.trim().length < SHORT && !/[,;]\s*$/.test(line));
    return html;
  }

  end(): string {
    return this.close() + this.leaveLists(0);
  }

  private writeLine(line: string, next: string): string {
    if (line === CONTINUED) return "";
    if (line.trim() === "") return this.close();
    if (this.open === "html") return line;
    const tab = TEMPLATE_TAG.exec(line);
    if (tab) return tab[1] ? this.atTop(tag("h6", tab[1])) : this.close();
    if (FENCE.test(line)) return this.opening("pre", "<pre>");
    const [, marks, title = ""] = HEADING.exec(line) ?? [];
    if (marks) return this.atTop(tag(`h${marks.length}`, title.replace(/\s#+\s*$/, "")));
    if (RULE.test(line)) return this.atTop("");
    const entry = LIST_ENTRY.exec(line);
    if (entry) return this.entry(indentOf(line), entry[2] ?? "");
    if (DEFINITION.test(line)) return this.close();
    if (HTML.test(line)) return this.outdent(line) + this.opening("html", line);
    if (this.open === "table" && !isAfterTable(line)) return isDelimiter(line) ? "" : row(line);
    if (line.includes("|") && (isDelimiter(next) || areRows(line, next)))
      return this.outdent(line) + this.opening("table", `<table>${row(line)}`);
    if (isUnderline(next) && this.open !== "p") return this.atTop(tag(next.trim()[0] === "=" ? "h1" : "h2", line));
    if (isUnderline(line) && this.open === undefined) return "";
    return this.text(line);
  }

  private writeCode(line: string): string {
    if (FENCE.test(line)) return this.close();
    return `${line.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}<br>`;
  }

  private text(line: string): string {
    const html = inlineHtml(line.trim()) + (/(?: {2}|\\)$/.test(line) ? "<br>" : "");
    if (this.open === "p" && this.isAfterTitle && /^\s*\p{Lu}/u.test(line)) return `</p><p>${html}`;
    const isOwn = this.isAfterTitle && /^\p{Lu}/u.test(line) && this.open === undefined;
    if (this.open === "p" || (!isOwn && this.lists.length > 0 && !this.isAfterBlank && this.open === undefined))
      return html;
    return this.outdent(line) + this.opening("p", `<p>${html}`);
  }

  /** An entry goes into the list that its indent belongs to. */
  private entry(indent: number, text: string): string {
    const before = this.close();
    let html = "";
    while (this.lists.length > 1 && indent < (this.lists.at(-1) ?? 0)) html += this.leaveLists(this.lists.length - 1);
    const last = this.lists.at(-1);
    if (last === undefined || indent > last + 1) {
      if (this.lists.push(indent) > DEEPEST) throw new RangeError("lists are nested too deeply");
      html += "<ul><li>";
    } else html += "</li><li>";
    return before + html + inlineHtml(text);
  }

  /** What isn't indented ends the lists. */
  private outdent(line: string): string {
    const before = this.close();
    return this.lists.length > 0 && indentOf(line) <= (this.lists[0] ?? 0) ? before + this.leaveLists(0) : before;
  }

  private atTop(html: string): string {
    return this.close() + this.leaveLists(0) + html;
  }

  private leaveLists(left: number): string {
    const closed = this.lists.length - left;
    this.lists = this.lists.slice(0, left);
    return "</li></ul>".repeat(closed);
  }

  private opening(kind: NonNullable<HtmlWriter["open"]>, html: string): string {
    const before = this.close();
    this.open = kind;
    return before + html;
  }

  private close(): string {
    const { open } = this;
    this.open = undefined;
    return open && open !== "html" ? `</${open}>` : "";
  }
}

/** The line inside its `>`. */
function withoutQuotation(line: string): string {
  let start = 0;
  for (let depth = 0; /\s|>/.test(line[start] ?? "") && line.slice(start, start + 4).includes(">"); depth++) {
    if (depth > DEEPEST) throw new RangeError("quotations are nested too deeply");
    start = line.indexOf(">", start) + 1;
  }
  return start === 0 ? line : line.slice(start).replace(/^ /, "");
}

const indentOf = (line: string): number => (/^\s*/.exec(line)?.[0] ?? "").replaceAll("\t", "    ").length;

const tag = (name: string, text: string): string => `<${name}>${inlineHtml(text.trim())}</${name}>`;

/** Whether a line without bars is no title within a table, but text after one whose blank line got lost. */
const isAfterTable = (line: string): boolean =>
  !line.includes("|") && (line.trim().length > LONGEST_TITLE || LIST_ENTRY.test(line));

/** The line below a table's header, `|---|:-:|`. */
const isDelimiter = (line: string): boolean => line.includes("|") && line.includes("-") && /^[\s|:-]+$/.test(line);

/** The line below a title. */
const isUnderline = (line: string): boolean => /^\s{0,3}(?:=+|-{2,})\s*$/.test(line);

/** Two rows of a table that lost the line below its header; one of them may be a title, a cell alone. */
const areRows = (line: string, next: string): boolean =>
  (isBarred(line) && (isBarred(next) || isTitle(next))) || (isTitle(line) && isBarred(next));

const isTitle = (line: string): boolean => /^[^|]{1,40}\|\s*$/.test(line);

/** A row of a table that lost the line below its header. */
const isBarred = (line: string): boolean =>
  (/\|[^|]+\|\s*$/.test(line) && line.split("|").length > 2) || /\|.*\|\s*\|\s*$/.test(line);

/** A row's cells; `\|` parts none. */
function row(line: string): string {
  const inner = line
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  const cells = inner.split(/(?<!\\)\|/, WIDEST).map((cell) => `<td>${inlineHtml(cell.trim())}</td>`);
  return `<tr>${cells.join("")}</tr>`;
}
