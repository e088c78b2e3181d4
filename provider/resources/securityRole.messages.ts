import type { AppliedRole } from "../apply/role";
import { see } from "../model/errors";
import { type Change, describe } from "../plan/change";

export const NOT_KEPT = "unlisted is exact now: every function that the profile doesn't name is set to None.";

/** A Customize list can be neither read nor set by the API: an administrator allows its entries. */
export const customizeByHand = (entries: string) =>
  `By hand, since the API doesn't reach it: in System > Security Roles, allow ${entries}`;

export const takenOver = (name: string, rows: number) =>
  `The security role "${name}" was there before: it is taken over, ${rows} of its rows change, and it gets its former levels back when it is destroyed.`;

export const renamed = (from: string, to: string) =>
  `The security role "${from}" is called "${to}" in the tenant now. The API can't rename it back: pulumi up makes a role "${from}", moves the member and lets go of "${to}"; to keep it, set role to "${to}". (${see("role-or-member-renamed-or-gone")})`;

/** What an administrator has to do, in the words and the order of the web client. */
export const toFinish = (
  { role, capability, left }: AppliedRole,
  after = ", then run pulumi up again; it verifies them and goes on",
): string =>
  [
    `"${role.name}" isn't exact yet: ${left.length} of ${role.settings.length} rows are left, because the tenant's API didn't set them (${capability.evidence}).`,
    `Set these levels in System > Security Roles > ${role.name} and save${after}:`,
    ...left.map((change) => `  ${describe(change)}`),
    `For printing: npx cwroles checklist --html checklist.html (${see("role-isnt-exact-yet")})`,
  ].join("\n");

export const toGiveBack = (name: string, left: readonly Change[]): string =>
  [
    `"${name}" was there before, and the tenant's API doesn't set levels: an administrator has to give it its former levels back.`,
    `Set these in System > Security Roles > ${name} and save, then run it again; it verifies them:`,
    ...left.map((change) => `  ${describe(change)}`),
  ].join("\n");

/** Whether a message of the engine says that an administrator has to set what is left: {@link toFinish}, {@link toGiveBack}. */
export const needsAdministrator = (message: string): boolean =>
  /rows are left, because the tenant's API didn't set them|the tenant's API doesn't set levels: an administrator has to/.test(
    message,
  );
