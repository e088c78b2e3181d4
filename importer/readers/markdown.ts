import { lexer, Parser, type Token, type Tokens } from "marked";
import type { Article } from "../blocks";
import { readHtml } from "./html";

/**
 * Markdown, by way of HTML that keeps each line where it was: so the two formats are read alike, and line numbers hold.
 * @throws RangeError where lists or quotations are nested by the thousand
 */
export const readMarkdown = (text: string): Article => readHtml(withoutFrontMatter(text.replaceAll("\r\n", "\n")));

const withoutFrontMatter = (text: string): string => {
  const [front = ""] = /^\ufeff?---\n[\s\S]*?\n---\n/.exec(text) ?? [];
  return "\n".repeat(newlines(front)) + render(lexer(text.slice(front.length)));
};

const newlines = (text: string): number => text.split("\n").length - 1;

const render = (tokens: readonly Token[]): string =>
  tokens.map((token) => padded(renderToken(token), token.raw)).join("");

/** As many lines as the source has. */
const padded = (html: string, source: string): string =>
  html + "\n".repeat(Math.max(0, newlines(source) - newlines(html)));

const inline = (tokens: Token[] = []): string => Parser.parseInline(tokens);

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

function renderToken(token: Token): string {
  switch (token.type) {
    case "heading":
      return `<h${token.depth}>${inline(token.tokens)}</h${token.depth}>`;
    case "paragraph":
      return `<p>${inline(token.tokens)}</p>`;
    case "text":
      return inline(token.tokens ?? [token]);
    case "table":
      return renderTable(token as Tokens.Table);
    case "list":
      return `<ul>${(token as Tokens.List).items.map((item) => padded(renderItem(item), item.raw)).join("")}</ul>`;
    case "blockquote":
      return `<blockquote>${render(token.tokens ?? [])}</blockquote>`;
    case "html":
      return token.raw;
    case "code":
      return `<pre>${escaped(token.text).replaceAll("\n", "<br>\n")}</pre>`;
    default:
      return "";
  }
}

const renderItem = (item: Tokens.ListItem): string => `<li>${render(item.tokens)}</li>`;

/** The header's line, the line of dashes, then a line for each row. */
function renderTable({ header, rows }: Tokens.Table): string {
  const row = (cells: readonly Tokens.TableCell[]) =>
    `<tr>${cells.map((cell) => `<td>${inline(cell.tokens)}</td>`).join("")}</tr>`;
  return `<table>${row(header)}\n\n${rows.map(row).join("\n")}</table>`;
}
