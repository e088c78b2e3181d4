import { VERBS } from "../model/level";
import type { FunctionName } from "../model/role";
import { lazily } from "../text/few";
import type { Changes, RowChange, Written } from "./changes";
import type { KeyedMessage } from "./document";
import { type NamedProfile, whyUnfound } from "./names";

interface Named {
  readonly sets: readonly Written[];
}

/** What stands in the way of changes, each at the keys where it is written. */
export const changeProblems = (
  changes: Changes,
  named: NamedProfile,
  /** What can be lowered or taken out, by the names that {@link NamedProfile.find} gives. */
  granted: readonly FunctionName[],
): KeyedMessage[] => [
  ...setProblems(changes, named),
  ...loweringProblems(changes, named, granted),
  ...exclusionProblems(changes, named, granted),
];

/** Functions that neither the profile nor the catalogue has; a tenant may have them all the same. */
export const unknownNames = ({ sets }: Named, named: NamedProfile): KeyedMessage[] =>
  sets.flatMap(({ keys, ...written }) => {
    const { unknown } = named.find(written);
    return unknown ? [lazily({ keys }, unknown)] : [];
  });

/** Names that fit several functions, and functions that are named twice. */
export function setProblems({ sets }: Named, named: NamedProfile): KeyedMessage[] {
  const observed = new Set<FunctionName>();
  return sets.flatMap(({ keys, ...written }) => {
    const { name, ambiguous } = named.find(written);
    const isTwice = observed.has(name);
    observed.add(name);
    if (ambiguous) return [lazily({ keys }, ambiguous)];
    return isTwice ? [{ keys, message: `"${name.module} › ${name.function}" is named twice` }] : [];
  });
}

/** Where the profile keeps what it doesn't name, None is something to ask for. */
function loweringProblems({ sets }: Changes, named: NamedProfile, granted: readonly FunctionName[]): KeyedMessage[] {
  if (named.profile.unlisted === "keep") return [];
  return sets.flatMap(({ keys, row, ...written }) => {
    const { name, ambiguous } = named.find(written);
    if (ambiguous || granted.includes(name) || !isNone(row)) return [];
    return [{ keys, message: notGranted(written, named, granted) }];
  });
}

const isNone = ({ customize = [], ...row }: RowChange) =>
  customize.length === 0 && ["all" as const, ...VERBS].every((key) => (row[key] ?? "None") === "None");

function exclusionProblems(
  { sets, takesOut }: Changes,
  named: NamedProfile,
  granted: readonly FunctionName[],
): KeyedMessage[] {
  const setAt = new Map(sets.map(({ keys, ...written }) => [named.find(written).name, String(keys[0])]));
  return takesOut.flatMap(({ keys, module, function: written }) => {
    const { name, ambiguous } = named.find({ module, function: written });
    if (ambiguous) return [lazily({ keys }, ambiguous)];
    const given = setAt.get(name);
    if (given !== undefined) return [{ keys, message: `taken out here, and given by ${given} beside it` }];
    if (granted.includes(name)) return [];
    return [lazily({ keys }, () => notGranted({ module, function: written }, named, granted))];
  });
}

const notGranted = (name: FunctionName, { profile }: NamedProfile, granted: readonly FunctionName[]) =>
  `the profile "${profile.id}" doesn't grant it: ${whyUnfound(name, granted)}`;
