import { describe } from "../../core/plan/change";
import type { Command } from "../model/command";
import { OUTCOMES, type Outcome, type TenantResult } from "../model/result";

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  removed: "removed",
  exact: "exact",
  drifted: "drifted",
  waiting: "waiting for an administrator",
  failed: "failed",
};

/** What a result is called: of a preview, that a tenant would change says nothing of who changed it. */
export const wordFor = (outcome: Outcome, command: Command | undefined): string =>
  outcome === "drifted" && command === "preview" ? "would change" : OUTCOME_WORDS[outcome];

/** The worst first, then in the order of the alphabet. */
export const byOutcome = (a: TenantResult, b: TenantResult): number =>
  OUTCOMES.indexOf(b.outcome) - OUTCOMES.indexOf(a.outcome) || (a.tenant < b.tenant ? -1 : 1);

/** `22 exact, 2 drifted, 1 failed` */
export const countWords = (counts: Readonly<Record<Outcome, number>>, command?: Command): string =>
  OUTCOMES.filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${counts[outcome]} ${wordFor(outcome, command)}`)
    .join(", ");

export function countsOf(results: Iterable<TenantResult>): Record<Outcome, number> {
  const counts = { removed: 0, exact: 0, drifted: 0, waiting: 0, failed: 0 };
  for (const { outcome } of results) counts[outcome]++;
  return counts;
}

/**
 * Why a tenant isn't exact: what failed, then what would put it right, a line for each change.
 * @param most lines; how many there are besides is said in one more
 */
export function reasonLines({ outcome, failure, assignments }: TenantResult, most: number): string[] {
  const changes = assignments.flatMap(({ profile, changes: assignmentChanges }) =>
    assignmentChanges.map((change) => `${profile}: ${describe(change)}`),
  );
  const reported = outcome === "failed" || changes.length === 0 ? failure : undefined;
  const lines = [...(reported?.message.split("\n").map((line) => line.trim()) ?? []), ...changes];
  const more = lines.length - most;
  return more > 0 ? [...lines.slice(0, most), `and ${more} more`] : lines;
}
