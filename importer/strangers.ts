import type { FunctionName } from "../core/model/role";
import { readLevels } from "./levels";
import type { Located } from "./mentions";
import type { Names } from "./names";

/** A name in a list of functions that is none: `Widgets and Contacts under Companies`. */
export interface Stranger {
  readonly text: string;
  /** The function beside it in the list. */
  readonly beside: FunctionName;
}

const NAME = String.raw`\p{Lu}[\p{L}\p{N}-]*(?: \p{Lu}[\p{L}\p{N}-]*){0,4}`;
const AND = `(?:,? (?:and|as well as) | ?[&/] ?)(?:the )?["“]?`;
const BEFORE = new RegExp(`(${NAME})["”]?${AND}$`, "u");
const AFTER = new RegExp(
  String.raw`^["”]?${AND}(${NAME})["”]?(?= ?(?:[:=(,;&/]|and\b|\.?$| (?:to|at|as|in|under|of|should|must)\b))`,
  "u",
);
/** How a sentence begins that asks for something. */
const ASKING =
  /^(?:(?:Please|Set|Grant|Give|Select|Choose|Enable|Allow|Assign|Change|Make|Configure|Check|Tick|Both|The|For|On|To)\s+)+/;

/** Names that stand in a sentence's lists of functions and aren't known. */
export const strangersIn = (sentence: string, found: readonly Located[], names: Names): Stranger[] =>
  found.flatMap(({ name, start, end }, index) => {
    const before = BEFORE.exec(sentence.slice(found[index - 1]?.end ?? 0, start))?.[1];
    const after = AFTER.exec(sentence.slice(end, found[index + 1]?.start))?.[1];
    return [before?.replace(ASKING, ""), after].flatMap((text) =>
      text && !readLevels(text) && !names.module(text) && !names.start(text, name.module)
        ? [{ text, beside: name }]
        : [],
    );
  });
