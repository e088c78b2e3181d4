import type { FunctionName } from "../core/model/role";
import type { Article, Block, Row } from "./blocks";
import type { Draft } from "./draft";
import { Findings } from "./findings";
import { LineReader } from "./lines";
import { Names } from "./names";
import { Page } from "./page";
import { TableReader } from "./rows";

/** What an article says of the functions that are known by name. Pure. */
export function interpret(article: Article, known: readonly FunctionName[]): Draft {
  const names = new Names(known);
  const findings = new Findings(names);
  const page = new Page(names, findings);
  const lines = new LineReader(page);
  const tables = new TableReader(page, (text, line) => lines.read({ kind: "text", text, line }, false));
  const { blocks } = article;
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index] as Block;
    if (isTooLong(block)) {
      findings.doNotUnderstand({ line: block.line, text: `${textOf(block).slice(0, SHOWN)}… is too long to be read` });
      continue;
    }
    if (block.kind !== "row") {
      lines.read(block, isDeeper(blocks[index + 1], block));
      continue;
    }
    const rows = tableFrom(blocks, index, block.table);
    lines.forget();
    tables.read(rows);
    index += rows.length - 1;
  }
  return findings.draft(article);
}

/** Several pages of text in one line: a whole article that lost its lines. */
const LONGEST = 5_000;
const SHOWN = 60;

const textOf = (block: Block): string => (block.kind === "row" ? block.cells.join(" | ") : block.text);
const isTooLong = (block: Block): boolean => textOf(block).length > LONGEST;

function tableFrom(blocks: readonly Block[], start: number, table: number): Row[] {
  const rows: Row[] = [];
  for (const block of blocks.slice(start)) {
    if (block.kind !== "row" || block.table !== table || isTooLong(block)) break;
    rows.push(block);
  }
  return rows;
}

const isDeeper = (next: Block | undefined, block: Block): boolean =>
  next?.kind === "item" && (block.kind !== "item" || next.depth > block.depth);
