import { Command } from "commander";
import { checklistText } from "../checklist/text";
import { checklistView } from "../checklist/view";
import { RefusedError } from "../core/model/errors";
import { sameName } from "../core/model/name";
import { readText } from "../project/readText";
import { reviewPlan, toJson, toText } from "../review";
import { parseSnapshot } from "../snapshot/file";
import { planRestoration, type Restoration, restoreRole } from "../snapshot/restore";
import type { AppliedRole } from "../tenant/apply/role";
import { describeRequests } from "../tenant/client/requestCount";
import { openAnyTenant, type TenantFlags, tenantOptions } from "./anyTenant";
import { wrapHelp } from "./helpText";
import { print, printDocument, printJson, printNotice } from "./print";
import { progressLine } from "./progressLine";

interface Flags extends TenantFlags {
  readonly role: string;
  readonly yes?: true;
  readonly force?: true;
  readonly json?: true;
}

/** `cwroles restore`: a role as a snapshot held it. */
export const restoreCommand = (): Command =>
  tenantOptions(new Command("restore"))
    .argument("<snapshot>", "a file that cwroles snapshot wrote")
    .description(
      [
        "Brings the levels of a security role back to what a snapshot held. Shows what would change, and sends GET requests only, unless",
        "--yes is given. What the tenant's API doesn't set is listed for an administrator. A role that is gone is made again; who held it",
        "is listed, but not restored.",
      ].join(" "),
    )
    .requiredOption("--role <name>", "the role, as the snapshot calls it")
    .option("--yes", "do it")
    .option("--force", "even where more than half of the rows change, or the role has another id")
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      wrapHelp([
        "",
        "Examples:",
        '  cwroles restore acme.tenant.yaml --role "Service Desk"           what would change',
        '  cwroles restore acme.tenant.yaml --role "Service Desk" --yes',
        "",
        "Exit codes: 0 the role is as it was, 1 failed or refused, 2 something would change, or is left for an administrator.",
      ]),
    )
    .action(restore);

async function restore(file: string, flags: Flags): Promise<void> {
  const snapshot = parseSnapshot(readText(file), file);
  const { gateway, tenant, levels } = await openAnyTenant(flags);
  if (!sameName(snapshot.companyId, tenant.companyId))
    throw new RefusedError(`${file} is of ${snapshot.companyId}, and the tenant is ${tenant.companyId}.`);
  const restoration = await planRestoration(gateway, snapshot, flags.role, flags.force ?? false);
  const { changes, cautions, heldBy } = restoration;
  const view = viewOf(restoration, `${tenant.companyId}, ${file}`);
  if (!flags.json) printDocument(toText(view));
  const progress = progressLine();
  const reporter = { progress: progress.set, warn: printNotice };
  const applied =
    flags.yes && changes.length > 0
      ? await restoreRole(gateway, restoration, levels, reporter).finally(progress.end)
      : undefined;
  progress.end();
  const remaining = applied ? applied.remaining : changes;
  if (flags.json)
    printJson({
      plan: toJson(view),
      cautions,
      isApplied: applied !== undefined,
      left: remaining,
      heldBy,
      sent: gateway.http.requestCount,
    });
  else if (applied) print(outcomeLines(applied, `${tenant.companyId}, ${tenant.origin}`));
  if (!flags.yes)
    printNotice([...cautions.map((caution) => `Caution: --yes stops here: ${caution}`), ...howToGoOn(changes)]);
  printNotice(describeRequests(gateway.http.requestCount));
  process.exitCode = remaining.length > 0 ? 2 : 0;
}

const viewOf = ({ former, role, changes, notes }: Restoration, where: string) =>
  reviewPlan({ title: `${former.name} on ${where}`, changes, observed: role?.settings ?? [], notes });

const howToGoOn = (changes: Restoration["changes"]): string[] =>
  changes.length > 0 ? ["Nothing was written. Add --yes to do it."] : [];

function outcomeLines({ role, remaining: left, isRefused }: AppliedRole, tenant: string): string[] {
  if (left.length === 0) return [`"${role.name}" is as the snapshot held it.`];
  const cautions = isRefused ? [] : ["the tenant took the levels, and shows others: somebody may be changing the role"];
  const list = checklistView({ role: role.name, tenant, changes: left, customize: [], cautions, notes: [] });
  const [loggedIn] = list.afterwards;
  return checklistText({
    ...list,
    afterwards: [...(loggedIn === undefined ? [] : [loggedIn]), "Run cwroles restore again: it reads the levels back."],
  });
}
