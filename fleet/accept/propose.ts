import { InvalidInputError, type Problem, RefusedError } from "../../core/model/errors";
import { isLevel, type Level, type Verb, verbTitle } from "../../core/model/level";
import type { FunctionName } from "../../core/model/role";
import type { CellChange, LevelsChange } from "../../core/plan/change";
import { candidates, nearest, suggest } from "../../core/profile/match";
import type { AssignmentResult } from "../model/result";
import { type Acceptance, holds, isSameCell } from "./file";

/** What somebody wants to accept. */
export interface Proposal extends Omit<Acceptance, "verbs" | "level"> {
  /** Default: all that differ in the function. */
  readonly verbs?: readonly Verb[] | undefined;
  /** Needed where the tenant wasn't read yet; otherwise what it shows. */
  readonly level?: Level | undefined;
}

/**
 * The entries that accept what a tenant shows: one for each level.
 * @param observed the profile on the tenant as it was read last
 * @throws InvalidInputError for what is no difference of levels there
 * @throws RefusedError for what can't be accepted, or is accepted already
 */
export function propose(
  proposal: Proposal,
  observed: AssignmentResult | undefined,
  acceptances: readonly Acceptance[],
  today: string,
): Acceptance[] {
  const entries = observed ? asSeen(proposal, observed) : [asRequested(proposal)];
  const already = acceptances.find(
    (entry) => holds(entry, today) && entries.some((proposed) => isSameCell(proposed, entry)),
  );
  if (!already) return entries;
  throw new RefusedError(
    `${already.level} is accepted there until ${already.until} (${already.by}: ${already.reason}). Change that entry in accepted.yaml, or take it out.`,
  );
}

function asRequested({ verbs, level, ...rest }: Proposal): Acceptance {
  if (!level || !verbs)
    throw new RefusedError(
      `${rest.tenant} wasn't read yet, so that nobody knows what differs there. Run: cwroles fleet drift --tenant ${rest.tenant}. Or name --verb and --level.`,
    );
  return entryOf(rest, rest, level, verbs);
}

function asSeen(proposal: Proposal, { changes, role }: AssignmentResult): Acceptance[] {
  if (changes.some(({ subject }) => subject === "role"))
    throw new RefusedError(
      `${proposal.tenant} has no security role "${role}": only levels of a role that is there can be accepted.`,
    );
  const row = differingRow(
    proposal,
    changes.filter((change) => change.subject === "levels"),
  );
  const cells = differingCells(proposal, row);
  const levels = [...new Set(cells.map(({ before }) => before))].filter(isLevel);
  return levels.map((level) => {
    const verbs = cells.filter(({ before }) => before === level).map(({ verb }) => verb);
    return entryOf(proposal, row, level, verbs);
  });
}

const entryOf = (
  { tenant, profile, by, reason, until }: Pick<Proposal, "tenant" | "profile" | "by" | "reason" | "until">,
  { module, function: name }: FunctionName,
  level: Level,
  verbs: readonly Verb[],
): Acceptance => ({ tenant, profile, module, function: name, verbs: [...verbs], level, by, reason, until });

function differingRow(wanted: Proposal, rows: readonly LevelsChange[]): LevelsChange {
  const matches = candidates(wanted, rows);
  const row = matches.length === 1 ? rows.find((one) => one === matches[0]) : undefined;
  if (row) return row;
  const near = nearest(titleOf(wanted), rows.map(titleOf));
  const message =
    rows.length === 0
      ? `no level of ${wanted.profile} differs on ${wanted.tenant}`
      : `${titleOf(wanted)} doesn't differ on ${wanted.tenant}; ${suggest(near)}`;
  throw noDifference([{ path: "--function", message }]);
}

const titleOf = ({ module, function: name }: FunctionName) => `${module} / ${name}`;

function differingCells({ verbs, level }: Proposal, { cells, ...row }: LevelsChange): CellChange[] {
  const requested = verbs ?? cells.map(({ verb }) => verb);
  const requestedCells = requested.flatMap((verb) => cells.filter((cell) => cell.verb === verb));
  const same = requested.filter((verb) => !cells.some((cell) => cell.verb === verb));
  const problems: Problem[] = [
    ...same.map((verb) => ({ path: "--verb", message: `${verbTitle(verb)} of ${titleOf(row)} doesn't differ` })),
    ...requestedCells.flatMap(({ verb, before }) => {
      const shown = `${verbTitle(verb)} of ${titleOf(row)} is ${before}`;
      if (!isLevel(before)) return [{ path: "--verb", message: `${shown}, which no profile can ask for` }];
      return level && level !== before ? [{ path: "--level", message: `${shown}, not ${level}` }] : [];
    }),
  ];
  if (problems.length > 0) throw noDifference(problems);
  return requestedCells;
}

const noDifference = (problems: readonly Problem[]) => new InvalidInputError("Nothing to accept", problems);
