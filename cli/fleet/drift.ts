import { Command } from "commander";
import { notifyOption } from "../../fleet/notify";
import { newRun } from "../../fleet/run/newRun";
import { resumeRun } from "../../fleet/run/resume";
import { wrapHelp } from "../helpText";
import { printNotice } from "../print";
import { openFleetContext } from "./fleetContext";
import { keyOptions } from "./keyOptions";
import { executeRun, type RunFlags } from "./run";
import { deadlineOption, positive } from "./runOptions";
import { type OpenFleet, type SelectionFlags, selectionOptions } from "./selection";

/** Tenants answer from far away: so many are asked side by side that this machine, not the way to them, is the limit. */
const CONCURRENCY = 64;
/** A tenant that can't be read says nothing of the others. */
const NO_BRAKE = { maxFailures: 1 };

interface Flags extends SelectionFlags, RunFlags {
  readonly resume?: true;
}

/** `cwroles fleet drift`: what every tenant shows beside what it is asked for, by reads alone. */
export const driftCommand = (): Command =>
  keyOptions(selectionOptions(new Command("drift")))
    .description(
      [
        "Reads role, levels and member of each tenant and compares them with its profiles. It needs neither the engine nor",
        "the stacks' state, and writes nothing to a tenant. Levels in accepted.yaml beside the fleet's file aren't counted;",
        "see cwroles fleet accept.",
      ].join(" "),
    )
    .option("--concurrency <number>", "tenants read at once", positive, CONCURRENCY)
    .addOption(deadlineOption())
    .addOption(notifyOption())
    .option("--resume", "go on with the last fleet drift: the tenants that it didn't read")
    .option("--verbose", "a row for exact tenants, too, and every change")
    .option("--json", "one JSON object a line: each tenant as it is begun and read, then a summary")
    .addHelpText(
      "after",
      wrapHelp([
        "",
        "Examples:",
        "  cwroles fleet drift",
        "  cwroles fleet drift --group au --tenant 'acme-*' --verbose",
        "  cwroles fleet drift --notify slack:env:SLACK_WEBHOOK teams:file:teams-webhook.txt",
        "",
        "Exit codes: 0 all exact, 2 something differs, 1 a tenant couldn't be read, or the run was interrupted.",
      ]),
    )
    .action(showDrift);

async function showDrift(flags: Flags): Promise<void> {
  const opened = await openFleetContext(flags, { withEngine: false });
  const run = flags.resume ? await runToResume(opened) : newDrift(opened);
  if (run) await executeRun(opened, run, flags);
  await opened.close();
}

const newDrift = ({ fleet, tenants }: OpenFleet) =>
  newRun(
    "drift",
    fleet.name,
    tenants.map(({ name }) => name),
    NO_BRAKE,
  );

async function runToResume({ journal }: OpenFleet) {
  const run = await resumeRun(journal, "drift");
  if (!run) printNotice("The last fleet drift left nothing: every tenant was read.");
  return run;
}
