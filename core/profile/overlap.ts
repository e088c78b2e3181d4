import { VERBS } from "../model/level";
import { isBroadened, isNone, type Permission, rowsOf } from "../model/permission";
import type { Profile } from "../model/profile";
import { inCatalogueNames } from "./canonical";

/** What two profiles have in common, in numbers of functions, without their features and variants. */
export interface Overlap {
  readonly a: string;
  readonly b: string;
  readonly inBoth: number;
  /** Of those, with the same levels. */
  readonly same: number;
  readonly onlyInA: number;
  readonly onlyInB: number;
  /** Whether the one grants nothing that the other doesn't. */
  readonly within: "a" | "b" | "both" | "neither";
}

/** Each profile with each other one, those with most in common first. */
export function overlaps(profiles: readonly Profile[]): Overlap[] {
  const rows = profiles.map((profile) => ({ id: profile.id, levels: grantsOf(profile) }));
  const pairs = rows.flatMap((a, index) => rows.slice(index + 1).map((b) => overlapOf(a, b)));
  return pairs.sort((x, y) => share(y) - share(x) || x.a.localeCompare(y.a) || x.b.localeCompare(y.b));
}

interface Rows {
  readonly id: string;
  readonly levels: ReadonlyMap<string, Permission>;
}

const grantsOf = (profile: Profile): Map<string, Permission> =>
  new Map(
    [...rowsOf(inCatalogueNames(profile).grants)].flatMap(({ module, function: name, row: { levels } }) =>
      isNone(levels) ? [] : [[`${module}\n${name}`, levels] as const],
    ),
  );

function overlapOf(a: Rows, b: Rows): Overlap {
  const common = [...a.levels].flatMap(([key, levelsA]) => {
    const levelsB = b.levels.get(key);
    return levelsB ? [{ own: levelsA, other: levelsB }] : [];
  });
  const same = common.filter(({ own: levelsA, other: levelsB }) =>
    VERBS.every((verb) => levelsA[verb] === levelsB[verb]),
  ).length;
  const [onlyInA, onlyInB] = [a.levels.size - common.length, b.levels.size - common.length];
  const isBroader = (narrow: Permission, broad: Permission) =>
    VERBS.some((verb) => isBroadened(narrow[verb], broad[verb]));
  const isAWithin = onlyInA === 0 && !common.some(({ own: levelsA, other: levelsB }) => isBroader(levelsB, levelsA));
  const isBWithin = onlyInB === 0 && !common.some(({ own: levelsA, other: levelsB }) => isBroader(levelsA, levelsB));
  const within = isAWithin && isBWithin ? "both" : isAWithin ? "a" : isBWithin ? "b" : "neither";
  return { a: a.id, b: b.id, inBoth: common.length, same, onlyInA, onlyInB, within };
}

/** How much of what either asks for both ask for, 0 to 1. */
const share = ({ inBoth, onlyInA, onlyInB }: Overlap): number => inBoth / Math.max(1, inBoth + onlyInA + onlyInB);
