import { describeTenant } from "../core/model/tenant";
import { firstOf, plural } from "../pages/text";
import { toText } from "../review";
import { isEmpty } from "../snapshot/diff";
import { diffLines, memberLine } from "../snapshot/text";
import { describeCounts, type RequestCount } from "../tenant/client/requestCount";
import type { CopySettings, Rehearsal, Step, StepName, StepOutcome } from "./model";

/** A rehearsal as lines for a terminal, and the words that its page shares. */

export const STEP_WORDS: Readonly<Record<StepName, string>> = {
  preview: "Preview",
  up: "Up",
  visit: "An administrator's visit",
  drift: "Drift",
  again: "Up once more",
  destroy: "Destroy",
};

export const MARKS: Readonly<Record<StepOutcome, string>> = {
  ...{ done: "✓", differs: "!", left: "…", failed: "✗", skipped: "–" },
};

const SETTINGS_WORDS: Readonly<Record<CopySettings, string>> = {
  "read-only": "refuses to set levels, as ConnectWise publishes it",
  writable: "sets levels",
  "false-200": "answers 200 where levels are set, and changes nothing",
};

type RehearsalHeader = Pick<Rehearsal, "tenant" | "stack" | "settings" | "isFirstRun" | "notes">;

export const titleOf = ({ tenant, stack }: Pick<Rehearsal, "tenant" | "stack">): string =>
  `Rehearsal of ${stack} on a copy of ${describeTenant(tenant)}`;

/** What was assumed, ahead of all that is seen. */
export const assumptions = ({ settings, isFirstRun, notes }: Omit<RehearsalHeader, "tenant" | "stack">): string[] => [
  isFirstRun
    ? "As a first run: what is there is found by its name."
    : "With the stack's own state: as its next up would go.",
  `Assumed, since reads can't tell: the API ${SETTINGS_WORDS[settings]} (--settings ${settings}).`,
  ...notes,
];

export const headLines = (asked: RehearsalHeader): string[] => [
  `${titleOf(asked)}.`,
  ...assumptions(asked).map((line) => `  ${line}`),
  "",
];

/** `(12 requests, 3 of them writes; 4.1 s)` */
export const costOf = ({ name, sent, seconds }: Step): string =>
  name === "visit" ? `${seconds} s` : `${describeCounts(sent)}; ${seconds} s`;

export function stepLines(step: Step): string[] {
  const { name, outcome, what, details } = step;
  const [mark, word] = [MARKS[outcome], STEP_WORDS[name]];
  if (outcome === "skipped") return [`${mark} ${word}: skipped, since a step before it failed`];
  return [
    `${mark} ${word}: ${what} (${costOf(step)})`,
    ...details.flatMap((detail) => detail.split("\n")).map((line) => `    ${line}`),
  ];
}

/** What comes after the steps. */
export const endLines = (rehearsal: Rehearsal): string[] => [
  ...changeLines(rehearsal),
  ...resultLines(rehearsal),
  "",
  NOT_SHOWN,
  sentLine(rehearsal),
];

function changeLines({ review, changes, steps }: Rehearsal): string[] {
  if (!review || !changes) return [];
  const isWhole = steps.some(({ name, outcome }) => name === "up" && outcome === "done");
  const roles = toText({ ...review, subjects: review.subjects.filter(({ tables }) => tables.length > 0) });
  const members = changes.members.map(memberLine);
  return [
    "",
    isWhole ? "What up would change on the tenant:" : "What up had changed before it failed:",
    ...indented([...roles.split("\n"), ...(members.length > 0 ? ["", ...members] : [])]),
  ];
}

const indented = (lines: readonly string[]) => lines.map((line) => (line === "" ? "" : `  ${line}`));

function resultLines({ left, staying }: Rehearsal): string[] {
  return left ? ["", ...leftoverLines({ left, staying })] : [];
}

/** Whether destroy gave everything back, or what it did not. */
export function leftoverLines({ left, staying }: Required<Pick<Rehearsal, "left" | "staying">>): string[] {
  const but =
    staying.length === 0
      ? ""
      : `, but for ${plural(staying.length, "member")} that ${staying.length === 1 ? "stays" : "stay"}, inactive, since a tenant deletes none: ${firstOf(staying, NAMED)}`;
  if (isEmpty(left)) return [`Destroy gave everything back${but}.`];
  return [`Destroy did not give everything back${but}:`, ...indented(diffLines(left, "before the stack"))];
}

const NAMED = 10;

export const NOT_SHOWN =
  "Not shown, since a copy doesn't have it: Customize lists, role types, key pairs, and all that isn't about roles and members.";

/** `Sent to acme: 43 requests, all GET.` */
export const sentLine = ({ tenant, sent }: Pick<Rehearsal, "tenant" | "sent">): string =>
  `Sent to ${tenant.companyId}: ${allGet(sent)}.`;

export const allGet = ({ requests, writes }: RequestCount): string =>
  `${plural(requests, "request")}, ${writes === 0 ? "all GET" : `${writes} of them writes`}`;
