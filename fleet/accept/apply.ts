import { type Verb, verbTitle } from "../../core/model/level";
import { type LevelTable, NONE, rowIn, rowsOf, tableOf } from "../../core/model/permission";
import type { FunctionName } from "../../core/model/role";
import type { CellChange, Change } from "../../core/plan/change";
import { candidates } from "../../core/profile/match";
import type { AcceptedCell, AssignmentResult } from "../model/result";
import { type Acceptance, holds } from "./file";

/** The acceptances that concern one profile of a tenant, under the tenant's own names. */
export interface OwnAcceptances {
  readonly entries: readonly Acceptance[];
  /** Those whose function the tenant doesn't have, for people. */
  readonly notes: readonly string[];
}

/**
 * @param acceptances of the tenant
 * @param functions the rows that every role of the tenant has
 */
export function ownAcceptances(
  acceptances: readonly Acceptance[],
  profile: string,
  functions: readonly FunctionName[],
): OwnAcceptances {
  const entries: Acceptance[] = [];
  const notes: string[] = [];
  for (const entry of acceptances.filter((candidate) => candidate.profile === profile)) {
    const matches = candidates(entry, functions);
    const [only] = matches;
    if (only && matches.length === 1) entries.push({ ...entry, module: only.module, function: only.function });
    else notes.push(`${titleOf(entry)} fits ${matches.length} functions of the tenant: it accepts nothing.`);
  }
  return { entries, notes };
}

/**
 * The result with the cells that somebody answers for taken out of its changes. A cell is accepted at one level alone: at
 * any other it stays a change, with a note. So does one whose acceptance has expired.
 * @param acceptances of this profile on this tenant; only levels can be accepted, neither a missing role nor a member
 * @param today `2026-01-31`, UTC
 */
export function withAccepted(
  result: AssignmentResult,
  acceptances: readonly Acceptance[],
  today: string,
): AssignmentResult {
  if (acceptances.length === 0 || !isThere(result)) return result;
  const accepted: AcceptedCell[] = [];
  const notes = new Set(result.notes);
  const changes = result.changes.flatMap((change): Change[] => {
    if (change.subject !== "levels") return [change];
    const unaccepted = change.cells.filter((cell) => {
      const entries = acceptances.filter((entry) => isOf(entry, change, cell.verb));
      const entry = entries.find((candidate) => candidate.level === cell.before && holds(candidate, today));
      if (entry) accepted.push(acceptedCell(entry, cell.verb));
      else for (const nearEntry of entries) notes.add(noteOn(nearEntry, cell, today));
      return entry === undefined;
    });
    return unaccepted.length > 0 ? [{ ...change, cells: unaccepted }] : [];
  });
  for (const entry of acceptances.filter((candidate) => holds(candidate, today) && !isDifferent(result, candidate)))
    notes.add(`${titleOf(entry)} isn't needed any more: the tenant shows what the profile asks.`);
  const outcome = changes.length === 0 ? "exact" : result.outcome;
  return { ...result, outcome, changes, accepted, notes: [...notes] };
}

/**
 * What the engine is to be asked for, so that it leaves accepted cells alone.
 * @param levels of the profile, under the tenant's own names
 * @param accepted as `withAccepted` found them: a cell that has the profile's level again isn't among them
 */
export const levelsWithAccepted = (levels: LevelTable, accepted: readonly AcceptedCell[]): LevelTable =>
  accepted.reduce((table, { module, function: name, verb, level }) => {
    const row = { ...(rowIn(table, module, name) ?? NONE), [verb]: level };
    return tableOf([...rowsOf(table), { module, function: name, row }]);
  }, levels);

/** A role that isn't there has no levels that anybody could accept. */
const isThere = ({ changes }: AssignmentResult) => !changes.some(({ subject }) => subject === "role");

const isOf = (entry: Acceptance, row: FunctionName, verb: Verb) =>
  entry.module === row.module && entry.function === row.function && entry.verbs.includes(verb);

const isDifferent = ({ changes }: AssignmentResult, entry: Acceptance) =>
  changes.some((change) => change.subject === "levels" && change.cells.some(({ verb }) => isOf(entry, change, verb)));

const acceptedCell = ({ module, function: name, level, by, reason, until }: Acceptance, verb: Verb): AcceptedCell => ({
  ...{ module, function: name, verb, level },
  ...{ by, reason, until },
});

const titleOf = ({ module, function: name, verbs, level }: Acceptance): string =>
  `The acceptance of ${module} › ${name} ${verbs.map(verbTitle).join(", ")} ${level}`;

function noteOn(entry: Acceptance, { before }: CellChange, today: string): string {
  if (!holds(entry, today)) return `${titleOf(entry)} expired on ${entry.until}.`;
  return `${titleOf(entry)} doesn't cover ${before}, which the tenant has now.`;
}
