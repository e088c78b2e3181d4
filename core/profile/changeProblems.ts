import { VERBS } from "../model/level";
import type { FunctionName } from "../model/role";
import { withLazyMessage } from "../text/capFindings";
import type { Changes, LocatedName, RowChange } from "./changes";
import type { KeyedMessage } from "./document";
import { explainUnmatched, type IndexedProfile } from "./names";

interface Named {
  readonly sets: readonly LocatedName[];
}

/** What stands in the way of changes, each at the keys where it is written. */
export const changeProblems = (
  changes: Changes,
  profileIndex: IndexedProfile,
  /** What can be lowered or taken out, by the names that {@link IndexedProfile.find} gives. */
  granted: readonly FunctionName[],
): KeyedMessage[] => [
  ...setProblems(changes, profileIndex),
  ...loweringProblems(changes, profileIndex, granted),
  ...exclusionProblems(changes, profileIndex, granted),
];

/** Functions that neither the profile nor the catalogue has; a tenant may have them all the same. */
export const unknownNames = ({ sets }: Named, profileIndex: IndexedProfile): KeyedMessage[] =>
  sets.flatMap(({ keys, ...written }) => {
    const { unknown } = profileIndex.find(written);
    return unknown ? [withLazyMessage({ keys }, unknown)] : [];
  });

/** Names that fit several functions, and functions that are named twice. */
export function setProblems({ sets }: Named, profileIndex: IndexedProfile): KeyedMessage[] {
  const observed = new Set<FunctionName>();
  return sets.flatMap(({ keys, ...written }) => {
    const { name, ambiguous } = profileIndex.find(written);
    const isTwice = observed.has(name);
    observed.add(name);
    if (ambiguous) return [withLazyMessage({ keys }, ambiguous)];
    return isTwice ? [{ keys, message: `"${name.module} › ${name.function}" is named twice` }] : [];
  });
}

/** Where the profile keeps what it doesn't name, None is something to ask for. */
function loweringProblems(
  { sets }: Changes,
  profileIndex: IndexedProfile,
  granted: readonly FunctionName[],
): KeyedMessage[] {
  if (profileIndex.profile.unlisted === "keep") return [];
  return sets.flatMap(({ keys, row, ...written }) => {
    const { name, ambiguous } = profileIndex.find(written);
    if (ambiguous || granted.includes(name) || !isNone(row)) return [];
    return [{ keys, message: notGranted(written, profileIndex, granted) }];
  });
}

const isNone = ({ customize = [], ...row }: RowChange) =>
  customize.length === 0 && ["all" as const, ...VERBS].every((key) => (row[key] ?? "None") === "None");

function exclusionProblems(
  { sets, takesOut }: Changes,
  profileIndex: IndexedProfile,
  granted: readonly FunctionName[],
): KeyedMessage[] {
  const setAt = new Map(sets.map(({ keys, ...written }) => [profileIndex.find(written).name, String(keys[0])]));
  return takesOut.flatMap(({ keys, module, function: written }) => {
    const { name, ambiguous } = profileIndex.find({ module, function: written });
    if (ambiguous) return [withLazyMessage({ keys }, ambiguous)];
    const given = setAt.get(name);
    if (given !== undefined) return [{ keys, message: `taken out here, and given by ${given} beside it` }];
    if (granted.includes(name)) return [];
    return [withLazyMessage({ keys }, () => notGranted({ module, function: written }, profileIndex, granted))];
  });
}

const notGranted = (name: FunctionName, { profile }: IndexedProfile, granted: readonly FunctionName[]) =>
  `the profile "${profile.id}" doesn't grant it: ${explainUnmatched(name, granted)}`;
