import pLimit from "p-limit";
import type { Fleet, FleetTenant } from "../model/fleet";
import type { TenantResult } from "../model/result";
import type { Journal, Run, RunEnd } from "../model/run";
import { advance } from "./advance";
import { unfinished } from "./unfinished";

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
  /** Aborted when what is at work has to end at once. */
  readonly abort: AbortSignal;
  readonly onStart?: (tenant: string) => void;
  readonly onResult?: (result: TenantResult) => void;
}

/**
 * Works a run off in this process, from where its journal says it is. A tenant that was interrupted has no result, so that
 * a resumed run does it again.
 * @returns how it ended; `stopped` by a brake, or because it was told to
 */
export async function execute(run: Run, execution: Execution): Promise<RunEnd> {
  const { fleet, journal, work, concurrency, stop, abort } = execution;
  const tenants = new Map(fleet.tenants.map((tenant) => [tenant.name, tenant]));
  const results = new Map(await journal.results(run.id));
  const limit = pLimit(concurrency);
  let braked = false;
  const one = async (name: string) => {
    if (stop.aborted || braked) return;
    const tenant = tenants.get(name);
    execution.onStart?.(name);
    const result = tenant ? await work(tenant, run, abort) : notInFleet(run, name);
    if (stop.aborted && result.outcome === "failed") return;
    await journal.record(result);
    results.set(name, result);
    execution.onResult?.(result);
    if (result.outcome === "failed") braked = advance(run, results).kind === "end";
  };
  for (;;) {
    const next = advance(run, results);
    const step = next.kind === "go" && stop.aborted ? STOPPED : next;
    if (step.kind === "end") {
      const end = { at: new Date().toISOString(), ...step.end };
      await journal.finish(run.id, end);
      return end;
    }
    await Promise.all(step.tenants.map((name) => limit(one, name)));
  }
}

const STOPPED = { kind: "end", end: { how: "stopped", reason: "it was interrupted" } } as const;

/** A resumed run may find that the fleet's file has changed. */
const notInFleet = (run: Run, tenant: string): TenantResult =>
  unfinished(run, tenant, {
    code: "not-in-fleet",
    message: `The fleet's file has no tenant "${tenant}" any more.`,
  });
