import { Command, Option } from "commander";
import { checklistMarkdown } from "../../checklist/markdown";
import { checklistText } from "../../checklist/text";
import { RefusedError } from "../../core/model/errors";
import { targetOf } from "../../fleet/tenant/read";
import { plural } from "../../pages/text";
import { wrapHelp } from "../helpText";
import { NO_LONGER_LOOKING, notShownElsewhere, showLive } from "../live/live";
import { type LiveFlags, liveOptions, waitOf } from "../live/liveOptions";
import { jsonText, print, printDocument, printNotice, textOf } from "../print";
import { interruption } from "./interruption";
import { type KeyFlags, keyOptions, keyRulesOf } from "./keyOptions";
import { openLive } from "./liveRoles";
import { type OpenFleet, openFleet, type SelectionFlags, selectionOptions } from "./selection";
import { type WaitingRole, waitingRoles, waitingView } from "./waiting";

const RENDERERS = {
  text: (roles: readonly WaitingRole[]) => textOf(joined(roles.map((role) => checklistText(waitingView(role))))),
  markdown: (roles: readonly WaitingRole[]) => roles.map((role) => checklistMarkdown(waitingView(role))).join("\n\n"),
  json: (roles: readonly WaitingRole[]) => jsonText(roles.map(waitingView), 2),
};

/** Read one after the other, each would come up too rarely with more. */
const MOST_LIVE = 50;

interface Flags extends SelectionFlags, KeyFlags, LiveFlags {
  readonly format: keyof typeof RENDERERS;
  readonly json?: true;
}

/** `cwroles fleet checklist`: what administrators have to set on the tenants that wait. */
export const checklistCommand = (): Command =>
  liveOptions(keyOptions(selectionOptions(new Command("checklist"))), ["json"])
    .description(
      [
        "Lists what is left for an administrator on each tenant that waits, as its last result says; makes no request.",
        "With --live it serves one page for all of them, and reads them one after the other, one list of levels every 3 s in",
        "all, slower while nothing changes.",
      ].join(" "),
    )
    .addOption(new Option("--format <format>", "how to print it").choices(Object.keys(RENDERERS)).default("text"))
    .option("--json", "the same as --format json")
    .addHelpText(
      "after",
      wrapHelp([
        "",
        "Examples:",
        "  cwroles fleet checklist --group au",
        "  cwroles fleet checklist --live --open --wait 2h",
        "",
        "Exit codes: 0 nobody waits (with --live: all levels are right), 1 failed, 2 something left.",
      ]),
    )
    .action(showChecklists);

async function showChecklists({ format, json, ...flags }: Flags): Promise<void> {
  const wait = waitOf(flags);
  const opened = await openFleet(flags);
  try {
    const roles = await rolesOf(opened);
    process.exitCode = roles.length > 0 ? 2 : 0;
    if (flags.live && roles.length > 0) process.exitCode = await follow(opened, roles, flags, wait);
    else if (json || format === "json" || roles.length > 0) printDocument(RENDERERS[json ? "json" : format](roles));
    else print("Nobody waits for an administrator.");
  } finally {
    await opened.close();
  }
}

async function rolesOf({ tenants, journal }: OpenFleet): Promise<WaitingRole[]> {
  const latest = await journal.latest({ tenants: tenants.map(({ name }) => name) });
  return waitingRoles(tenants, latest.values());
}

async function follow(
  opened: OpenFleet,
  roles: readonly WaitingRole[],
  flags: KeyFlags & LiveFlags,
  wait: number,
): Promise<number> {
  const unshownRoles = await notShownElsewhere(
    roles.map((waiting) => ({ tenant: targetOf(waiting.tenant), role: waiting.result.role, waiting })),
  );
  if (unshownRoles.length > MOST_LIVE)
    throw new RefusedError(
      `${plural(unshownRoles.length, "role")} wait, and a page follows ${MOST_LIVE} at most: choose some with --tenant, --group or --tag.`,
    );
  const interrupted = interruption(NO_LONGER_LOOKING);
  const rules = keyRulesOf(flags, opened.fleet.folder);
  const waiting = unshownRoles.map((role) => role.waiting);
  const { live, failed, settled } = await openLive(opened.fleet, waiting, rules, interrupted.stop);
  try {
    printNotice(failed);
    if (live.length === 0) return failed.length > 0 ? 1 : 2;
    const code = await showLive(live, { wait, open: flags.open, interrupted });
    return failed.length > 0 ? 1 : code === 0 && unshownRoles.length < roles.length ? 2 : code;
  } finally {
    await settled();
    interrupted.release();
  }
}

const joined = (lists: readonly (readonly string[])[]): string[] =>
  lists.flatMap((lines, index) => (index > 0 ? ["", "", ...lines] : lines));
