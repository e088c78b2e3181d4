import type { Acceptance } from "../accept/file";
import type { Fleet, FleetTenant } from "../model/fleet";
import type { TenantResult } from "../model/result";
import type { Journal, Run, RunEnd } from "../model/run";
import { newRun } from "../run/begin";
import { execute } from "../run/execute";
import { workOf } from "../run/work";

export interface DriftOptions {
  readonly fleet: Fleet;
  readonly journal: Journal;
  /** Those to look at. */
  readonly tenants: readonly FleetTenant[];
  readonly acceptances: readonly Acceptance[];
  /** `2026-01-31`, UTC */
  readonly today: string;
  /** How many tenants at once. */
  readonly concurrency: number;
  /** Aborted when no more tenants are to be begun. */
  readonly stop: AbortSignal;
  readonly onBegin?: (run: Run) => void;
  readonly onStart?: (tenant: string) => void;
  readonly onResult?: (result: TenantResult) => void;
}

/** A run that is over, and what it found. */
export interface DriftRun {
  readonly run: Run;
  readonly end: RunEnd;
  readonly results: ReadonlyMap<string, TenantResult>;
  /** The last result of each tenant before. */
  readonly before: ReadonlyMap<string, TenantResult>;
}

/** A failure of one tenant says nothing of the others. */
const NO_BRAKE = 1;

/** Reads tenants side by side and records what each shows. */
export async function drift(options: DriftOptions): Promise<DriftRun> {
  const { fleet, journal, tenants, acceptances, today, stop, onBegin, ...how } = options;
  const names = tenants.map(({ name }) => name);
  const run = newRun("drift", fleet.name, names, { maxFailures: NO_BRAKE });
  const before = await journal.latest(["up", "destroy", "drift"]);
  await journal.begin(run);
  onBegin?.(run);
  const work = workOf({ fleet, journal, acceptances, today, engine: unneeded });
  const end = await execute(run, { ...how, fleet, journal, work, stop, abort: stop });
  return { run, end, results: await journal.results(run.id), before };
}

const unneeded = () => Promise.reject(new Error("Reading drift needs no engine."));
