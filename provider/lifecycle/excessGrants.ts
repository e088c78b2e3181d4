import { NOT_ASKED } from "../../core/model/capability";
import { RefusedError } from "../../core/model/errors";
import { describe, isNarrowing } from "../../core/plan/change";
import { plan } from "../../core/plan/plan";
import { joinNames } from "../../tenant/apply/adopt";
import type { Reporter } from "../../tenant/apply/reporter";
import type { RunConnection } from "./runConnection";
import { type Belonging, ownershipOf } from "./tracked";

/** A member that is about to get a role. */
type MemberInputs = Belonging & { readonly identifier: string; readonly securityRole: number };

/**
 * A role that this run had no reason to read may grant more by now than is asked of it: then nobody gets it.
 * @throws RefusedError
 */
export async function assertNoExcessGrants(
  connection: RunConnection,
  inputs: MemberInputs,
  reporter: Reporter,
): Promise<void> {
  const { verdicts, gateway } = connection;
  const { identifier, securityRole } = inputs;
  const verdict = verdicts.get(securityRole);
  if (!verdict) return assertNotOwnRole(connection, inputs, reporter);
  const role = verdict.unread;
  if (!role) return;
  const settings = await gateway.settings(securityRole);
  const { changes } = plan({ role: { settings } }, { role }, NOT_ASKED);
  const excess = changes.filter((change) => change.subject === "levels" && isNarrowing(change)).map(describe);
  if (excess.length === 0) return;
  throw new RefusedError(
    `The security role "${role.name}" grants more by now than is asked of it, so "${identifier}" doesn't get it: ${joinNames(excess)}. Run pulumi up --refresh, which takes that back first.`,
    { topic: "levels-changed-by-somebody" },
  );
}

/**
 * A role of this stack that the run left out, by `--target`: what is asked of it isn't known then. Of a role that is nobody's
 * resource nothing is asked.
 * @throws RefusedError
 */
async function assertNotOwnRole(connection: RunConnection, inputs: MemberInputs, reporter: Reporter): Promise<void> {
  const { identifier, securityRole } = inputs;
  const role = await connection.gateway.role(securityRole);
  if (!role) return;
  const intent = await ownershipOf(connection, { kind: "role", name: role.name }, inputs, reporter).read();
  if (intent?.id !== securityRole) return;
  throw new RefusedError(
    `Whether the security role "${role.name}" grants more than is asked of it isn't known: this run didn't look at it, so "${identifier}" doesn't get it. Run pulumi up without --target.`,
  );
}
