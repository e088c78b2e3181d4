import type { DesiredRole, ObservedRole, RoleSummary } from "../../core/model/role";
import type { Reporter } from "../../tenant/apply/reporter";
import { type AppliedRole, applyLevels, observe } from "../../tenant/apply/role";
import { waitForLevels } from "../../tenant/apply/waitForLevels";
import { explain, InitializationError } from "./outcome";
import { encodeRows, relevantRows } from "./rows";
import type { RunConnection } from "./runConnection";
import { toFinish } from "./securityRole.messages";
import { type Evidence, type Inputs, type Kept, NOTHING_WRITTEN, type State } from "./securityRole.state";

/**
 * Brings a role, just read or not yet, to its inputs.
 * @param known what an earlier run saw of how the levels got there
 * @throws InitializationError, with what is there so far, when it doesn't get there
 */
export async function provisionRole(
  connection: RunConnection,
  role: RoleSummary | ObservedRole,
  { levels, ...inputs }: Inputs,
  kept: Kept,
  reporter: Reporter,
  known: Partial<Evidence> = {},
): Promise<State> {
  const { gateway } = connection;
  const writesBefore = connection.requestCount().writes;
  let state: State = { ...inputs, ...kept, ...known, exact: false, read: {}, rows: 0 };
  const unfinished = (reason: string) => new InitializationError(String(role.id), state, [reason]);
  try {
    const before = "settings" in role ? role : await observe(gateway, role);
    const applied = await apply(connection, before, { ...inputs, levels }, reporter);
    applied.notes.forEach(reporter.warn);
    const shown = await waitForAdministrator(connection, applied, toFinish(applied, ""), reporter);
    const read = encodeRows(relevantRows(shown.role, levels, inputs.unlisted));
    const exact = shown.left.length === 0;
    state = { ...state, ...evidenceOf(applied, known), read, rows: before.settings.length, exact };
    if (!exact) throw unfinished(toFinish(shown));
    return state;
  } catch (error) {
    if (error instanceof InitializationError) throw error;
    if (connection.requestCount().writes > writesBefore) state = { ...state, ...INTERRUPTED };
    throw unfinished(explain(error));
  }
}

/** Writes what differs as the configuration says, or as this run has learnt of the tenant already. */
export async function apply(
  connection: RunConnection,
  role: ObservedRole,
  desired: DesiredRole,
  reporter: Reporter,
): Promise<AppliedRole> {
  const { gateway, learnt, levels } = connection;
  const applied = await applyLevels(gateway, role, desired, learnt.capability ?? levels, reporter);
  if (applied.capability.levels === "cannot") learnt.capability = applied.capability;
  return applied;
}

/** What is left for an administrator is waited for, where the configuration says so. */
export async function waitForAdministrator(
  { gateway, wait, cancelled }: RunConnection,
  applied: AppliedRole,
  todo: string,
  reporter: Reporter,
): Promise<AppliedRole> {
  if (wait === 0 || applied.left.length === 0 || !applied.isRefused) return applied;
  reporter.warn(todo);
  return {
    ...applied,
    ...(await waitForLevels(gateway, applied.role, applied.desired, { wait, cancelled }, reporter)),
  };
}

/** Writes were sent, and the read that verifies them failed. */
const INTERRUPTED: Evidence = {
  levelsWrittenBy: "api",
  levelsEvidence: "a run that was interrupted sent writes; a later read decides",
};

/** Where nothing differed, what is known from an earlier run still holds. */
function evidenceOf({ capability, left }: AppliedRole, known: Partial<Evidence>): Partial<Evidence> {
  if (capability.levels === "unknown") return known.levelsWrittenBy ? known : NOTHING_WRITTEN;
  const { evidence } = capability;
  if (capability.levels === "cannot") return { levelsWrittenBy: "administrator", levelsEvidence: evidence };
  return { levelsWrittenBy: left.length > 0 ? "both" : "api", levelsEvidence: evidence };
}
