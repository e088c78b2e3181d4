import { type Cell, VERBS, verbTitle } from "../core/model/level";
import type { FunctionName } from "../core/model/role";
import { describeChanges } from "../core/profile/changes";
import { firstOf } from "../pages/text";
import {
  type Direction,
  type ExclusionView,
  type Fact,
  isToApprove,
  nameOf,
  type Row,
  type Status,
  type Subject,
  type Table,
  type TextChange,
} from "./view";

export const DIRECTION_WORDS: Readonly<Record<Direction, string>> = {
  broadened: "broadened",
  narrowed: "narrowed",
  mixed: "broadened and narrowed",
  unchanged: "unchanged",
};

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  new: "new",
  removed: "removed",
  changed: "changed",
  "same-effect": "unchanged in effect",
  unchanged: "unchanged",
  unreadable: "can't be read",
};

/** The level of a verb that the tenant's row doesn't have. */
const LACKING = "–";
export const cellWord = (cell: Cell): string => cell ?? LACKING;

/** Like cells together, then the Customize list: `Add, Edit: None → All; Inquire: My → All; Customize: + Service / Board`. */
export function describeLevels({ cells, customize }: Row): string {
  const groups = new Map<string, string[]>();
  for (const verb of VERBS) {
    const { before, after, direction } = cells[verb];
    if (direction === "unchanged") continue;
    const change = `${cellWord(before)} → ${cellWord(after)}`;
    groups.set(change, [...(groups.get(change) ?? []), verbTitle(verb)]);
  }
  const levels = [...groups].map(([change, verbs]) => `${verbs.join(", ")}: ${change}`);
  const entries = [
    ...customize.added.map((entry) => `Customize: + ${entry}`),
    ...customize.removed.map((entry) => `Customize: − ${entry}`),
  ];
  return [...levels, ...entries].join("; ");
}

/** `by hand`, `excluded until 2026-12-31: reason` */
export const conditionsOf = ({ exclusions, manual }: Row): string[] => [
  ...(manual ? ["by hand"] : []),
  ...exclusions.map(describeExclusion),
];

const EXCLUSION_WORDS: Readonly<Record<ExclusionView["status"], string>> = {
  holds: "excluded until",
  expired: "exclusion expired on",
  new: "once merged, excluded until",
};

/** `excluded until 2026-12-31 (add, edit): reason` */
export function describeExclusion({ reason, expires, status, verbs }: ExclusionView): string {
  return `${EXCLUSION_WORDS[status]} ${expires}${verbs ? ` (${verbs.join(", ")})` : ""}: ${reason}`;
}

/** `unlisted: exact → keep`; `advice removed: …` */
export function describeFact({ what, before, after }: Pick<Fact, "what" | "before" | "after">): string {
  if (before !== undefined && after !== undefined) return `${what}: ${before} → ${after}`;
  if (before !== undefined) return `${what} removed: ${before}`;
  return after === undefined ? what : `${what} added: ${after}`;
}

/** Which way a fact goes, or what it calls for, and the risk behind it; nothing where it neither goes anywhere nor has one. */
export function markOf(fact: Fact): { readonly word: string; readonly risk?: string } | undefined {
  const { kind, direction, risk } = fact;
  const word = kind && isToApprove(fact) ? "needs approval" : DIRECTION_WORDS[direction];
  if (direction === "unchanged" && !risk) return undefined;
  const reason = risk && `${risk.rank} risk: ${risk.reason}`;
  return { word: direction === "unchanged" ? "" : word, ...(reason && { risk: reason }) };
}

/** More names in one sentence nobody reads. */
const NAMED = 5;

/** `Companies › Contacts, Companies › Notes and 3 more` */
export const joinFunctions = (functions: readonly FunctionName[]): string => firstOf(functions.map(nameOf), NAMED);

export const describeText = (change: TextChange): string =>
  `${describeFact(change)} (${joinFunctions(change.functions)})`;

/** What stands behind a row, besides its source; what broadens little needs no word. */
export const reasonsOf = ({ why, broadeningRisk: risk, ambiguity, beyondSource, changes, takenOut }: Row): string[] => [
  ...(why ? [why] : []),
  ...describeChanges({ ...(why && { why }), ...(changes && { changes }) }),
  ...(takenOut ? [`Taken out by ${takenOut.by}: ${takenOut.why}`] : []),
  ...(risk && risk.rank !== "low" ? [`Risk ${risk.rank}: ${risk.reason}`] : []),
  ...(ambiguity ? [`Ambiguous: ${ambiguity}`] : []),
  ...(beyondSource ? [`Beyond the source: ${beyondSource}`] : []),
];

/** What a profile builds on, the nearest first: `house-sync → wise-sync`. */
export const joinIds = (ids: readonly string[]): string => ids.join(" → ");

/** `grants up to high risk: Changes security roles … (System › Security)` */
export const describeRisk = ({ kind, risk, tables }: Subject): string =>
  kind !== "profile" && tables.length === 0
    ? "no level changes"
    : risk
      ? `grants up to ${risk.rank} risk: ${risk.reason} (${risk.at})`
      : "grants nothing";

export const tableTitle = ({ label }: Table): string => label || "Permissions";
