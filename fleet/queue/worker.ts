import { setTimeout as sleep } from "node:timers/promises";
import { Claims } from "./claims";
import { doJob, type JobContext, type JobEvent, type OpenRun } from "./job";
import type { Job } from "./jobs";
import { DIED, startMaintenance } from "./maintenance";
import type { FleetQueue } from "./queue";
import { beginScheduled } from "./schedule";

/** How long an idle worker waits before it asks again. */
const IDLE_MS = 500;
/** How often dead workers, runs without jobs and schedules are looked at. */
const UPKEEP_MS = 2000;

export interface WorkerOptions {
  readonly queue: FleetQueue;
  /** What a run needs as things are now; mostly called once for each. */
  readonly open: (run: string) => Promise<OpenRun | undefined>;
  /** The tenants that a scheduled run is over. */
  readonly tenants: () => readonly string[];
  /** How many tenants at once. */
  readonly concurrency: number;
  /** Whether to end when no run is open. */
  readonly untilEmpty: boolean;
  /** Aborted when nothing more is to begin. */
  readonly stop: AbortSignal;
  /** Aborted when what is under way has to end at once; others do it then. */
  readonly abort: AbortSignal;
  readonly onEvent: (event: JobEvent) => void;
}

/**
 * Works a queue off until it is told to stop, and then ends what it has in hand.
 * @throws what broke its connection: whatever it had in hand is others' then
 */
export async function startWorker(options: WorkerOptions): Promise<void> {
  const claims = await Claims.open(options.queue);
  try {
    await new Shift(options, claims).work();
    if (claims.lost.aborted) throw claims.lost.reason;
  } finally {
    await claims.close();
  }
}

/** From a worker's start to its end. */
class Shift {
  readonly #atWork = new Set<Promise<void>>();
  readonly #opened = new Map<string, ReturnType<WorkerOptions["open"]>>();
  readonly #hands: JobContext;
  #keptUpAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly options: WorkerOptions,
    private readonly claims: Claims,
  ) {
    const { queue, abort, onEvent } = options;
    this.#hands = {
      queue,
      abort,
      onEvent,
      lost: claims.lost,
      open: (run, anew) => (anew ? options.open(run) : this.#open(run)),
    };
  }

  async work(): Promise<void> {
    const { stop, concurrency } = this.options;
    const isOver = () => stop.aborted || this.claims.lost.aborted;
    while (!isOver()) {
      await this.#keepUp();
      const free = concurrency - this.#atWork.size;
      const jobs = free > 0 ? await this.claims.claim(free) : [];
      for (const job of jobs) this.#begin(job);
      if (this.#atWork.size === 0 && (await this.#isEmpty())) break;
      if (jobs.length < free || free === 0) await this.#wait();
    }
    await Promise.all(this.#atWork);
  }

  #begin(job: Job): void {
    const task = doJob(job, this.#hands)
      .then(() => this.claims.release(job.data.tenant))
      .finally(() => this.#atWork.delete(task));
    this.#atWork.add(task);
  }

  /** Once for each run, so that a worker that stays sees the fleet's file as it is then. */
  #open(run: string): ReturnType<WorkerOptions["open"]> {
    const opened = this.#opened.get(run) ?? this.options.open(run);
    this.#opened.set(run, opened);
    opened.catch(() => this.#opened.delete(run));
    return opened;
  }

  async #keepUp(): Promise<void> {
    if (performance.now() - this.#keptUpAt < UPKEEP_MS) return;
    const { queue, onEvent } = this.options;
    const { takenOver, given, ended } = await startMaintenance(queue, this.claims);
    for (const task of takenOver) onEvent({ event: "again", ...task, why: DIED });
    for (const result of given) onEvent({ event: "result", ...result });
    for (const { run, end } of ended) onEvent({ event: "ended", run, end });
    await beginScheduled(queue, this.options.tenants);
    this.#keptUpAt = performance.now();
  }

  #isEmpty = async () => this.options.untilEmpty && !(await this.options.queue.hasOpenRuns());

  /** Until something may have changed. */
  async #wait(): Promise<void> {
    const { stop } = this.options;
    const woken = new AbortController();
    const signal = AbortSignal.any([stop, this.claims.lost, woken.signal]);
    const idle = sleep(IDLE_MS, undefined, { signal }).catch(() => undefined);
    await Promise.race([idle, ...this.#atWork]);
    woken.abort();
  }
}
