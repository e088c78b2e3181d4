import { NONE, rowIn, tableOf } from "../../core/model/permission";
import type { DesiredRole, ObservedRole, RoleSummary } from "../../core/model/role";
import { isNarrowing } from "../../core/plan/change";
import { countGranted } from "../../tenant/apply/massRemoval";
import type { Reporter } from "../../tenant/apply/reporter";
import { type AppliedRole, applyLevels, observe } from "../../tenant/apply/role";
import { AND_GO_ON, describeRemaining, waitForAdministrator } from "./administrator";
import { describeError, InitializationError } from "./outcome";
import type { RunConnection } from "./runConnection";
import {
  type Evidence,
  encodeRows,
  type Inputs,
  NOTHING_WRITTEN,
  type RecordedRows,
  type RoleOrigin,
  relevantRows,
  type State,
} from "./securityRole.state";

/**
 * Brings a role, just read or not yet, to its inputs. One that grants nothing beyond them is handed on without what is left,
 * where `awaitLevels` says so.
 * @param earlier what an earlier run saw of how the levels got there
 * @throws InitializationError, with what is there so far, when it doesn't get there
 */
export async function provisionRole(
  connection: RunConnection,
  role: RoleSummary | ObservedRole,
  { levels, ...inputs }: Inputs,
  origin: RoleOrigin,
  reporter: Reporter,
  earlier: Partial<Evidence> = {},
): Promise<State> {
  const { gateway } = connection;
  const writesBefore = connection.requestCount().writes;
  const granted = countGranted(levels);
  let state: State = { ...inputs, ...origin, ...earlier, exact: false, read: {}, rows: 0, granted };
  const unfinished = (reason: string) => new InitializationError(String(role.id), state, [reason]);
  try {
    const before = "settings" in role ? role : await observe(gateway, role);
    const applied = await apply(connection, before, { ...inputs, levels }, reporter);
    applied.notes.forEach(reporter.warn);
    const isAwaited = inputs.awaitLevels !== false || applied.remaining.some(isNarrowing);
    const [shown = applied] = isAwaited
      ? await waitForAdministrator(connection, [applied], describeRemaining(applied, ""), reporter)
      : [applied];
    const read = encodeRows(relevantRows(shown.role, levels, inputs.unlisted));
    const exact = shown.remaining.length === 0;
    state = { ...state, ...evidenceOf(applied, earlier), read, rows: before.settings.length, exact };
    if (!exact && isAwaited) throw unfinished(describeRemaining(shown, AND_GO_ON));
    connection.verdicts.set(role.id, { isOpen: !exact, applied: shown });
    return exact ? state : { ...state, left: handOnRemaining(shown, reporter) };
  } catch (error) {
    if (error instanceof InitializationError) throw error;
    if (connection.requestCount().writes > writesBefore) state = { ...state, ...INTERRUPTED };
    throw unfinished(describeError(error));
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

/** Writes were sent, and the read that verifies them failed. */
const INTERRUPTED: Evidence = {
  levelsWrittenBy: "api",
  levelsEvidence: "a run that was interrupted sent writes; a later read decides",
};

/** Where nothing differed, what is known from an earlier run still holds. */
function evidenceOf({ capability, remaining }: AppliedRole, earlier: Partial<Evidence>): Partial<Evidence> {
  if (capability.levels === "unknown") return earlier.levelsWrittenBy ? earlier : NOTHING_WRITTEN;
  const { evidence } = capability;
  if (capability.levels === "cannot") return { levelsWrittenBy: "administrator", levelsEvidence: evidence };
  return { levelsWrittenBy: remaining.length > 0 ? "both" : "api", levelsEvidence: evidence };
}

/** The rows that are left, as they are asked for; tells that somebody sees to them. */
function handOnRemaining({ role: { name }, remaining, desired }: AppliedRole, reporter: Reporter): RecordedRows {
  const what = remaining.length === 1 ? "1 row is" : `${remaining.length} rows are`;
  reporter.warn(
    `"${name}" grants nothing beyond what is asked; ${what} left, for a RoleVerification of this program to see to. Without one, nothing waits for them.`,
  );
  return encodeRows(
    tableOf(
      remaining.map((change) => ({ ...change, row: rowIn(desired.levels, change.module, change.function) ?? NONE })),
    ),
  );
}

export const UNLISTED_NOW_EXACT = "unlisted is exact now: every function that the profile doesn't name is set to None.";

export const adoptionNotice = (name: string, rows: number) =>
  `The security role "${name}" was there before: it is taken over, ${rows} of its rows change, and it gets its former levels back when it is destroyed.`;
