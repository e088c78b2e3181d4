import type { Assumption } from "../assumptions";
import { assumedAnswer, OTHER } from "../assumptions";
import type { Checked } from "../contract";
import type { Finding } from "../run";

const MOST_NAMED = 8;

/** What a check found, in lines: first how many, then each that differs, then what is open and why. */
export function reportLines(assumptions: readonly Assumption[], { release, findings }: Checked): string[] {
  const of = (result: Finding["result"]) => findings.filter((finding) => finding.result === result);
  const [holding, differing, open] = [of("holds"), of("differs"), of("open")];
  const byId = new Map(assumptions.map((assumption) => [assumption.id, assumption]));
  const counts = `${holding.length} hold, ${differing.length === 1 ? "1 differs" : `${differing.length} differ`}, ${open.length} open`;
  return [
    `The tenant runs ${release === "unknown" ? "a release that it doesn't tell" : release}. Of ${assumptions.length} assumptions ${counts}.`,
    ...(differing.length > 0 ? ["", "Different from what is assumed:"] : []),
    ...differing.flatMap((finding) => differenceLines(finding, byId.get(finding.id))),
    ...findingLines(findings, byId),
    ...(open.length > 0 ? ["", "Open:"] : []),
    ...openLines(open),
  ];
}

function differenceLines({ id, answer = OTHER, evidence }: Finding, assumption: Assumption | undefined): string[] {
  if (!assumption) return [];
  const { area, assumes, basis, answers, reliesOn } = assumption;
  const answerText = answers[answer] ?? "something else";
  return [
    `  ${area} › ${id}: ${assumes} (${basis})`,
    `    assumed: ${answers[assumedAnswer(assumption)]}; seen: ${[answerText, ...evidence].join("; ")}`,
    `    relied on by ${reliesOn.join(", ")}`,
  ];
}

/** What the code asks each tenant for itself, and what this one answers. */
function findingLines(findings: readonly Finding[], byId: ReadonlyMap<string, Assumption>): string[] {
  const lines = findings.flatMap(({ id, answer }) => {
    const assumption = byId.get(id);
    return assumption?.isAsked && answer !== undefined ? [`  ${id}: ${assumption.answers[answer] ?? answer}`] : [];
  });
  return lines.length > 0 ? ["", "Asked by the code itself, which copes with each answer:", ...lines] : [];
}

/** Those that are open for one reason in one line. */
function openLines(open: readonly Finding[]): string[] {
  const reasons = [...new Set(open.map(reasonOf))];
  return reasons
    .map((reason) => ({ reason, ids: open.filter((finding) => reasonOf(finding) === reason).map(({ id }) => id) }))
    .sort((a, b) => b.ids.length - a.ids.length)
    .map(({ reason, ids }) => `  ${few(ids)}: ${reason}`);
}

const reasonOf = ({ evidence }: Finding): string => evidence.join("; ");

const few = (ids: readonly string[]): string =>
  ids.length <= MOST_NAMED
    ? ids.join(", ")
    : `${ids.slice(0, MOST_NAMED).join(", ")} and ${ids.length - MOST_NAMED} more`;

/** The assumptions by their area, each with how it is checked. */
export function listLines(assumptions: readonly Assumption[]): string[] {
  const areas = [...new Set(assumptions.map(({ area }) => area))];
  const width = assumptions.reduce((longest, { id }) => Math.max(longest, id.length), 0);
  return areas.flatMap((area, index) => [
    ...(index > 0 ? [""] : []),
    area,
    ...assumptions
      .filter((one) => one.area === area)
      .map(({ id, assumes, basis, check }) => `  ${id.padEnd(width)}  ${assumes} (${basis}; ${HOW[check]})`),
  ]);
}

/** How an assumption is checked, in words. */
export const HOW: Readonly<Record<Assumption["check"], string>> = {
  reads: "by reads",
  writes: "--write",
  member: "--write --member",
  none: "not checked",
};
