import { Command } from "commander";
import { RefusedError } from "../../core/model/errors";
import { newRun } from "../../fleet/run/newRun";
import { targetsOf } from "../../fleet/tenant/read";
import { wrapHelp } from "../helpText";
import { openFleetContext } from "./fleetContext";
import { executeRun, type RunFlags } from "./run";
import { engineOptions, type RolloutFlags, rolloutOptions } from "./runOptions";
import { type SelectionFlags, selectionOptions } from "./selection";

interface Flags extends SelectionFlags, RunFlags, RolloutFlags {
  readonly yes?: true;
}

/** `cwroles fleet destroy`: takes back what `fleet up` made. */
export const destroyCommand = (): Command =>
  rolloutOptions(engineOptions(selectionOptions(new Command("destroy"))))
    .description(
      [
        "Runs pulumi destroy for the stack of each selected tenant: a role that it made is deleted, a member that it made",
        "becomes inactive, and what was there before gets its former levels and fields back. The stack is removed, too.",
      ].join(" "),
    )
    .option("--yes", "do it; without this, it only lists the selected tenants")
    .addHelpText(
      "after",
      wrapHelp([
        "",
        "Examples:",
        "  cwroles fleet destroy --tenant contoso --yes",
        "",
        "Exit codes: 0 all removed, 2 some wait for an administrator, 1 some failed or weren't begun.",
      ]),
    )
    .action(destroy);

async function destroy(flags: Flags): Promise<void> {
  const opened = await openFleetContext(flags);
  const names = opened.tenants.map(({ name }) => name);
  if (!flags.yes)
    throw new RefusedError(
      `This takes back the roles and members of ${names.length} tenants: ${names.join(", ")}. If that is meant, add --yes.`,
    );
  const run = newRun("destroy", opened.fleet.name, names, flags, { targets: targetsOf(opened.tenants) });
  await executeRun(opened, run, flags);
  await opened.close();
}
