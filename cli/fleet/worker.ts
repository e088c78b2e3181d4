import { Command } from "commander";
import { todayUtc } from "../../fleet/accept/days";
import { loadAcceptances } from "../../fleet/accept/file";
import { loadFleet } from "../../fleet/file/load";
import { fleetFolder } from "../../fleet/folder";
import type { JobEvent, OpenRun } from "../../fleet/queue/job";
import type { FleetQueue } from "../../fleet/queue/queue";
import { startWorker } from "../../fleet/queue/worker";
import { FleetEngine } from "../../fleet/run/engine";
import { withDeadline } from "../../fleet/run/withDeadline";
import { workOf } from "../../fleet/run/work";
import { wordFor } from "../../fleet/summary/words";
import { mayHoldKey } from "../../fleet/tenant/open";
import { wrapHelp } from "../helpText";
import { print, printJsonLine } from "../print";
import { interruption } from "./interruption";
import { type KeyFlags, keyOptions, keyRulesOf } from "./keyOptions";
import { openQueue, queueOption } from "./queueOption";
import { CONCURRENCY, deadlineOption, positive } from "./runOptions";
import { fileOption } from "./selection";

interface Flags extends KeyFlags {
  readonly file: string;
  readonly queue?: string;
  readonly concurrency: number;
  readonly deadline: number;
  readonly untilEmpty?: true;
  readonly json?: true;
}

/** `cwroles fleet worker`: does what a queue has, beside any number of others. */
export const workerCommand = (): Command =>
  keyOptions(fileOption(new Command("worker")))
    .description(
      [
        "Takes one tenant after the other from the fleet's queue in PostgreSQL, where `fleet up --queue` and others put them,",
        "until you stop it. Start it on as many machines as you like, each with the fleet's file and the credentials that",
        "its references name: the queue holds names only. The tenants of a worker that was killed go to the others.",
      ].join(" "),
    )
    .addOption(queueOption())
    .option("--concurrency <number>", "tenants at once", positive, CONCURRENCY)
    .addOption(deadlineOption())
    .option("--until-empty", "end when no run is open")
    .option("--json", "one JSON object a line for each event")
    .addHelpText(
      "after",
      wrapHelp([
        "",
        "The first Ctrl-C or SIGTERM ends it after its current tenants, the second at once: other workers take them over.",
        "",
        "Examples:",
        "  CWROLES_QUEUE=postgres://fleet:…@db.example/fleet npx cwroles fleet worker",
        "  npx cwroles fleet worker --queue file:/run/secrets/queue --concurrency 8",
        "  npx cwroles fleet worker --queue env:QUEUE --until-empty --json",
        "",
        "Exit codes: 0 stopped, or no run is open; 1 failed, as when PostgreSQL doesn't answer.",
      ]),
    )
    .action(work);

async function work(flags: Flags): Promise<void> {
  const { file, queue: written, concurrency, untilEmpty, json } = flags;
  const { release, ...signals } = interruption();
  const queue = await openQueue(written, loadFleet(file), { isWorker: true });
  if (!json) print(`At work for ${queue.fleet} at ${queue.connection.shown}, ${concurrency} tenants at once.`);
  try {
    await startWorker({
      ...{ queue, concurrency, ...signals, untilEmpty: untilEmpty ?? false },
      open: (run) => openRun(queue, run, flags),
      tenants: () => loadFleet(file).tenants.map(({ name }) => name),
      onEvent: (event) => (json ? printJsonLine(event) : printEvent(event)),
    });
  } finally {
    release();
    await queue.close();
  }
}

/** What a run needs, as the fleet's files are now. */
async function openRun(queue: FleetQueue, id: string, flags: Flags): Promise<OpenRun | undefined> {
  const run = await queue.openRun(id);
  if (!run) return undefined;
  const fleet = loadFleet(flags.file);
  fleetFolder(fleet.folder);
  const keyRules = keyRulesOf(flags, fleet.folder);
  const today = todayUtc();
  let engine: Promise<FleetEngine> | undefined;
  const work = workOf({
    ...{ fleet, today, keyRules, journal: queue.journal, acceptances: loadAcceptances(fleet, today) },
    engine: () => {
      engine ??= FleetEngine.open(fleet, {
        ...{ backend: queue.connection.backend, isAlone: true },
        isHidden: mayHoldKey(fleet, keyRules.limits),
      });
      return engine;
    },
  });
  const deadlineMs = Math.min(run.deadlineMs ?? flags.deadline, flags.deadline);
  return { run, fleet, work: withDeadline(work, { deadlineMs }) };
}

function printEvent(event: JobEvent): void {
  if (event.event === "result") {
    const { tenant, outcome, seconds, requests, failure } = event;
    const why = failure ? `: ${failure.message.split("\n", 1)[0]}` : "";
    print(`${tenant}: ${wordFor(outcome, event.command)} (${seconds} s, ${requests} requests)${why}`);
  } else if (event.event === "again") print(`${event.tenant}: again later, since ${event.why.split("\n", 1)[0]}`);
  else if (event.event === "ended") {
    const { how, reason } = event.end;
    print(`The run ${event.run} is ${how}${reason ? `: ${reason}` : ""}.`);
  }
}
