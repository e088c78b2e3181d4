import { type LevelTable, rowIn, rowsOf } from "../core/model/permission";
import type { Grant, Profile } from "../core/model/profile";
import type { FunctionName } from "../core/model/role";
import { catalogueName } from "../core/profile/catalogueName";
import { areAliases } from "../core/profile/match";
import { type Fact, keyOf, nameOf } from "./view";

/**
 * The functions that two versions of a profile name, but not alike. A tenant that has a function of either name gives each
 * its own, so that one alias for another may grant something else there.
 */
export function spellingFacts(before: Profile, after: Profile): Fact[] {
  const former = partsOf(before);
  const facts = [...partsOf(after)].flatMap(([part, grants]) => respelt(former.get(part) ?? {}, grants));
  return [...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values()];
}

const partsOf = ({ grants, variants, features }: Profile): Map<string, LevelTable<Grant>> =>
  new Map([
    ["", grants],
    ...variants.map(({ upTo, grants: instead }) => [`up to ${upTo}`, instead] as const),
    ...features.map(({ id, grants: added }) => [`feature ${id}`, added] as const),
  ]);

function respelt(before: LevelTable<Grant>, after: LevelTable<Grant>): Fact[] {
  const removed = namesOnlyIn(before, after);
  return namesOnlyIn(after, before).flatMap((now) => {
    const was = removed.find((name) => catalogued(name) === catalogued(now));
    return was ? [factOf(was, now)] : [];
  });
}

const namesOnlyIn = (table: LevelTable<Grant>, reference: LevelTable<Grant>): FunctionName[] =>
  [...rowsOf(table)].filter(({ module, function: name }) => !rowIn(reference, module, name));

const catalogued = (name: FunctionName) => keyOf(catalogueName(name) ?? name);

const factOf = (was: FunctionName, now: FunctionName): Fact => ({
  what: "spelled differently",
  before: nameOf(was),
  after: nameOf(now),
  direction: areAliases(was, now) ? "mixed" : "unchanged",
});
