import type { Reporter } from "../apply/reporter";
import { type AppliedRole, applyLevels, observe } from "../apply/role";
import { waitForLevels } from "../apply/waitForLevels";
import type { Capability } from "../model/capability";
import type { ObservedRole, RoleSummary } from "../model/role";
import type { Connection } from "./connection";
import { explain, InitializationError } from "./outcome";
import { record, relevantRows } from "./rows";
import { toFinish } from "./securityRole.messages";
import { type Evidence, type Inputs, type Kept, NOTHING_WRITTEN, type State } from "./securityRole.state";

/**
 * Brings a role, just read or not yet, to its inputs.
 * @throws InitializationError, with what is there so far, when it doesn't get there
 */
export async function bringRole(
  connection: Connection,
  role: RoleSummary | ObservedRole,
  { levels, ...inputs }: Inputs,
  kept: Kept,
  reporter: Reporter,
  evidence: Evidence = NOTHING_WRITTEN,
): Promise<State> {
  const { gateway, levels: mode } = connection;
  let state: State = { ...inputs, ...kept, ...evidence, exact: false, read: {}, rows: 0 };
  const unfinished = (reason: string) => new InitializationError(String(role.id), state, [reason]);
  try {
    const before = "settings" in role ? role : await observe(gateway, role);
    const applied = await applyLevels(gateway, before, { ...inputs, levels }, mode, reporter);
    applied.notes.forEach(reporter.warn);
    const shown = await awaited(connection, applied, reporter);
    const read = record(relevantRows(shown.role, levels, inputs.unlisted));
    const exact = shown.left.length === 0;
    state = { ...state, ...(evidenceOf(applied) ?? evidence), read, rows: before.settings.length, exact };
    if (!exact) throw unfinished(toFinish(shown));
    return state;
  } catch (error) {
    throw error instanceof InitializationError ? error : unfinished(explain(error));
  }
}

/** What is left for an administrator is waited for, where the configuration says so. */
export async function awaited(
  { gateway, wait, cancelled }: Connection,
  applied: AppliedRole,
  reporter: Reporter,
): Promise<AppliedRole> {
  if (wait === 0 || applied.left.length === 0) return applied;
  reporter.warn(toFinish(applied, ""));
  return {
    ...applied,
    ...(await waitForLevels(gateway, applied.role, applied.desired, { wait, cancelled }, reporter)),
  };
}

/** `undefined` where nothing differed: what is known from an earlier run still holds. */
function evidenceOf({ capability, left }: { capability: Capability; left: readonly unknown[] }): Evidence | undefined {
  if (capability.levels === "unknown") return undefined;
  return { levelsWrittenBy: left.length > 0 ? "administrator" : "api", levelsEvidence: capability.evidence };
}
