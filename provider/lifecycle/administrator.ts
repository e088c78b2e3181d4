import type { LiveItem } from "../../checklist/live/item";
import type { LivePage } from "../../checklist/live/serve";
import { helpLink } from "../../core/model/errors";
import { type Change, describe } from "../../core/plan/change";
import { customizeListIn } from "../../core/profile/customize";
import type { Reporter } from "../../tenant/apply/reporter";
import type { AppliedRole } from "../../tenant/apply/role";
import { waitForLevels } from "../../tenant/apply/waitForLevels";
import { joinLines } from "../../text/clean.mjs";
import type { RunConnection } from "./runConnection";

/**
 * What is left for an administrator of these roles is waited for, where the configuration says so. Meanwhile a page on this
 * machine shows how far it is.
 * @param todo what has to be done, for people
 * @returns the roles as the last read of each showed them
 */
export async function waitForAdministrator(
  connection: RunConnection,
  roles: readonly AppliedRole[],
  todo: string,
  reporter: Reporter,
): Promise<AppliedRole[]> {
  const { gateway, wait, cancelled } = connection;
  const isWaited = ({ remaining, isRefused }: AppliedRole) => wait > 0 && remaining.length > 0 && isRefused;
  const waited = roles.filter(isWaited);
  if (waited.length === 0) return [...roles];
  todo.split("\n").forEach(reporter.warn);
  const page = await openPage(
    waited.map((applied) => itemOf(connection, applied)),
    reporter,
  );
  try {
    const shown = await Promise.all(
      roles.map(async (applied) => {
        if (!isWaited(applied)) return applied;
        const observed = (role: AppliedRole["role"]) => void page?.show(String(role.id), role);
        const waiting = { wait, cancelled, observed };
        return { ...applied, ...(await waitForLevels(gateway, applied.role, applied.desired, waiting, reporter)) };
      }),
    );
    await page?.finish(shown.every(({ remaining }) => remaining.length === 0) ? ALL_RIGHT : NO_LONGER_WAITING);
    return shown;
  } finally {
    await page?.close();
  }
}

const ALL_RIGHT = "All levels are as asked: the run goes on by itself. You can close this page.";
const NO_LONGER_WAITING = "The run no longer waits. Run pulumi up again: it verifies what is done, and goes on.";

/** The waiting itself doesn't need the page. */
async function openPage(items: readonly LiveItem[], reporter: Reporter): Promise<LivePage | undefined> {
  const { serveLive } = await import("../../checklist/live/serve.js");
  try {
    const page = await serveLive(items);
    reporter.warn(`Live page, on this machine alone: ${page.address}`);
    return page;
  } catch (error) {
    reporter.warn(`There is no live page: ${(error as Error).message}`);
    return undefined;
  }
}

/** A role as the live page and the list of a visit have it. */
function itemOf({ tenant, holders, customize }: RunConnection, { role, desired }: AppliedRole): LiveItem {
  const [holder] = holders.get(role.id) ?? [];
  const byHand = (customize.get(role.name) ?? []).map((text) => ({ text, list: customizeListIn(text) }));
  return {
    ...{ key: String(role.id), tenant, desired, observed: role },
    customize: byHand.flatMap(({ list }) => list ?? []),
    ...(holder?.kind === "api" && {
      keyPair: { identifier: holder.identifier, description: role.name, isNew: holder.isNew },
    }),
    notes: byHand.flatMap(({ text, list }) => (list ? [] : [customizeByHand(text)])),
  };
}

/** What is left, and who has to do what about it; levels in the words and the order of the web client. */
export const describeRemaining = ({ role, capability, remaining, isRefused }: AppliedRole, after: string): string =>
  isRefused
    ? joinLines([
        `"${role.name}" isn't exact yet: ${remaining.length} of ${role.settings.length} rows ${remaining.length === 1 ? "is" : "are"} left, because the tenant's API didn't set them (${capability.evidence}).`,
        `  Set these levels in System > Security Roles > ${role.name} and save${after}:`,
        ...remaining.map((change) => `    ${describe(change)}`),
        `  To see them tick: npx cwroles checklist --live. For printing: npx cwroles checklist --html checklist.html (${helpLink("role-isnt-exact-yet")})`,
      ])
    : describeChangedMeanwhile(role.name, remaining, "Run pulumi up again.");

/** What the run goes on with, once it is run again. */
export const AND_GO_ON = ", then run pulumi up again; it verifies them and goes on";
export const AND_VERIFY = ", then run pulumi up again; it verifies them";

/** A Customize list can be neither read nor set by the API: an administrator allows its entries. */
export const customizeByHand = (entries: string) =>
  `By hand, since the API doesn't reach it: in System > Security Roles, allow ${entries}`;

export const describeRestore = (
  name: string,
  { remaining, isRefused }: Pick<AppliedRole, "remaining" | "isRefused">,
): string =>
  isRefused
    ? joinLines([
        `"${name}" was there before, and the tenant's API doesn't set levels: an administrator has to give it its former levels back.`,
        `  Set these in System > Security Roles > ${name} and save, then run it again; it verifies them:`,
        ...remaining.map((change) => `    ${describe(change)}`),
      ])
    : describeChangedMeanwhile(name, remaining, "Run it again.");

/**
 * `All that the API can do is done: the role "Integration Sync" is there, "sync" has it with location and business unit. What is left:
 * 24 levels in 6 modules, 1 key pair; 66 clicks for one person`
 */
export async function describeDone(connection: RunConnection, applied: AppliedRole): Promise<string> {
  const { viewOf } = await import("../../checklist/live/item.js");
  const { describeEffort } = await import("../../checklist/words.js");
  const holders = (connection.holders.get(applied.role.id) ?? []).map(
    ({ identifier }) => `, "${identifier}" has it with location and business unit`,
  );
  const effort = describeEffort(viewOf(itemOf(connection, applied)));
  return joinLines([
    `All that the API can do is done: the role "${applied.role.name}" is there${holders.join("")}. What is left: ${effort}, in one visit to the web client.`,
  ]);
}

/** The tenant took these levels twice, and a read shows others. */
const describeChangedMeanwhile = (name: string, remaining: readonly Change[], nextStep: string): string =>
  joinLines([
    `"${name}" isn't exact yet: ${remaining.length === 1 ? "1 row doesn't" : `${remaining.length} rows don't`} show what was written; somebody may be changing the role at the same time. ${nextStep} (${helpLink("levels-changed-by-somebody")})`,
    ...remaining.map((change) => `    ${describe(change)}`),
  ]);

/** Whether a message of the engine says that an administrator has to set what is left: {@link describeRemaining}, {@link describeRestore}. */
export const needsAdministrator = (message: string): boolean =>
  /rows (?:is|are) left, because the tenant's API didn't set them|the tenant's API doesn't set levels: an administrator has to/.test(
    message,
  );
