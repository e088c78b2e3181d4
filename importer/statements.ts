import { findLevels, isNegative, mentionsLevels, readLevels, type Said, verbsOfAccess } from "./levels";
import { type Located, type Mentions, SEPARATOR } from "./mentions";

/** Functions that a sentence gives the same levels. */
export interface Statement {
  readonly names: readonly Located[];
  readonly said: Said;
}

/**
 * What a sentence says that names several functions with their levels: each after its name, `A (Inquire: All) and B (Edit: All)`,
 * after several names, `A, B and C to All for Inquire`, or before them, `Inquire (All): A, B`. `undefined` where levels and names
 * don't alternate so, or where it says no: nothing is guessed then.
 */
export function statementsIn(
  sentence: string,
  mentions: Mentions,
  context: string | undefined,
): Statement[] | undefined {
  if (isNegative(sentence)) return undefined;
  const all = mentions.located(sentence, context);
  return (
    statementsOf(sentence, all) ??
    statementsOf(
      sentence,
      all.filter(({ by }) => by === "path"),
    )
  );
}

function statementsOf(sentence: string, found: readonly Located[]): Statement[] | undefined {
  const [first] = found;
  if (!first) return undefined;
  const before = saidIn(sentence.slice(0, first.start));
  const after = found.map(({ end }, index) => saidIn(sentence.slice(end, found[index + 1]?.start)));
  if (before === "unreadable" || after.includes("unreadable")) return undefined;
  const said = after as (Said | "separator" | undefined)[];
  const around = aroundNames(before, said);
  if (around) return [{ names: found, said: around }];
  const isBefore = typeof before === "object";
  if (isBefore === (typeof said.at(-1) === "object")) return undefined;
  const inner = said.slice(0, -1);
  if (inner.includes(undefined)) return undefined;
  return isBefore ? inTurn(found, [before, ...inner]) : inTurn(found.toReversed(), said.toReversed());
}

/** `the Inquire Level of A, B and C to All`: verbs before the names and their one level after them. */
function aroundNames(
  before: Said | "separator" | undefined,
  after: readonly (Said | "separator" | undefined)[],
): Said | undefined {
  const last = after.at(-1);
  if (typeof before !== "object" || typeof last !== "object" || !last.lone || before.lone) return undefined;
  const isBare =
    before.bare.length > 0 && Object.keys({ ...before.levels, ...last.levels }).length + last.bare.length === 0;
  if (!isBare || after.slice(0, -1).some((said) => said !== "separator")) return undefined;
  const { lone } = last;
  return {
    levels: Object.fromEntries(before.bare.map((verb) => [verb, lone])),
    bare: [],
    doubts: [...before.doubts, ...last.doubts],
  };
}

/** @param said what stands before each name, as seen in the order of reading */
function inTurn(found: readonly Located[], said: readonly (Said | "separator" | undefined)[]): Statement[] {
  const statements: { names: Located[]; said: Said }[] = [];
  for (const [index, name] of found.entries()) {
    const own = said[index];
    if (typeof own === "object") statements.push({ names: [name], said: own });
    else statements.at(-1)?.names.push(name);
  }
  return statements;
}

/** The levels in a text between names. */
function saidIn(text: string): Said | "separator" | "unreadable" | undefined {
  if (SEPARATOR.test(text)) return "separator";
  const said = readLevels(text) ?? findLevels(text) ?? verbsOfAccess(text);
  if (said) return said;
  return mentionsLevels(text) ? "unreadable" : undefined;
}
