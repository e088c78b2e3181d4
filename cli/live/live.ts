import type { LiveItem } from "../../checklist/live/item";
import { findPage } from "../../checklist/live/pageRegistry";
import { levelsLeft } from "../../checklist/live/progress";
import { type LivePage, serveLive } from "../../checklist/live/serve";
import type { TenantId } from "../../core/model/tenant";
import { describe } from "../../core/plan/change";
import type { interruption } from "../fleet/interruption";
import { print, printNotice } from "../print";
import { openBrowser } from "./openBrowser";
import { type WatchEnd, type Watched, watch } from "./watch";

/** A role, how it is shown and how it is read. */
export type LiveRole = LiveItem & Watched;

interface Session {
  /** Milliseconds. */
  readonly wait: number;
  readonly open?: true | undefined;
  readonly interrupted: ReturnType<typeof interruption>;
}

export const NO_LONGER_LOOKING = {
  first: "Interrupted: no longer looking.",
  second: "Interrupted again: ends at once.",
};

/**
 * Of roles, those that no other process shows, such as a pulumi up that waits; where one does, its page's address is printed.
 * No tenant is asked.
 */
export async function notShownElsewhere<Role extends { readonly tenant: TenantId; readonly role: string }>(
  roles: readonly Role[],
): Promise<Role[]> {
  const addresses = await Promise.all(roles.map(findPage));
  for (const [index, { tenant, role }] of roles.entries())
    if (addresses[index] !== undefined)
      print(`What waits for "${role}" on ${tenant.companyId} shows it already, and reads it: ${addresses[index]}`);
  return roles.filter((_, index) => addresses[index] === undefined);
}

/**
 * Serves the page of roles that wait for an administrator, and reads them until all are as asked.
 * @returns the exit code: 0 all as asked, 1 a tenant refuses to be read, 2 something is left
 */
export async function showLive(roles: readonly LiveRole[], { wait, open, interrupted }: Session): Promise<number> {
  if (roles.every(isRight)) {
    print("All levels are as asked already. What the API doesn't show: cwroles checklist");
    return 0;
  }
  const page = await serveLive(roles);
  try {
    print(`Live page, on this machine alone: ${page.address}`);
    const problem = open ? await openBrowser(page.address) : undefined;
    if (problem !== undefined) printNotice(`The browser can't be opened: ${problem}`);
    const end = await watch(page, roles, {
      ...{ wait, signal: interrupted.stop },
      isTakenOver: async () => (await Promise.all(roles.map(isShownElsewhere))).includes(true),
      onChange: () => printNotice(page.words),
    });
    await page.finish(ENDS[end]);
    report(page, end);
    return end === "right" ? 0 : end === "refused" ? 1 : 2;
  } finally {
    await page.close();
  }
}

const isRight = ({ observed, desired }: LiveRole): boolean =>
  observed !== undefined && levelsLeft(observed, desired).length === 0;

const isShownElsewhere = async ({ tenant, desired }: LiveRole) =>
  (await findPage({ tenant, role: desired.name })) !== undefined;

const ENDS: Readonly<Record<WatchEnd, string>> = {
  right: "All levels are as asked. What the API doesn't show is yours to tick. You can close this page.",
  over: "The time is up: this page no longer reads the tenant. Run cwroles checklist --live again to continue.",
  interrupted: "It was interrupted: nobody looks any more. Run cwroles checklist --live again to go on.",
  "taken over":
    "A run waits for this role now, and shows a page of its own: its address is where that run was started.",
  refused: "The tenant can't be read: nobody looks any more.",
};

function report(page: LivePage, end: WatchEnd): void {
  if (end === "right") print(page.words);
  else if (end === "taken over") print(ENDS[end]);
  else print([...(end === "over" ? ["The time is up."] : []), `${page.words}. What is left:`, ...leftLines(page)]);
}

const leftLines = (page: LivePage): string[] =>
  page.left.flatMap(({ item, isThere, changes, trouble }) => {
    const where = `${item.tenant.companyId}, "${item.desired.name}"`;
    return [
      ...(trouble === undefined ? [] : [`  ${where}: ${trouble}`]),
      ...(isThere ? [] : [`  ${where}: the role isn't there`]),
      ...changes.map((change) => `  ${where}: ${describe(change)}`),
    ];
  });
