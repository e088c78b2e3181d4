import type { Command } from "../../fleet/model/command";
import type { Fleet } from "../../fleet/model/fleet";
import type { TenantResult } from "../../fleet/model/result";
import type { Run, RunEnd } from "../../fleet/model/run";
import { notify, openTargets } from "../../fleet/notify";
import { follow } from "../../fleet/queue/follow";
import { execute, type Work } from "../../fleet/run/execute";
import { summaryLines, totalRequests } from "../../fleet/summary/summary";
import { countsOf } from "../../fleet/summary/words";
import { print, printJsonLine, printNotice } from "../print";
import { writeChecklists } from "./checklists";
import { BEGIN_NO_MORE, type Interruption, interruption } from "./interruption";
import { progressOf } from "./progress";
import type { OpenFleet } from "./selection";

/** How a run is shown, and who is told. */
export interface RunFlags {
  readonly concurrency: number;
  /** Milliseconds that a tenant may take. */
  readonly deadline: number;
  readonly json?: true;
  readonly notify?: readonly string[];
  /** A row for every tenant, with every change. */
  readonly verbose?: true;
}

/** A run that is over, and all that it found: also what it had found before it was resumed. */
export interface EndedRun {
  readonly run: Run;
  readonly end: RunEnd;
  readonly results: ReadonlyMap<string, TenantResult>;
}

/** A fleet, and how its tenants are done where no queue's workers do them. */
export interface Opened extends OpenFleet {
  readonly work: Work;
}

/** What is told while a run goes on. */
interface Listeners {
  onStart(tenant: string): void;
  onResult(result: TenantResult): void;
}

/**
 * Begins a run and sees it through, in this process or by the queue's workers: shows how far it is, and sums it up: a row a
 * tenant, what is left for administrators, what came of it all. Sets the exit code: 0 all exact, 2 something differs or
 * waits, 1 something failed or wasn't begun.
 * @param finish does what is left once all is done, and says what the summary as JSON has of it
 * @returns `undefined` where the user looks on no more: the workers go on
 */
export async function executeRun(
  opened: Opened,
  requested: Run,
  flags: RunFlags,
  finish: (ended: EndedRun) => object = () => ({}),
): Promise<EndedRun | undefined> {
  const { fleet, journal, queue } = opened;
  const run = { ...requested, deadlineMs: flags.deadline };
  const startedAt = performance.now();
  const targets = await openTargets(flags.notify, fleet.folder);
  const before = await journal.latest({ tenants: run.waves.flat(), commands: [run.command] });
  const progress = flags.json ? undefined : progressOf(run.waves.flat().length);
  const results = new Map<string, TenantResult>();
  const listeners: Listeners = {
    onStart: (tenant) => (flags.json ? event("start", { tenant }) : progress?.started(tenant)),
    onResult: (result) => {
      results.set(result.tenant, result);
      if (flags.json) event("result", result);
      else progress?.done(result);
    },
  };
  const interrupted = interruption(queue ? LOOKING_ON : BEGIN_NO_MORE);
  const end = await (queue
    ? followWorkers(queue, run, interrupted, listeners)
    : executeHere(opened, run, flags.concurrency, { ...interrupted, ...listeners }));
  progress?.end();
  if (!end) return undefined;
  const ended = { run, end, results };
  const seconds = (performance.now() - startedAt) / 1000;
  if (flags.json) event("summary", { ...summaryOf(ended, seconds), ...finish(ended) });
  else {
    print(describeRun(fleet, ended, seconds, flags.verbose));
    finish(ended);
  }
  const undelivered = await notify(targets, { ...ended, before }, interrupted.end);
  for (const failure of undelivered) printNotice(`${failure}`);
  interrupted.release();
  process.exitCode = exitCodeOf(ended);
  return ended;
}

async function executeHere(
  { fleet, journal, work }: Opened,
  run: Run,
  concurrency: number,
  listeners: Listeners & Interruption,
): Promise<RunEnd> {
  await journal.begin(run);
  return execute(run, { ...{ fleet, journal, work, concurrency }, ...listeners });
}

async function followWorkers(
  queue: NonNullable<OpenFleet["queue"]>,
  run: Run,
  { stop }: Interruption,
  { onResult }: Listeners,
): Promise<RunEnd | undefined> {
  await queue.enqueue(run);
  printNotice(`${run.id}: ${run.waves.flat().length} tenants are in the queue, for: cwroles fleet worker`);
  return follow(queue, run, stop, onResult);
}

const LOOKING_ON = { first: "The workers go on with it. To look on again: cwroles fleet status --follow", second: "" };

const event = (name: string, data: object) => printJsonLine({ event: name, ...data });

const summaryOf = ({ run, end, results }: EndedRun, seconds: number) => ({
  run: run.id,
  command: run.command,
  counts: countsOf(results.values()),
  ...totalRequests(results.values()),
  engineRuns: engineRuns(results.values()),
  notBegun: notBegun(run, results),
  seconds,
  end,
});

/** A row a tenant (of those that are exact, too, where the engine may have changed something), the list for administrators, the totals. */
function describeRun(fleet: Fleet, { run, end, results }: EndedRun, seconds: number, verbose = false): string[] {
  const waiting = writeChecklists(fleet, results.values());
  const notBegunLines = notBegun(run, results);
  const runs = engineRuns(results.values());
  return [
    ...summaryLines(results.values(), seconds, { all: verbose || run.command !== "drift", verbose }),
    ...(run.command === "drift" ? [] : [`The engine ran for ${runs} of them.`]),
    ...(waiting.length > 0 ? ["", "For administrators, a checklist each:", ...waiting] : []),
    ...(end.how === "stopped" ? ["", ...stoppedLines(run, end, notBegunLines)] : []),
  ];
}

const stoppedLines = ({ command }: Run, { reason }: RunEnd, notBegunLines: readonly string[]): string[] => [
  `Stopped: ${reason}.`,
  ...(notBegunLines.length > 0
    ? [
        `${notBegunLines.length} ${notBegunLines.length === 1 ? "tenant wasn't" : "tenants weren't"} begun: ${listed(notBegunLines)}.${RESUMABLE.has(command) ? " To go on: --resume" : ""}`,
      ]
    : []),
];

/** Those that know --resume. */
const RESUMABLE: ReadonlySet<Command> = new Set(["up", "drift"]);

const LISTED = 10;

/** The first names, and how many more. */
export const listed = (names: readonly string[]) =>
  `${names.slice(0, LISTED).join(", ")}${names.length > LISTED ? ` and ${names.length - LISTED} more` : ""}`;

const engineRuns = (results: Iterable<TenantResult>) => [...results].filter(({ engine }) => engine).length;

export const notBegun = ({ waves }: Run, results: ReadonlyMap<string, TenantResult>): string[] =>
  waves.flat().filter((tenant) => !results.has(tenant));

function exitCodeOf({ run, end, results }: EndedRun): number {
  const { failed, drifted, waiting } = countsOf(results.values());
  if (end.how === "stopped" || failed > 0 || notBegun(run, results).length > 0) return 1;
  return drifted + waiting > 0 ? 2 : 0;
}
