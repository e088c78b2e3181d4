import { see } from "../../core/model/errors";
import type { DesiredRole, ObservedRole, RoleSummary } from "../../core/model/role";
import { type Change, describe } from "../../core/plan/change";
import { countGranted } from "../../tenant/apply/massNarrowing";
import type { Reporter } from "../../tenant/apply/reporter";
import { type AppliedRole, applyLevels, observe } from "../../tenant/apply/role";
import { waitForLevels } from "../../tenant/apply/waitForLevels";
import { joinLines } from "../../text/clean.mjs";
import { explain, InitializationError } from "./outcome";
import type { RunConnection } from "./runConnection";
import {
  type Evidence,
  encodeRows,
  type Inputs,
  type Kept,
  NOTHING_WRITTEN,
  relevantRows,
  type State,
} from "./securityRole.state";

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
  const granted = countGranted(levels);
  let state: State = { ...inputs, ...kept, ...known, exact: false, read: {}, rows: 0, granted };
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
  todo.split("\n").forEach(reporter.warn);
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

export const NOT_KEPT = "unlisted is exact now: every function that the profile doesn't name is set to None.";

/** A Customize list can be neither read nor set by the API: an administrator allows its entries. */
export const customizeByHand = (entries: string) =>
  `By hand, since the API doesn't reach it: in System > Security Roles, allow ${entries}`;

export const takenOver = (name: string, rows: number) =>
  `The security role "${name}" was there before: it is taken over, ${rows} of its rows change, and it gets its former levels back when it is destroyed.`;

/** What is left, and who has to do what about it; levels in the words and the order of the web client. */
const toFinish = (
  { role, capability, left, isRefused }: AppliedRole,
  after = ", then run pulumi up again; it verifies them and goes on",
): string =>
  isRefused
    ? joinLines([
        `"${role.name}" isn't exact yet: ${left.length} of ${role.settings.length} rows are left, because the tenant's API didn't set them (${capability.evidence}).`,
        `  Set these levels in System > Security Roles > ${role.name} and save${after}:`,
        ...left.map((change) => `    ${describe(change)}`),
        `  For printing: npx cwroles checklist --html checklist.html (${see("role-isnt-exact-yet")})`,
      ])
    : changedMeanwhile(role.name, left, "Run pulumi up again.");

export const toGiveBack = (name: string, { left, isRefused }: Pick<AppliedRole, "left" | "isRefused">): string =>
  isRefused
    ? joinLines([
        `"${name}" was there before, and the tenant's API doesn't set levels: an administrator has to give it its former levels back.`,
        `  Set these in System > Security Roles > ${name} and save, then run it again; it verifies them:`,
        ...left.map((change) => `    ${describe(change)}`),
      ])
    : changedMeanwhile(name, left, "Run it again.");

/** The tenant took these levels twice, and a read shows others. */
const changedMeanwhile = (name: string, left: readonly Change[], nextStep: string): string =>
  joinLines([
    `"${name}" isn't exact yet: ${left.length === 1 ? "1 row doesn't" : `${left.length} rows don't`} show what was written; somebody may be changing the role at the same time. ${nextStep} (${see("levels-changed-by-somebody")})`,
    ...left.map((change) => `    ${describe(change)}`),
  ]);

/** Whether a message of the engine says that an administrator has to set what is left: {@link toFinish}, {@link toGiveBack}. */
export const needsAdministrator = (message: string): boolean =>
  /rows are left, because the tenant's API didn't set them|the tenant's API doesn't set levels: an administrator has to/.test(
    message,
  );
