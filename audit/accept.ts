import { createHash } from "node:crypto";
import { sameName } from "../core/model/name";
import { holds } from "../fleet/accept/file";
import type { Acceptance, AuditFile } from "./file";
import type { Finding } from "./model";

/** A finding, and who answers for it. */
export interface JudgedFinding {
  readonly finding: Finding;
  readonly evidence: string;
  readonly accepted?: Pick<Acceptance, "by" | "reason" | "until">;
}

/** `sha256:` and 64 hexadecimal digits over what a finding consists of and how risky that is. */
const evidenceOf = ({ rule, risk, facts, isGuess }: Finding): string =>
  `sha256:${createHash("sha256")
    .update(JSON.stringify([rule, risk.rank, isGuess, facts]))
    .digest("hex")}`;

/**
 * The findings with what is accepted of them: at just that evidence, until its day.
 * @param today `2026-01-31`, UTC
 * @param incompleteRules rules whose findings couldn't all be made
 */
export function applyAcceptances(
  findings: readonly Finding[],
  { accepted }: AuditFile,
  tenant: string,
  today: string,
  incompleteRules: ReadonlySet<string>,
): { readonly judged: readonly JudgedFinding[]; readonly notes: readonly string[] } {
  const acceptances = accepted.filter((entry) => sameName(entry.tenant, tenant));
  const judged = findings.map((finding): JudgedFinding => {
    const evidence = evidenceOf(finding);
    const entry = acceptances.find(
      (candidate) => candidate.finding === finding.id && candidate.evidence === evidence && holds(candidate, today),
    );
    if (!entry) return { finding, evidence };
    const { by, reason, until } = entry;
    return { finding, evidence, accepted: { by, reason, until } };
  });
  return { judged, notes: acceptances.flatMap((entry) => noteOn(entry, judged, today, incompleteRules)) };
}

function noteOn(
  entry: Acceptance,
  judged: readonly JudgedFinding[],
  today: string,
  incompleteRules: ReadonlySet<string>,
): string[] {
  const found = judged.find(({ finding }) => finding.id === entry.finding);
  const what = `The acceptance of ${entry.finding}`;
  if (!found && incompleteRules.has(entry.finding.split(":", 1)[0] ?? "")) return [];
  if (!found) return [`${what} isn't needed any more: there is no such finding.`];
  if (found.accepted) return [];
  if (!holds(entry, today)) return [`${what} expired on ${entry.until}.`];
  return [
    `${what} doesn't cover what the tenant shows now: review it, and accept it again with cwroles audit --accept.`,
  ];
}
