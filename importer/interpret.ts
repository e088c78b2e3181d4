import type { FunctionName } from "../core/model/role";
import { type Article, type Block, type Heading, isTooLong, type Picture, type Row, textOf } from "./blocks";
import { announcesEntries, isOfCustomize, isOfList, readEntries } from "./customize";
import type { Draft } from "./draft";
import { readEntryTable } from "./entryTables";
import { Findings } from "./findings";
import { findLevels, isNegative, mentionsLevels } from "./levels";
import { LineReader } from "./lines";
import { Mentions } from "./mentions";
import { Names } from "./names";
import { Notes, withMarksApart } from "./notes";
import { Page } from "./page";
import { announces, pointsAtPicture, saysThis, upToVersion, withoutPlace } from "./phrases";
import { TableReader } from "./rows";
import { Scopes, type Vocabulary } from "./scopes";
import { translate } from "./translate";
import { verbsOfPage } from "./verbs";
import { hostWords, namesByCapitals, ownWords, subjectOf, wordsOf, wordsOfProduct, wordsOfRoles } from "./vocabulary";

/** What an article says of the functions that are known by name. Pure. */
export function interpret(written: Article, known: readonly FunctionName[]): Draft {
  const names = new Names(known);
  const isName = (text: string) => names.module(text) !== undefined || names.functionsNamed(text).length > 0;
  const article = translate(written, isName);
  const mentions = new Mentions(names);
  const { pictures = [], gaps = [] } = article;
  const blocks = withMarksApart(article.blocks);
  const vocabulary = vocabularyOf(article, names, () => page);
  const scopes = new Scopes(vocabulary, titlesOf(article));
  const findings = new Findings(names, scopes, verbsOfPage(blocks));
  const notes = new Notes(blocks);
  const page: Page = new Page(
    names,
    mentions,
    findings,
    scopes,
    notes,
    blocks.some((block) => namesModule(block, names, mentions)),
  );
  const lines = new LineReader(page);
  const tables = new TableReader(page, article.isCopied === true, (text, line) =>
    lines.read({ kind: "text", text, line }, false),
  );
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index] as Block;
    if (isTooLong(block)) {
      findings.doNotUnderstand({ line: block.line, text: `${textOf(block).slice(0, SHOWN)}… is too long to be read` });
      continue;
    }
    if (notes.isNote(block) && block.kind !== "row") continue;
    if (block.kind !== "row") {
      const next = blocks[index + 1];
      const { startsPart, ofRowsBefore } = scopes.goTo(block, next);
      if (startsPart) findings.startPart();
      if (ofRowsBefore) findings.sayOfRowsBefore(ofRowsBefore);
      if (isTitle(block, page)) findings.goTo(block.text);
      lines.read(block, isDeeper(next, block));
      continue;
    }
    const rows = tableFrom(blocks, index, block.table);
    lines.forget();
    if (!readEntryTable(rows, blocks[index - 1], page)) tables.read(rows);
    index += rows.length - 1;
  }
  for (const { line, text } of pictures.filter((picture) => isOfPermissions(picture, blocks)))
    findings.notice({ line, text: `A picture stands here${text && ` (${text})`}; what it shows can't be read` });
  for (const text of gaps) findings.notice({ line: 1, text });
  return findings.draft(article);
}

/** Whether a picture may show permissions: it is called so, or what stands before it announces them. */
function isOfPermissions({ text, after }: Picture, blocks: readonly Block[]): boolean {
  const before = blocks[after - 1];
  const announced = before && before.kind !== "row" ? before.text : "";
  return (
    OF_PERMISSIONS.test(text) ||
    (OF_PERMISSIONS.test(announced) && (announces(announced) || pointsAtPicture(announced)))
  );
}

const OF_PERMISSIONS = /\b(?:permissions?|roles?|security|levels?|modules?|matrix|rights|access)\b/i;

/** The headings that the whole page stands under: those that say its title, and the first that stands above all others; its first line where there are none. */
function titlesOf({ blocks, title }: Article): ReadonlySet<Block> {
  const headings = blocks.filter((block): block is Heading => block.kind === "heading" && !block.isAside);
  const [first, ...others] = headings;
  if (!first) return new Set(blocks.filter(({ kind }) => kind === "text").slice(0, 1));
  const isFirst = others.every(({ depth }) => depth > first.depth);
  return new Set(headings.filter((heading) => heading.text === title || (isFirst && heading === first)));
}

/** Whether what is told of the lines that follow is told with this one: a heading, or a line that leads to a module. */
const isTitle = ({ kind, text }: Exclude<Block, Row>, { mentions }: Page): boolean =>
  kind === "heading" || (text.length < LONGEST_SECTION && mentions.moduleAtEnd(text) !== undefined);

/** Whether a block is a module's name, or has one before a function's or with the word module. */
function namesModule(block: Block, names: Names, mentions: Mentions): boolean {
  if (isTooLong(block)) return false;
  const texts = (block.kind === "row" ? block.cells.flatMap((cell) => cell.split("\n")) : [block.text]).map(
    withoutPlace,
  );
  return texts.some(
    (text) =>
      names.module(text) !== undefined ||
      mentions.moduleAtEnd(text) !== undefined ||
      mentions.located(text, undefined).some(({ by }) => by !== "elsewhere"),
  );
}

/** What the page's words mean: its names, and the product that its title names. */
function vocabularyOf({ blocks, title = "", url }: Article, names: Names, page: () => Page): Vocabulary {
  const modules = new Set(names.allModules.flatMap(wordsOf));
  const texts = blocks.flatMap((block) => (isTooLong(block) ? [] : textOf(block)));
  const prose = blocks.flatMap((block) => (block.kind === "row" || isTooLong(block) ? [] : block.text));
  const ofFunctions = new Set(names.allFunctions.flatMap(wordsOf));
  const own = new Set([
    ...ownWords(title.slice(0, LONGEST_TITLE)),
    ...texts.flatMap(wordsOfRoles),
    ...namesByCapitals([...new Set(prose)].join("\n")).filter((word) => !ofFunctions.has(word)),
    ...wordsOfProduct(introductionOf(blocks)),
    ...hostWords(url),
  ]);
  const older = new Set(texts.flatMap((text) => upToVersion(text) ?? []));
  return {
    older,
    subjectOf: (text) => subjectOf(text, own, modules),
    isNamed: (text) => page().isNamed(withoutPlace(text)) || readEntries(text) !== undefined || announcesEntries(text),
    isBareName: (text) => page().functionsAt(withoutPlace(text))?.rest.trim() === "",
    isRow: (sentence) =>
      !announces(sentence) &&
      (findLevels(sentence) !== undefined || (isNegative(sentence) && mentionsLevels(sentence))),
    hasStatements: (sentence) => page().statementsIn(withoutPlace(sentence)) !== undefined,
    isOfRow: (sentence) => isOfCustomize(sentence) || isOfList(sentence) || saysThis(sentence),
  };
}

/** What stands before the first table and its title. */
function introductionOf(blocks: readonly Block[]): string {
  const start = blocks.findIndex(({ kind }) => kind === "row");
  const before = blocks.slice(0, Math.min(start < 0 ? INTRODUCTION : start, INTRODUCTION));
  return before.flatMap((block) => (block.kind === "text" && !isTooLong(block) ? [block.text] : [])).join("\n");
}

const INTRODUCTION = 15;
const LONGEST_TITLE = 300;
const SHOWN = 60;
const LONGEST_SECTION = 80;

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
