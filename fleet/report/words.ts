import { verbTitle } from "../../core/model/level";
import { plural } from "../../pages/text";
import { nameOf } from "../../review/view";
import { cellWord } from "../../review/words";
import type { Command } from "../model/command";
import {
  type AcceptedView,
  type Counts,
  type Deviation,
  type FleetView,
  type Move,
  type Reading,
  type Shift,
  STATES,
  type State,
  type TenantView,
} from "./view";

const STATE_WORDS: Readonly<Record<State, string>> = {
  failed: "failed",
  waiting: "waiting for an administrator",
  drifted: "drifted",
  unseen: "not looked at yet",
  exact: "exact",
  removed: "removed",
};

/** What differs after a command that could put it right, or shows what it would do, didn't drift. */
const DIFFERENT: Readonly<Record<Command, string>> = {
  drift: "drifted",
  preview: "would change",
  up: "still different",
  destroy: "still there",
};

export const stateWord = (state: State, { command }: Pick<FleetView, "command">): string =>
  state === "drifted" && command ? DIFFERENT[command] : STATE_WORDS[state];

const MOVE_WORDS: Readonly<Record<Move, string>> = {
  failed: "newly failed",
  waiting: "newly waiting for an administrator",
  drifted: "newly different",
  exact: "became exact",
  removed: "removed",
  first: "looked at for the first time",
};

export const moveWord = (move: Move, { reading }: Pick<FleetView, "reading">): string =>
  move === "drifted" && reading === "drift" ? "newly drifted" : MOVE_WORDS[move];

/** What the two directions are called. */
export const broaderTitle = (reading: Reading): string =>
  reading === "drift" ? "Broader than asked" : "What would be broadened";
export const narrowerTitle = (reading: Reading): string =>
  reading === "drift" ? "Narrower than asked" : "What would be narrowed";

/** `850 exact, 110 drifted, 40 failed`; what there is none of isn't said. */
const describeCounts = (counts: Counts, view: Pick<FleetView, "command">): string =>
  STATES.toReversed()
    .filter((state) => counts[state] > 0)
    .map((state) => `${counts[state].toLocaleString("en")} ${stateWord(state, view)}`)
    .join(", ");

export const sumOf = (counts: Counts): number => STATES.reduce((sum, state) => sum + counts[state], 0);

/** `+2 functions to All in 143 tenants, +1 function to My in 3 tenants` */
const describeShifts = (sign: "+" | "−", shifts: readonly Shift[]): string =>
  shifts
    .map(
      ({ level, functions, tenants }) =>
        `${sign}${plural(functions, "function")} to ${level} in ${plural(tenants, "tenant")}`,
    )
    .join(", ");

/** One sentence each: the totals, what is broader, what is narrower, what is stale. */
export function summaryLines(view: FleetView): string[] {
  const { totals, reading, broadening, narrowing, tenants } = view;
  const total = sumOf(totals);
  if (total === 0) return ["No tenant."];
  const stale = (["old", "asked"] as const).flatMap((kind) => {
    const count = tenants.filter((tenant) => tenant.stale === kind).length;
    return count > 0 ? [`${plural(count, "tenant")}: ${STALE_WORDS[kind]}.`] : [];
  });
  return [
    `${plural(total, "tenant")}: ${describeCounts(totals, view)}.`,
    ...(broadening.length > 0 ? [`${broaderTitle(reading)}: ${describeShifts("+", broadening)}.`] : []),
    ...(narrowing.length > 0 ? [`${narrowerTitle(reading)}: ${describeShifts("−", narrowing)}.`] : []),
    ...stale,
  ];
}

export const STALE_WORDS: Readonly<Record<NonNullable<TenantView["stale"]>, string>> = {
  old: "looked at a week ago or longer",
  asked: "asked for something else since it was looked at",
};

/** `Finance › Invoicing: Delete is All instead of None`, or, of a plan, `Finance › Invoicing: Delete None → All` */
export const describeDeviation = (deviation: Deviation, reading: Reading, isPast = false): string =>
  `${nameOf(deviation)}: ${describeCells(deviation, reading, isPast)}`;

/** @param isPast whether it is so no longer */
export function describeCells({ verbs, before, after }: Deviation, reading: Reading, isPast: boolean): string {
  const named = verbs.map(verbTitle).join(", ");
  if (reading === "plan") return `${named} ${cellWord(before)} → ${after}`;
  const is = verbs.length === 1 ? (isPast ? "was" : "is") : isPast ? "were" : "are";
  return `${named} ${is} ${cellWord(before)} instead of ${after}`;
}

/** `Finance › Invoicing: Delete All, accepted until 2026-12-31 by Ann: month-end close` */
export function describeAccepted(accepted: AcceptedView): string {
  const { verbs, level, by, reason, until, ends } = accepted;
  const mark = ends === undefined ? "" : ends === "soon" ? " (ends soon)" : " (has ended)";
  const cells = `${verbs.map(verbTitle).join(", ")} ${level}`;
  return `${nameOf(accepted)}: ${cells}, accepted until ${until}${mark} by ${by}: ${reason}`;
}

/** `2026-11-22 04:30` (UTC), of ISO 8601. */
export const describeTime = (isoTime: string): string => isoTime.slice(0, 16).replace("T", " ");

/** `drift of 2026-11-22 04:30 UTC by ann, stopped: too many failures` */
function describeRun({ command, startedAt, startedBy, end }: NonNullable<FleetView["run"]>): string {
  const how = end ? (end.how === "stopped" ? `, stopped${end.reason ? `: ${end.reason}` : ""}` : "") : ", not finished";
  return `${command} of ${describeTime(startedAt)} UTC by ${startedBy}${how}`;
}

/** When the report and the last run were made. */
export const aboutLines = ({ at, run }: FleetView): string[] => [
  `Report of ${describeTime(at)} UTC`,
  ...(run ? [`Last run: ${describeRun(run)}`] : []),
];
