import type { Profile } from "../../core/model/profile";
import type { Needs } from "../model";
import { broader, broaderIn, type Grid, granted } from "./grid";

/** A profile under a tenant's names. */
export interface Candidate {
  readonly profile: Profile;
  readonly needs: Needs;
  readonly least: Grid;
  readonly most: Grid;
}

/** What comes nearest to some levels. */
export interface Nearest {
  /** One, or two that ask for them together. */
  readonly candidates: readonly Candidate[];
  /** In how many cells they differ from what is asked for. */
  readonly distance: number;
  /** The ids of others that come as near. */
  readonly others: readonly string[];
}

/** A role with fewer cells than this may be of anybody. */
const FEWEST_CELLS = 4;
/** More than this share of what is granted may not differ, or it is no likeness. */
const MOST_SHARE = 0.4;

/** @returns `undefined` where nothing comes near, or where too little is granted to tell */
export function nearestByLevels(grid: Grid, candidates: readonly Candidate[]): Nearest | undefined {
  const cells = granted(grid);
  if (cells < FEWEST_CELLS) return undefined;
  const single = nearestSingle(grid, candidates);
  if (single?.distance === 0) return single;
  const pair = exactPair(grid, candidates);
  if (pair) return pair;
  return single && single.distance <= cells * MOST_SHARE ? single : undefined;
}

function nearestSingle(grid: Grid, candidates: readonly Candidate[]): Nearest | undefined {
  const ranked = candidates
    .map((candidate) => ({
      candidate,
      far: broaderIn(grid, candidate.most) + broaderIn(candidate.least, grid),
      cellsNeeded: granted(candidate.least),
    }))
    .sort((a, b) => a.far - b.far || b.cellsNeeded - a.cellsNeeded);
  const [first, ...runnersUp] = ranked;
  if (!first) return undefined;
  const others = runnersUp.filter(({ far }) => far === first.far).map(({ candidate }) => candidate.profile.id);
  return { candidates: [first.candidate], distance: first.far, others };
}

/** Two profiles that are granted whole, and that explain all of it together. */
function exactPair(grid: Grid, candidates: readonly Candidate[]): Nearest | undefined {
  const containedCandidates = candidates.filter(({ least }) => broaderIn(least, grid) === 0);
  const pairs = containedCandidates.flatMap((a, index) =>
    containedCandidates
      .slice(index + 1)
      .filter((b) => broaderIn(grid, broader(a.most, b.most)) === 0)
      .map((b) => [a, b] as const),
  );
  const [pair, ...others] = pairs;
  if (!pair) return undefined;
  return {
    candidates: pair,
    distance: 0,
    others: others.map((both) => both.map(({ profile }) => profile.id).join(" and ")),
  };
}
