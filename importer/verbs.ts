import { isLevel, type Level } from "../core/model/level";
import { type Block, isTooLong, textOf } from "./blocks";
import { readLevels } from "./levels";
import { columnsOf } from "./tables";

/** How a page speaks of verbs, whether or not its rows could be read: what a level without one may be for. */
export interface VerbsOfPage {
  /** Whether it names any: a level without a verb may be for some of them only. */
  readonly areNamed: boolean;
  /** Whether it has a header of verbs outside of tables: a level below it has lost its column. */
  readonly areColumnsLost: boolean;
  /** What the page says that a tick stands for. */
  readonly ofTicks?: Level;
}

export function verbsOfPage(blocks: readonly Block[]): VerbsOfPage {
  const short = blocks.filter((block) => !isTooLong(block));
  const ofTicks = short.flatMap((block) => legendIn(textOf(block)) ?? [])[0];
  return {
    ...(ofTicks && { ofTicks }),
    areNamed: short.some(namesVerbs),
    areColumnsLost: short.some((block, index) => isLost(block, short, index)),
  };
}

/** `A ✓ stands for the level All`: what a text says that a mark stands for. */
export const legendIn = (text: string): Level | undefined => {
  const level = LEGEND.exec(text)?.[1];
  return isLevel(level) && level !== "None" ? level : undefined;
};
const LEGEND =
  /(?:[✓✔☑✅]|\b(?:tick|check ?mark|ticked (?:box|cell))\b)["”'’)]*\s*(?:stands for|means|marks|indicates|is|are|=|:|\p{Dash})\s*(?:the )?(?:level )?(?:of )?["“'‘]?(All|My)\b/iu;

const namesVerbs = (block: Block): boolean =>
  NAMED.test(textOf(block)) || (block.kind === "row" && (columnsOf(block.cells)?.verbs.size ?? 0) > 0);

/** No verb of everyday language that isn't followed by what makes it one of a role. */
const NAMED =
  /\binquire\b(?! (?:about|with|within|at|if|whether)\b)|\b(?:add|edit|delete|inquiry) (?:levels?|columns?|access|rights?)\b/i;

/** A line that has verbs and titles of columns alone, or is one of several that have a verb each. */
function isLost(block: Block, blocks: readonly Block[], index: number): boolean {
  if (block.kind === "row") return block.bySpaces === true && (columnsOf(block.cells)?.verbs.size ?? 0) > 1;
  const verbs = verbsIn(block);
  return verbs > 1 || (verbs === 1 && verbsIn(blocks[index + 1]) === 1);
}

function verbsIn(block: Block | undefined): number {
  if (block?.kind !== "text") return 0;
  const said = readLevels(block.text.replace(TITLES, ""));
  return said && Object.keys(said.levels).length === 0 && !said.lone ? said.bare.length : 0;
}

/** Titles of columns before those of verbs. */
const TITLES = /^(?:(?:modules?|functions?|names?|permissions?|security modules?)\s+){1,3}/i;
