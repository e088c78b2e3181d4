import pLimit from "p-limit";
import type { Fleet, FleetTenant } from "../model/fleet";
import type { TenantResult } from "../model/result";
import type { Journal, Run, RunEnd } from "../model/run";
import { advance } from "./advance";
import { interruptedResult } from "./state";

/**
 * Does one tenant; what fails there is its result.
 * @param signal aborted when it has to end at once, whatever is lost
 */
export type Work = (tenant: FleetTenant, run: Run, signal: AbortSignal) => Promise<TenantResult>;

export interface Execution {
  readonly fleet: Fleet;
  readonly journal: Journal;
  readonly work: Work;
  /** How many tenants at once. */
  readonly concurrency: number;
  /** Aborted when nothing more is to begin. */
  readonly stop: AbortSignal;
  /** Aborted when what is under way has to end at once. */
  readonly abort: AbortSignal;
  readonly onStart?: (tenant: string) => void;
  readonly onResult?: (result: TenantResult) => void;
}

/**
 * Works a run off in this process, from where its journal says it is.
 * @returns how it ended; `stopped` by a brake, because it was told to, or because nothing can be kept of it
 */
export async function execute(run: Run, execution: Execution): Promise<RunEnd> {
  const { fleet, journal, work, concurrency, stop, abort } = execution;
  const tenants = new Map(fleet.tenants.map((tenant) => [tenant.name, tenant]));
  const results = new Map(await journal.results(run.id));
  const limit = pLimit(concurrency);
  let isBraked = false;
  let broken: string | undefined;
  const stopRecording = (error: Error) => {
    broken ??= `what came of it can't be kept: ${error.message}`;
  };
  const runTenant = async (name: string) => {
    if (stop.aborted || isBraked || broken) return;
    const tenant = tenants.get(name);
    execution.onStart?.(name);
    const result = tenant ? await work(tenant, run, abort) : notInFleet(run, name);
    results.set(name, result);
    execution.onResult?.(result);
    await journal.record(result).catch(stopRecording);
    if (result.outcome === "failed") isBraked = advance(run, results).kind === "end";
  };
  for (;;) {
    const next = advance(run, results);
    const stopped = abort.aborted || (next.kind === "go" && stop.aborted) ? INTERRUPTED : broken;
    if (stopped === undefined && next.kind === "go") {
      await Promise.all(next.tenants.map((name) => limit(runTenant, name)));
      continue;
    }
    const last = stopped === undefined && next.kind === "end" ? next.end : stoppedBy(stopped);
    const end = { at: new Date().toISOString(), ...last };
    await journal.finish(run.id, end).catch(stopRecording);
    return broken === undefined ? end : { ...end, ...stoppedBy(stopped ?? broken) };
  }
}

const stoppedBy = (reason = INTERRUPTED) => ({ how: "stopped", reason }) as const;

const INTERRUPTED = "it was interrupted";

/** A resumed run may find that the fleet's file has changed. */
const notInFleet = (run: Run, tenant: string): TenantResult =>
  interruptedResult(run, tenant, {
    code: "not-in-fleet",
    message: `The fleet's file has no tenant "${tenant}" any more.`,
  });
