import { Command, InvalidArgumentError } from "commander";
import { todayUtc } from "../../fleet/accept/days";
import { loadAcceptances } from "../../fleet/accept/file";
import { type DriftRun, drift } from "../../fleet/drift/run";
import { sentTo, summaryText } from "../../fleet/drift/summary";
import { countsOf } from "../../fleet/drift/words";
import { notify, notifyOption, openTargets } from "../../fleet/notify";
import { print } from "../print";
import { openFleet, type SelectionFlags, selectionOptions } from "./selection";

interface Flags extends SelectionFlags {
  readonly concurrency: number;
  readonly notify?: readonly string[];
  readonly verbose?: true;
  readonly json?: true;
}

/** `cwroles fleet drift`: what every tenant shows beside what it is asked for, by reads alone. */
export const driftCommand = (): Command =>
  selectionOptions(new Command("drift"))
    .summary("compare every tenant with what is asked of it, by reads alone")
    .description(
      [
        "Reads role, levels and member of each tenant and compares them with its profiles. It needs neither the engine nor",
        "the stacks' state, and writes nothing to a tenant. Deviations in accepted.yaml beside the fleet's file are left out;",
        "see cwroles fleet accept.",
      ].join("\n"),
    )
    .option("--concurrency <number>", "tenants read at once", positive, 16)
    .addOption(notifyOption())
    .option("--verbose", "a row for exact tenants, too, and every change")
    .option("--json", "one JSON object a line: each tenant as it is done, then a summary")
    .addHelpText(
      "after",
      [
        "",
        "Examples:",
        "  cwroles fleet drift",
        "  cwroles fleet drift --group au --tenant 'acme-*' --verbose",
        "  cwroles fleet drift --notify slack:env:SLACK_WEBHOOK --notify teams:file:teams-webhook.txt",
        "",
        "Exit codes: 0 all exact, 2 something differs, 1 a tenant couldn't be read, or the run was interrupted.",
      ].join("\n"),
    )
    .action(showDrift);

async function showDrift({ concurrency, notify: targets, verbose, json, ...selection }: Flags): Promise<void> {
  const begun = performance.now();
  const { fleet, journal, tenants } = await openFleet(selection);
  const today = todayUtc();
  const acceptances = loadAcceptances(fleet, today);
  const opened = await openTargets(targets, fleet.folder);
  const found = await drift({
    ...{ fleet, journal, tenants, acceptances, today, concurrency },
    stop: interruption(),
    ...(json && { onResult: (result) => printEvent({ event: "result", ...result }) }),
  });
  await journal.close();
  const seconds = (performance.now() - begun) / 1000;
  const { run, end } = found;
  const results = [...found.results.values()];
  if (json) {
    const { id: runId } = run;
    const counts = countsOf(results);
    printEvent({ event: "summary", run: runId, ...{ counts, ...sentTo(results), seconds, end } });
  } else print(summaryText(results, seconds, verbose === true));
  if (end.how === "stopped") process.stderr.write(`${unread(found, tenants.length)}\n`);
  for (const failure of await notify(opened, found)) process.stderr.write(`${failure}\n`);
  process.exitCode = exitCodeOf(found);
}

const printEvent = (event: object) => print(JSON.stringify(event));

/** Aborted at the first Ctrl-C; the second ends the process, as everywhere. */
function interruption(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      process.stderr.write("Interrupted: the tenants that were begun are finished.\n");
      stop.abort();
    });
  return stop.signal;
}

const unread = ({ end, results }: DriftRun, tenants: number) =>
  `The run stopped, because ${end.reason}: ${results.size} of ${tenants} tenants were read, and what they showed is kept.`;

function exitCodeOf({ end, results }: DriftRun): number {
  const { failed, drifted, waiting } = countsOf(results.values());
  if (end.how === "stopped" || failed > 0) return 1;
  return drifted + waiting > 0 ? 2 : 0;
}

function positive(written: string): number {
  if (/^[1-9]\d*$/.test(written)) return Number(written);
  throw new InvalidArgumentError("A whole number from 1 is needed.");
}
