import { see } from "../../core/model/errors";
import { type Change, describe } from "../../core/plan/change";
import type { Reporter } from "../../tenant/apply/reporter";
import type { AppliedRole } from "../../tenant/apply/role";
import { waitForLevels } from "../../tenant/apply/waitForLevels";
import { joinLines } from "../../text/clean.mjs";
import type { RunConnection } from "./runConnection";

/**
 * What is left for an administrator of these roles is waited for, where the configuration says so.
 * @param todo what has to be done, for people
 * @returns the roles as the last read of each showed them
 */
export async function waitForAdministrator(
  { gateway, wait, cancelled }: RunConnection,
  roles: readonly AppliedRole[],
  todo: string,
  reporter: Reporter,
): Promise<AppliedRole[]> {
  const isWaited = ({ left, isRefused }: AppliedRole) => wait > 0 && left.length > 0 && isRefused;
  if (roles.some(isWaited)) todo.split("\n").forEach(reporter.warn);
  return Promise.all(
    roles.map(async (applied) => {
      if (!isWaited(applied)) return applied;
      const shown = await waitForLevels(gateway, applied.role, applied.desired, { wait, cancelled }, reporter);
      return { ...applied, ...shown };
    }),
  );
}

/** What is left, and who has to do what about it; levels in the words and the order of the web client. */
export const toFinish = ({ role, capability, left, isRefused }: AppliedRole, after: string): string =>
  isRefused
    ? joinLines([
        `"${role.name}" isn't exact yet: ${left.length} of ${role.settings.length} rows are left, because the tenant's API didn't set them (${capability.evidence}).`,
        `  Set these levels in System > Security Roles > ${role.name} and save${after}:`,
        ...left.map((change) => `    ${describe(change)}`),
        `  For printing: npx cwroles checklist --html checklist.html (${see("role-isnt-exact-yet")})`,
      ])
    : changedMeanwhile(role.name, left, "Run pulumi up again.");

/** What the run goes on with, once it is run again. */
export const AND_GO_ON = ", then run pulumi up again; it verifies them and goes on";
export const AND_VERIFY = ", then run pulumi up again; it verifies them";

export const toGiveBack = (name: string, { left, isRefused }: Pick<AppliedRole, "left" | "isRefused">): string =>
  isRefused
    ? joinLines([
        `"${name}" was there before, and the tenant's API doesn't set levels: an administrator has to give it its former levels back.`,
        `  Set these in System > Security Roles > ${name} and save, then run it again; it verifies them:`,
        ...left.map((change) => `    ${describe(change)}`),
      ])
    : changedMeanwhile(name, left, "Run it again.");

/**
 * `Done: the role "Integration Sync" is there … Left for one person: 41 levels of 17 functions in 6 modules …`
 * @param holders identifiers of the members that this run saw in place, with the role
 */
export function describeDone(
  { role: { name }, left }: Pick<AppliedRole, "role" | "left">,
  holders: readonly string[],
): string {
  const held =
    holders.length > 0
      ? `, and ${holders.map((one) => `"${one}"`).join(", ")} has it with location and business unit`
      : "";
  const levels = left.flatMap(({ cells }) => cells).length;
  const modules = new Set(left.map(({ module }) => module)).size;
  return `Done: the role "${name}" is there${held}. Left for one person: ${few(levels, "level")} of ${few(left.length, "function")} in ${few(modules, "module")}, in one visit to the web client.`;
}

const few = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;

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
