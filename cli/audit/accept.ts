import type { AuditView } from "../../audit/view";
import { addAcceptance, findingToAccept } from "../../audit/writeAccept";
import { InvalidInputError, type Problem } from "../../core/model/errors";
import { lastDayFrom } from "../../fleet/accept/days";
import { currentUser, dayProblems } from "../acceptanceTerms";
import { print } from "../print";

export interface AcceptFlags {
  readonly accept?: string;
  readonly until?: string;
  readonly reason?: string;
  readonly by?: string;
}

/** @throws InvalidInputError with everything that is missing, before the tenant is asked */
export function assertAcceptance({ accept, until = "", reason = "", by }: AcceptFlags, today: string): void {
  const given = [until, reason, by ?? ""].some((text) => text !== "");
  const problems: Problem[] =
    accept === undefined
      ? given
        ? [{ path: "--accept", message: "needed with --until, --reason and --by: the id of a finding" }]
        : []
      : [
          ...(reason.trim() === "" ? [{ path: "--reason", message: "needed" }] : []),
          ...(until === "" ? [{ path: "--until", message: "needed" }] : dayProblems(until, today)),
          ...(until > lastDayFrom(today)
            ? [{ path: "--until", message: `more than a year ahead; at the latest ${lastDayFrom(today)}` }]
            : []),
        ];
  if (problems.length > 0) throw new InvalidInputError("Nothing is accepted", problems);
}

/** Adds the finding to audit.yaml, as it is now. */
export function acceptFinding(
  { accept = "", until = "", reason = "", by = currentUser(process.cwd()) }: AcceptFlags,
  { findings, name }: AuditView,
  file: string,
): void {
  const { id, evidence } = findingToAccept(accept, findings);
  addAcceptance(file, { tenant: name, finding: id, evidence, by, reason: reason.trim(), until });
  print(`${file}: ${id} is accepted until ${until}, as the tenant shows it now. Have it reviewed like any change.`);
}
