import { NOT_ASKED } from "../core/model/capability";
import { isLevel } from "../core/model/level";
import { everyVerb, isBroadened, type LevelTable } from "../core/model/permission";
import type { FunctionName, ObservedRole, RoleSetting, RoleSummary } from "../core/model/role";
import type { CellChange, LevelsChange } from "../core/plan/change";
import { plan } from "../core/plan/plan";
import { RANKS, type Risks } from "../core/risk/risk";
import type { Comparison, Needs, RiskyRow } from "./model";

type Role = Pick<RoleSummary, "adminFlag"> & { readonly settings?: ObservedRole["settings"] | undefined };

/** What a role really grants: all of everything where it is one of administrators; `undefined` where its rows aren't known. */
export const effectiveRows = (
  { adminFlag, settings }: Role,
  functions: readonly FunctionName[],
): readonly RoleSetting[] | undefined =>
  adminFlag ? functions.map((name, id) => ({ ...name, id, cells: everyVerb("All") })) : settings;

/** What a role grants beside what a profile asks for, by the one diff of this project. */
export function compareWithNeeds(settings: readonly RoleSetting[], needs: Needs, risks: Risks): Comparison {
  const { levels, most, isPart, notes: unknown } = needs;
  const excessOfNeeds = differing(settings, levels);
  const atMost = differing(settings, most);
  const beyond = rowsWith(excessOfNeeds.rows, isBeyond);
  const excess = rowsWith(atMost.rows, isBeyond);
  return {
    excess: byRisk(excess, risks),
    lacks: rowsWith(excessOfNeeds.rows, isShort),
    optional: beyond.flatMap((row) => withoutCells(row, excess)),
    isPart,
    notes: [...(isPart ? [NAMES_A_PART] : []), ...unknown, ...excessOfNeeds.notes],
  };
}

/** What a role grants at all, by risk. */
export const grantsOf = (settings: readonly RoleSetting[], risks: Risks): RiskyRow[] =>
  byRisk(rowsWith(differing(settings, {}).rows, isBeyond), risks);

const NAMES_A_PART = "Its profile names only a part of what the vendor asks for: what goes beyond it may be needed.";

/** A profile that leaves alone what it doesn't name explains none of that. */
function differing(settings: readonly RoleSetting[], levels: LevelTable) {
  const desired = { name: "", levels, unlisted: "exact" } as const;
  const { changes, notes } = plan({ role: { settings } }, { role: desired }, NOT_ASKED);
  return { rows: changes.filter((change) => change.subject === "levels"), notes };
}

/** What another word than the API's levels grants nobody knows: it is more than None, and neither more nor less than a level. */
const isBeyond = ({ before, after }: CellChange) => isBroadened(after, before) && (isLevel(before) || after === "None");
const isShort = ({ before, after }: CellChange) => isLevel(before) && isBroadened(before, after);

const rowsWith = (rows: readonly LevelsChange[], isMeant: (cell: CellChange) => boolean): LevelsChange[] =>
  rows.flatMap((row) => {
    const cells = row.cells.filter(isMeant);
    return cells.length > 0 ? [{ ...row, cells }] : [];
  });

/** The cells of a row that none of the others has, at the level that it is asked to have. */
function withoutCells(row: LevelsChange, others: readonly LevelsChange[]): LevelsChange[] {
  const same = others.find((candidate) => candidate.module === row.module && candidate.function === row.function);
  const cells = row.cells.filter(({ verb }) => !same?.cells.some((cell) => cell.verb === verb));
  return cells.length > 0 ? [{ ...row, cells }] : [];
}

/** The riskiest first, else in the order of the web client. */
function byRisk(rows: readonly LevelsChange[], risks: Risks): RiskyRow[] {
  const risky = rows.map((row): RiskyRow => {
    const held = Object.fromEntries(row.cells.map(({ verb, before }) => [verb, before]));
    const { module, function: name, cells } = row;
    return { module, function: name, cells, risk: risks.of({ module, function: name }, held) ?? NO_RISK };
  });
  return risky.sort((a, b) => RANKS.indexOf(b.risk.rank) - RANKS.indexOf(a.risk.rank));
}

const NO_RISK = { rank: "low", reason: "No rule names it" } as const;
