import { Command } from "commander";
import { InvalidInputError, RefusedError } from "../../core/model/errors";
import type { Run, TenantPlan } from "../../fleet/model/run";
import { newRun } from "../../fleet/run/newRun";
import { planFileOf, readPlanFile } from "../../fleet/run/planFile";
import { resumeRun } from "../../fleet/run/resume";
import { targetsOf } from "../../fleet/tenant/read";
import { isConfirmed } from "../confirm";
import { wrapHelp } from "../helpText";
import { printNotice } from "../print";
import { openFleetContext } from "./fleetContext";
import { NO_BRAKE } from "./preview";
import { executeRun, listed, type Opened, type RunFlags } from "./run";
import { engineOptions, type RolloutFlags, rolloutOptions } from "./runOptions";
import { type SelectionFlags, selectionOptions } from "./selection";

interface Flags extends SelectionFlags, RunFlags, RolloutFlags {
  readonly plan?: string;
  readonly planDigest?: string;
  readonly yes?: true;
  readonly resume?: true;
}

/** `cwroles fleet up`: every tenant gets what the fleet asks of it. */
export const upCommand = (): Command =>
  rolloutOptions(engineOptions(selectionOptions(new Command("up"))))
    .description(
      [
        "Runs pulumi up for one stack a tenant, and reads the tenant back: only what a read shows counts. What an administrator",
        "has to set, because a tenant's API refuses it, comes as one list, with a checklist for each tenant; it doesn't count as a failure.",
        "Without --plan or --yes it previews first and asks.",
      ].join(" "),
    )
    .option("--plan <file>", "apply this file of fleet preview --out, and refuse anything beyond it")
    .option("--plan-digest <digest>", "refuse a plan file of another digest than this, which the preview printed")
    .option("--yes", "don't ask: plan each tenant and apply it at once")
    .option("--resume", "continue the last fleet up with the tenants that it didn't begin, or that failed")
    .addHelpText(
      "after",
      wrapHelp([
        "",
        "Examples:",
        "  cwroles fleet up",
        "  cwroles fleet up --plan plan.json --canary 3 --waves 10,50,100",
        "  cwroles fleet up --plan plan.json --plan-digest sha256:…      where the file isn't to be trusted, as in a pipeline",
        "  cwroles fleet up --tag pilot --yes",
        "",
        "A run stops, and begins no further tenant, when more than --max-failures of a wave fail, or when a tenant would be",
        "granted more than was reviewed. Ctrl-C begins no further tenant; a second one cancels those that are running, and ends the command.",
        "",
        "Exit codes: 0 all exact, 2 some wait for an administrator, 1 some failed or weren't begun.",
      ]),
    )
    .action(up);

async function up(flags: Flags): Promise<void> {
  assertConsent(flags);
  const opened = await openFleetContext(flags);
  const run = flags.resume ? await runToResume(opened) : await reviewedRun(opened, flags);
  if (run) await executeRun(opened, run, flags);
  await opened.close();
}

/** Without a person at a terminal nobody can be asked. */
function assertConsent({ plan, planDigest, yes, resume, json }: Flags): void {
  if (resume && (plan ?? planDigest) !== undefined)
    throw new RefusedError(
      "--resume goes on with what was reviewed for the former run: leave out --plan and --plan-digest.",
    );
  if (planDigest !== undefined && plan === undefined)
    throw new RefusedError("--plan-digest is of a file of plans: name it with --plan.");
  if (plan !== undefined || yes || resume) return;
  if (json || !process.stdin.isTTY || !process.stdout.isTTY)
    throw new RefusedError("Nobody can be asked here: give --plan with the reviewed plans, or --yes.");
}

async function runToResume({ journal }: Opened): Promise<Run | undefined> {
  const run = await resumeRun(journal, "up");
  if (!run) printNotice("The last fleet up left nothing: every tenant was done, and none failed.");
  else printNotice(`Going on with ${run.resumes}: ${run.waves.flat().length} tenants are left.`);
  return run;
}

async function reviewedRun(opened: Opened, flags: Flags): Promise<Run | undefined> {
  const { fleet, tenants } = opened;
  const names = tenants.map(({ name }) => name);
  const targets = targetsOf(tenants);
  if (flags.plan === undefined && flags.yes) return newRun("up", fleet.name, names, flags, { targets });
  const reviewed =
    flags.plan === undefined
      ? await confirmed(opened, names, flags)
      : readPlanFile(flags.plan, fleet.name, flags.planDigest);
  if (!reviewed) return undefined;
  const planned = names.filter((name) => Object.hasOwn(reviewed.tenants, name));
  if (planned.length === 0)
    throw new InvalidInputError("No tenant", [
      { path: "", message: "none of the selected tenants has a plan", file: flags.plan ?? "" },
    ]);
  const without = names.filter((name) => !Object.hasOwn(reviewed.tenants, name));
  if (without.length > 0) printNotice(`Left out, for want of a plan: ${listed(without)}`);
  return newRun("up", fleet.name, planned, flags, { targets, reviewed: reviewed.tenants });
}

/** What a preview finds now, if the user agrees to it. */
async function confirmed(opened: Opened, names: readonly string[], flags: Flags) {
  const run = newRun("preview", opened.fleet.name, names, NO_BRAKE);
  const ended = await executeRun(opened, run, { concurrency: flags.concurrency, deadline: flags.deadline });
  if (!ended || ended.end.how === "stopped") return undefined;
  const plans = planFileOf(run, ended.results);
  const count = Object.values(plans.tenants).filter(isSomething).length;
  if (count === 0) return undefined;
  if (await isConfirmed(`\nApply this to ${count} ${count === 1 ? "tenant" : "tenants"}?`)) return plans;
  printNotice("Nothing was changed.");
  return undefined;
}

const isSomething = ({ removes, assignments }: TenantPlan) =>
  removes.length > 0 || assignments.some(({ changes }) => changes.length > 0);
