import { Command } from "commander";
import { RefusedError } from "../../core/model/errors";
import { newRun } from "../../fleet/run/newRun";
import { fileDigest, planFileOf } from "../../fleet/run/planFile";
import { plural } from "../../pages/text";
import { wrapHelp } from "../helpText";
import { printNotice } from "../print";
import { writeText } from "../writeText";
import { openFleetContext } from "./fleetContext";
import { type EndedRun, executeRun, type RunFlags } from "./run";
import { engineOptions } from "./runOptions";
import { type SelectionFlags, selectionOptions } from "./selection";

interface Flags extends SelectionFlags, RunFlags {
  readonly out?: string;
}

/** `cwroles fleet preview`: what `fleet up` would do to each tenant, without any write. */
export const previewCommand = (): Command =>
  engineOptions(selectionOptions(new Command("preview")))
    .description(
      [
        "Reads each tenant, compares it with what the fleet asks of it, and previews its stack. Nothing is written, on no",
        "tenant and in no stack. A tenant to which the last fleet up applied the same, and that still shows it, needs no engine.",
      ].join(" "),
    )
    .option("--out <file>", "write each tenant's plan, for a review and for fleet up --plan; prints the file's digest")
    .addHelpText(
      "after",
      wrapHelp([
        "",
        "Examples:",
        "  cwroles fleet preview",
        "  cwroles fleet preview --group au --out plan.json      then: cwroles fleet up --plan plan.json --plan-digest sha256:…",
        "",
        "Exit codes: 0 nothing to do, 2 something to do, 1 a preview failed, or the run was stopped.",
      ]),
    )
    .action(preview);

/** A preview that fails on one tenant says nothing of the others. */
export const NO_BRAKE = { maxFailures: 1 };

async function preview({ out, ...flags }: Flags): Promise<void> {
  const opened = await openFleetContext(flags);
  const names = opened.tenants.map(({ name }) => name);
  const run = newRun("preview", opened.fleet.name, names, NO_BRAKE);
  const ended = await executeRun(opened, run, flags, (done) => (out === undefined ? {} : writePlans(out, done)));
  await opened.close();
  if (out !== undefined && ended?.end.how === "stopped")
    throw new RefusedError(`${out} isn't written: not every tenant was previewed.`);
}

/** @returns what the summary says of it */
function writePlans(out: string, { run, end, results }: EndedRun): object {
  if (end.how === "stopped") return {};
  const plans = planFileOf(run, results);
  const text = JSON.stringify(plans, null, 2);
  writeText(out, text, true);
  const planDigest = fileDigest(`${text}\n`);
  const count = plural(Object.keys(plans.tenants).length, "tenant");
  printNotice(
    `${out}: the plans of ${count}. To apply exactly these: cwroles fleet up --plan ${out} --plan-digest ${planDigest}`,
  );
  return { plan: out, planDigest };
}
