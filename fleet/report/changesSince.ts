import type { AssignmentResult, TenantResult } from "../model/result";
import { type AcceptedIn, acceptedCells, acceptedOf } from "./accepted";
import { cellsOf, type DeviatingCell, deviationsOf } from "./deviations";
import { groupTenants, type TenantValue } from "./groupTenants";
import { assignmentState, type ReportTenant } from "./state";
import { type ChangesSince, MOVES, type Move, type Moved, type Reading } from "./view";

/** A tenant as it was looked at last, and as it was before that. */
export interface ResultPair {
  readonly tenant: ReportTenant;
  readonly now: TenantResult | undefined;
  readonly before: TenantResult | undefined;
}

/** How a profile on a tenant came to another state; `undefined` where it didn't. */
export function transitionOf(profile: string, { now, before }: ResultPair): Move | undefined {
  const [from, to] = [assignmentState(profile, before), assignmentState(profile, now)];
  if (to === "unseen" || from === to) return undefined;
  return from === "unseen" ? "first" : to;
}

/** @param today `2026-01-31` */
export function changesSince(pairs: readonly ResultPair[], reading: Reading, today: string): ChangesSince {
  const compared = groupTenants(pairs.flatMap(comparedOf));
  return {
    moved: movedOf(pairs),
    newlyDifferent: deviationsOf(reading, cellsOfAll(compared, newlyDifferent)),
    putRight: deviationsOf(reading, cellsOfAll(compared, putRight)),
    newlyAccepted: acceptedOf(cellsOfAll(compared, newlyAccepted), today),
  };
}

/** A tenant that can't be reached moves with all of its profiles: that is told once. */
function movedOf(pairs: readonly ResultPair[]): Moved[] {
  const moves = pairs.flatMap((turn) =>
    MOVES.flatMap((move) => {
      const profiles = turn.tenant.profiles.filter((profile) => transitionOf(profile, turn) === move);
      return profiles.length > 0 ? [{ value: { profiles, move }, tenants: [turn.tenant.name] }] : [];
    }),
  );
  return groupTenants(moves)
    .map(({ value, tenants }) => ({ ...value, tenants }))
    .sort((a, b) => MOVES.indexOf(a.move) - MOVES.indexOf(b.move));
}

/** What was read of one profile in both: only there a cell can be said to have changed. */
interface ComparedCells {
  readonly now: Read;
  readonly before: Read;
}

interface Read {
  readonly different: readonly DeviatingCell[];
  readonly accepted: readonly AcceptedIn[];
}

const readOf = (assignment: AssignmentResult): Read => ({
  different: cellsOf(assignment),
  accepted: acceptedCells(assignment),
});

const comparedOf = ({ tenant, now, before }: ResultPair): TenantValue<ComparedCells>[] =>
  (now?.assignments ?? []).flatMap((assignment) => {
    const former = before?.assignments.find(({ profile }) => profile === assignment.profile);
    return former && tenant.profiles.includes(assignment.profile)
      ? [{ value: { now: readOf(assignment), before: readOf(former) }, tenants: [tenant.name] }]
      : [];
  });

const cellsOfAll = <Cell>(
  compared: readonly TenantValue<ComparedCells>[],
  find: (one: ComparedCells) => Cell[],
): TenantValue<Cell>[] =>
  compared.flatMap(({ value, tenants }) => find(value).map((cell) => ({ value: cell, tenants })));

type CellPlace = Pick<DeviatingCell, "module" | "function" | "verb">;
const placeOf = ({ module, function: name, verb }: CellPlace) => JSON.stringify([module, name, verb]);

/** Also a cell that differed already, where the tenant shows another level now. */
function newlyDifferent({ now, before }: ComparedCells): DeviatingCell[] {
  const former = new Map(before.different.map((cell) => [placeOf(cell), cell.before]));
  return now.different.filter((cell) => !former.has(placeOf(cell)) || former.get(placeOf(cell)) !== cell.before);
}

/** What is accepted now isn't put right. */
function putRight({ now, before }: ComparedCells): DeviatingCell[] {
  const still = new Set([...now.different, ...now.accepted].map(placeOf));
  return before.different.filter((cell) => !still.has(placeOf(cell)));
}

function newlyAccepted({ now, before }: ComparedCells): AcceptedIn[] {
  const keyOf = (cell: AcceptedIn) => JSON.stringify([placeOf(cell), cell.level]);
  const former = new Set(before.accepted.map(keyOf));
  return now.accepted.filter((cell) => !former.has(keyOf(cell)));
}
