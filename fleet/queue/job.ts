import type { Fleet } from "../model/fleet";
import type { TenantResult } from "../model/result";
import type { Run, RunEnd } from "../model/run";
import type { Work } from "../run/execute";
import { isTransient, type RequestTotals, withRequestTotals } from "./isTransient";
import type { Job } from "./jobs";
import type { FleetQueue } from "./queue";

/** What a worker needs for a run; opened when it does the run's first tenant. */
export interface OpenRun {
  readonly run: Run;
  readonly fleet: Fleet;
  readonly work: Work;
}

/** What becomes of a job. */
export type JobEvent =
  | { readonly event: "start"; readonly run: string; readonly tenant: string }
  | ({ readonly event: "result" } & TenantResult)
  /** It is tried again later, perhaps by another worker. */
  | { readonly event: "again"; readonly run: string; readonly tenant: string; readonly why: string }
  | { readonly event: "ended"; readonly run: string; readonly end: RunEnd };

export interface JobContext {
  readonly queue: FleetQueue;
  /**
   * @param anew whether what was opened before may be out of date
   * @returns `undefined` for a run that has ended
   */
  readonly open: (run: string, anew: boolean) => Promise<OpenRun | undefined>;
  /** Aborted when what is under way has to end at once. */
  readonly abort: AbortSignal;
  /** Aborted when the claim on the tenant is gone. */
  readonly lost: AbortSignal;
  readonly onEvent: (event: JobEvent) => void;
}

/**
 * Does a job. Its result is stored before the job is completed, so that a worker that dies in between leaves a job that
 * the next one only completes.
 */
export async function doJob(job: Job, context: JobContext): Promise<void> {
  const { queue, lost, onEvent } = context;
  const { run: id, tenant } = job.data;
  const { isOpen, isDone } = await queue.stateOf(job.data);
  if (isDone) await queue.advance(id);
  const opened = isOpen && !isDone ? await context.open(id, wasPutOff(job)) : undefined;
  if (!opened) return queue.complete(job);
  onEvent({ event: "start", run: id, tenant });
  const again = async (why: string, totals?: RequestTotals) => {
    await queue.fail(job, { message: why, ...totals });
    onEvent({ event: "again", run: id, tenant, why });
  };
  const done = await attempt(job, opened, context).catch((error: unknown) => error);
  if (lost.aborted) return;
  if (!isResult(done)) return again(done instanceof Error ? done.message : String(done));
  const result = withRequestTotals(done, job.output ?? {});
  if (result.outcome === "failed" && context.abort.aborted) {
    await queue.putBack([job.id]);
    onEvent({ event: "again", run: id, tenant, why: "the worker was told to end" });
  } else if (isTransient(result.failure, job.retryCount)) {
    const { requests, writes } = result;
    await again(result.failure.message, { requests, writes });
  } else {
    const end = await queue.record(opened.run, result);
    await queue.complete(job);
    onEvent({ event: "result", ...result });
    if (end) onEvent({ event: "ended", run: id, end });
  }
}

/** Another worker, or another run, may have begun the tenant since this worker opened the run: its stack may be there now. */
const wasPutOff = ({ startAfter, createdOn }: Job): boolean => startAfter > createdOn;

async function attempt({ data, expireInSeconds }: Job, { run, fleet, work }: OpenRun, { abort, lost }: JobContext) {
  const tenant = fleet.tenants.find(({ name }) => name === data.tenant);
  if (!tenant) throw new Error(`No worker that tried has a tenant "${data.tenant}" in its fleet's file.`);
  return work(tenant, run, AbortSignal.any([abort, lost, AbortSignal.timeout(expireInSeconds * 1000)]));
}

const isResult = (value: unknown): value is TenantResult =>
  typeof value === "object" && value !== null && "outcome" in value;
