import { plural } from "../pages/text";
import { exitCodeOf, type Rehearsal } from "./model";
import { allGet, leftoverLines, STEP_WORDS } from "./text";

/** One of many rehearsals as a line: what up would change, and what went otherwise than it should. */
export function rehearsalLine(tenant: string, rehearsal: Rehearsal | string): string {
  if (typeof rehearsal === "string") return `✗ ${tenant}: ${firstLine(rehearsal)}`;
  const { review, steps, left, staying, sent } = rehearsal;
  const seconds = Math.round(steps.reduce((sum, step) => sum + step.seconds, 0));
  const cost = `(${allGet(sent)}; ${seconds} s)`;
  const failed = steps.find(({ outcome }) => outcome === "failed");
  if (failed) return `✗ ${tenant}: ${STEP_WORDS[failed.name]}: ${firstLine(failed.details[0] ?? failed.what)} ${cost}`;
  const visits = steps.filter(({ name }) => name === "visit").length;
  const odd = steps.filter(({ outcome }) => outcome === "differs");
  const parts = [
    review?.summary.slice(review.title.length + 2).replace(/\.$/, ""),
    ...(visits > 0 ? [plural(visits, "visit of an administrator", "visits of an administrator")] : []),
    ...odd.map(({ name, what }) => `${STEP_WORDS[name]}: ${what}`),
    ...(left
      ? leftoverLines({ left, staying })
          .slice(0, 1)
          .map((line) => line.replace(/[.:]$/, ""))
      : []),
  ];
  return `${exitCodeOf(rehearsal) === 0 ? "✓" : "!"} ${tenant}: ${parts.filter(Boolean).join(". ")} ${cost}`;
}

const firstLine = (message: string) => message.split("\n", 1)[0] ?? "";
