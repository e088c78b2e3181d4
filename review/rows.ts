import { type Cell, VERBS, type Verb } from "../core/model/level";
import { isBroadened } from "../core/model/permission";
import type { Grant, TakenOut } from "../core/model/profile";
import type { FunctionName } from "../core/model/role";
import type { CellChange, Change, LevelsChange } from "../core/plan/change";
import type { Risks } from "../core/risk/risk";
import { RANKS } from "../core/risk/risk";
import { type CellView, combineDirections, type Direction, isBroader, KEPT, keyOf, type Row } from "./view";

/** What is known of one function. */
export interface RowInput {
  readonly name: FunctionName;
  /** The cells that differ, as the diff engine found them. */
  readonly changed: readonly (Omit<CellChange, "after"> & { readonly after: Cell })[];
  /** The value of the cells that don't. */
  readonly settled: Readonly<Record<Verb, Cell>>;
  readonly before?: Grant | undefined;
  readonly after?: Grant | undefined;
  readonly manual?: boolean;
  readonly takenOut?: TakenOut | undefined;
}

/** The changed levels of a plan, to be looked up by function. */
export const levelChanges = (changes: readonly Change[]): Map<string, LevelsChange> =>
  new Map(changes.filter((change) => change.subject === "levels").map((change) => [keyOf(change), change]));

/** One function for people: where it goes, how risky that is and what stands behind it. */
export function rowOf(input: RowInput, risks: Risks): Row {
  const { name, changed, settled, before, after, manual = false, takenOut } = input;
  const cells = Object.fromEntries(
    VERBS.map((verb) => {
      const { before: from, after: to } = changed.find((cell) => cell.verb === verb) ?? unchanged(settled[verb]);
      return [verb, { before: from, after: to, direction: directionOf(from, to) }];
    }),
  ) as Record<Verb, CellView>;
  const customize = changedEntries(before, after);
  const direction = combineDirections([...VERBS.map((verb) => cells[verb].direction), ...directionsOf(customize)]);
  const grantRisk = risks.of(name, valuesOf(cells, VERBS));
  const broadeningRisk =
    customize.added.length > 0 ? grantRisk : risks.of(name, valuesOf(cells, broadenedVerbs(cells)));
  const { why, ambiguity, beyondSource, source } = after ?? before ?? {};
  return {
    ...name,
    cells,
    customize,
    direction,
    ...(broadeningRisk && { broadeningRisk }),
    ...(grantRisk && { grantRisk }),
    manual,
    ...(why && { why }),
    ...(ambiguity && { ambiguity }),
    ...(beyondSource && { beyondSource }),
    ...(after?.changes && { changes: after.changes }),
    ...(takenOut && { takenOut: { by: takenOut.by, why: takenOut.why } }),
    ...(source && { source }),
    exclusions: [],
    excluded: false,
  };
}

/** Whether a cell grants something; what a tenant keeps may. */
export const isGranted = (cell: Cell): boolean => cell !== null && cell !== "None";

const unchanged = (cell: Cell) => ({ before: cell, after: cell });

/**
 * Which way a cell goes. What a profile leaves to the tenant is at most All, so that to stop naming an All isn't
 * broadening; to stop naming a None or a My is.
 */
function directionOf(before: Cell, after: Cell): Direction {
  if (before === after) return "unchanged";
  return isBroadened(before, after === KEPT ? "All" : after) ? "broadened" : "narrowed";
}

export const broadenedVerbs = (cells: Row["cells"]): Verb[] => VERBS.filter((verb) => isBroader(cells[verb].direction));

const valuesOf = (cells: Row["cells"], verbs: readonly Verb[]): Partial<Record<Verb, Cell>> =>
  Object.fromEntries(verbs.map((verb) => [verb, cells[verb].after]));

function changedEntries(before: Grant | undefined, after: Grant | undefined): Row["customize"] {
  const [from, to] = [before?.customize ?? [], after?.customize ?? []];
  return {
    added: to.filter((entry) => !from.includes(entry)),
    removed: from.filter((entry) => !to.includes(entry)),
  };
}

const directionsOf = ({ added, removed }: Row["customize"]): Direction[] => [
  ...added.map(() => "broadened" as const),
  ...removed.map(() => "narrowed" as const),
];

/** The rows that changed: what broadens before what narrows, the riskiest first, then by name. */
export const changedRows = (rows: readonly Row[]): Row[] =>
  rows.filter(({ direction }) => direction !== "unchanged").sort(byImportance);

/** For sorting: what a reviewer has to see first. */
export function byImportance(a: Row, b: Row): number {
  const weight = ({ direction, broadeningRisk, excluded }: Row) =>
    (isBroader(direction) ? 10 : 0) + (broadeningRisk ? RANKS.indexOf(broadeningRisk.rank) : 0) - (excluded ? 5 : 0);
  return weight(b) - weight(a) || byText(a.module, b.module) || byText(a.function, b.function);
}

/** Code unit by code unit: the same order on every machine. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
