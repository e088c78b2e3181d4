import { see } from "../../core/model/errors";
import { type Change, describe } from "../../core/plan/change";
import type { AppliedRole } from "../../tenant/apply/role";

export const NOT_KEPT = "unlisted is exact now: every function that the profile doesn't name is set to None.";

/** A Customize list can be neither read nor set by the API: an administrator allows its entries. */
export const customizeByHand = (entries: string) =>
  `By hand, since the API doesn't reach it: in System > Security Roles, allow ${entries}`;

export const takenOver = (name: string, rows: number) =>
  `The security role "${name}" was there before: it is taken over, ${rows} of its rows change, and it gets its former levels back when it is destroyed.`;

/** What is left, and who has to do what about it; levels in the words and the order of the web client. */
export const toFinish = (
  { role, capability, left, isRefused }: AppliedRole,
  after = ", then run pulumi up again; it verifies them and goes on",
): string =>
  isRefused
    ? [
        `"${role.name}" isn't exact yet: ${left.length} of ${role.settings.length} rows are left, because the tenant's API didn't set them (${capability.evidence}).`,
        `Set these levels in System > Security Roles > ${role.name} and save${after}:`,
        ...left.map((change) => `  ${describe(change)}`),
        `For printing: npx cwroles checklist --html checklist.html (${see("role-isnt-exact-yet")})`,
      ].join("\n")
    : changedMeanwhile(role.name, left, "Run pulumi up again.");

export const toGiveBack = (name: string, { left, isRefused }: Pick<AppliedRole, "left" | "isRefused">): string =>
  isRefused
    ? [
        `"${name}" was there before, and the tenant's API doesn't set levels: an administrator has to give it its former levels back.`,
        `Set these in System > Security Roles > ${name} and save, then run it again; it verifies them:`,
        ...left.map((change) => `  ${describe(change)}`),
      ].join("\n")
    : changedMeanwhile(name, left, "Run it again.");

/** The tenant took these levels twice, and a read shows others. */
const changedMeanwhile = (name: string, left: readonly Change[], nextStep: string): string =>
  [
    `"${name}" isn't exact yet: ${left.length === 1 ? "1 row doesn't" : `${left.length} rows don't`} show what was written; somebody may be changing the role at the same time. ${nextStep} (${see("levels-changed-by-somebody")})`,
    ...left.map((change) => `  ${describe(change)}`),
  ].join("\n");

/** Whether a message of the engine says that an administrator has to set what is left: {@link toFinish}, {@link toGiveBack}. */
export const needsAdministrator = (message: string): boolean =>
  /rows are left, because the tenant's API didn't set them|the tenant's API doesn't set levels: an administrator has to/.test(
    message,
  );
