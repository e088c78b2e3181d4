import type { TenantResult } from "../model/result";
import { acceptedCells, acceptedOf } from "./accepted";
import { cellsOf, type DeviatingCell, deviationsOf } from "./deviations";
import { assignmentState, type ReportTenant } from "./state";
import { type Seen, together } from "./together";
import { MOVES, type Move, type Moved, type Reading, type Since } from "./view";

/** A tenant as it was looked at last, and as it was before that. */
export interface Turn {
  readonly tenant: ReportTenant;
  readonly now: TenantResult | undefined;
  readonly before: TenantResult | undefined;
}

/** How a profile on a tenant came to another state; `undefined` where it didn't. */
export function moveOf(profile: string, { now, before }: Turn): Move | undefined {
  const [from, to] = [assignmentState(profile, before), assignmentState(profile, now)];
  if (to === "unseen" || from === to) return undefined;
  return from === "unseen" ? "first" : to;
}

/** @param today `2026-01-31` */
export function sinceOf(turns: readonly Turn[], reading: Reading, today: string): Since {
  const compared = turns.flatMap(comparedOf);
  return {
    moved: movedOf(turns),
    newlyDifferent: deviationsOf(reading, newlyDifferent(compared)),
    putRight: deviationsOf(reading, putRight(compared)),
    newlyAccepted: acceptedOf(newlyAccepted(compared), today),
  };
}

/** A tenant that can't be reached moves with all of its profiles: that is told once. */
function movedOf(turns: readonly Turn[]): Moved[] {
  const moves = turns.flatMap((turn) =>
    MOVES.flatMap((move) => {
      const profiles = turn.tenant.profiles.filter((profile) => moveOf(profile, turn) === move);
      return profiles.length > 0 ? [{ value: { profiles, move }, tenant: turn.tenant.name }] : [];
    }),
  );
  return together(moves)
    .map(({ value, tenants }) => ({ ...value, tenants }))
    .sort((a, b) => MOVES.indexOf(a.move) - MOVES.indexOf(b.move));
}

/** What was read of one profile in both: only there a cell can be said to have changed. */
interface Compared {
  readonly tenant: string;
  readonly now: TenantResult["assignments"][number];
  readonly before: TenantResult["assignments"][number];
}

const comparedOf = ({ tenant, now, before }: Turn): Compared[] =>
  (now?.assignments ?? []).flatMap((assignment) => {
    const former = before?.assignments.find(({ profile }) => profile === assignment.profile);
    return former && tenant.profiles.includes(assignment.profile)
      ? [{ tenant: tenant.name, now: assignment, before: former }]
      : [];
  });

type CellPlace = Pick<DeviatingCell, "module" | "function"> & { readonly verb: string };
const placeOf = ({ module, function: name, verb }: CellPlace) => JSON.stringify([module, name, verb]);

/** Also a cell that differed already, where the tenant shows another level now. */
const newlyDifferent = (compared: readonly Compared[]): Seen<DeviatingCell>[] =>
  compared.flatMap(({ tenant, now, before }) => {
    const former = new Map(cellsOf(before).map((cell) => [placeOf(cell), cell.before]));
    return cellsOf(now)
      .filter((cell) => !former.has(placeOf(cell)) || former.get(placeOf(cell)) !== cell.before)
      .map((value) => ({ value, tenant }));
  });

/** What is accepted now isn't put right. */
const putRight = (compared: readonly Compared[]): Seen<DeviatingCell>[] =>
  compared.flatMap(({ tenant, now, before }) => {
    const still = new Set([...cellsOf(now), ...now.accepted].map(placeOf));
    return cellsOf(before)
      .filter((cell) => !still.has(placeOf(cell)))
      .map((value) => ({ value, tenant }));
  });

const newlyAccepted = (compared: readonly Compared[]) =>
  compared.flatMap(({ tenant, now, before }) => {
    const former = new Set(before.accepted.map((cell) => JSON.stringify([placeOf(cell), cell.level])));
    return acceptedCells(now)
      .filter((cell) => !former.has(JSON.stringify([placeOf(cell), cell.level])))
      .map((value) => ({ value, tenant }));
  });
