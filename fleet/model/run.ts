import type { TenantId } from "../../core/model/tenant";
import type { Command } from "./command";
import type { AssignmentResult, TenantResult } from "./result";

/** One command over many tenants, with what was decided before it began. JSON, without a credential. */
export interface Run {
  /** Sorts by time: `20261122T043000Z-up-3f9c`. */
  readonly id: string;
  readonly command: Command;
  readonly fleet: string;
  /** ISO 8601 */
  readonly startedAt: string;
  readonly startedBy: string;
  /** The tenants' names, wave by wave: the next begins when all of one are done. */
  readonly waves: readonly (readonly string[])[];
  /** The share of a wave that may fail, 0 to 1; above it the run stops. */
  readonly maxFailures: number;
  /** Milliseconds that a tenant may take; missing where whoever does it decides. */
  readonly deadlineMs?: number;
  /** By tenant: which company on which site it was when the run was asked for. Missing in runs of earlier versions. */
  readonly targets?: Readonly<Record<string, TenantId>>;
  /** By tenant: what was reviewed. Missing where each tenant's plan is made and applied at once. */
  readonly reviewed?: Readonly<Record<string, TenantPlan>>;
  /** The run that it goes on with. */
  readonly resumes?: string;
  readonly end?: RunEnd;
}

export interface RunEnd {
  /** ISO 8601 */
  readonly at: string;
  /** `stopped` by a brake or by the user: the tenants without a result weren't begun. */
  readonly how: "finished" | "stopped";
  readonly reason?: string;
}

/** What is to be done to one tenant, for a review; see `planOf`. */
export interface TenantPlan extends Pick<TenantResult, "desired" | "removes"> {
  /** `sha256:` and 64 hexadecimal digits over the rest. */
  readonly digest: string;
  /** The one tenant that it is for. */
  readonly target: TenantId;
  readonly assignments: readonly PlannedAssignment[];
}

/** A plan is for this role and member, and for no other way to come by them. */
export type PlannedAssignment = Pick<
  AssignmentResult,
  "profile" | "role" | "adopt" | "force" | "member" | "memberKind" | "changes"
>;

/** What is kept of runs, so that a later one, on this machine or another, can go on. */
export interface Journal {
  begin(run: Run): Promise<void>;
  /** Safe against a crash: what returned is there afterwards. A second result of a tenant in a run replaces the first. */
  record(result: TenantResult): Promise<void>;
  finish(run: string, end: RunEnd): Promise<void>;
  /** The ids of all runs, newest first. */
  runs(): Promise<readonly string[]>;
  run(id: string): Promise<Run | undefined>;
  /** By tenant. */
  results(run: string): Promise<ReadonlyMap<string, TenantResult>>;
  /** The last result of each tenant that has one. */
  latest(of: Latest): Promise<ReadonlyMap<string, TenantResult>>;
  close(): Promise<void>;
}

/** Which results are asked for. */
export interface Latest {
  readonly tenants: readonly string[];
  /** Default: all. */
  readonly commands?: readonly Command[];
  /** Only of runs before this one, by its id. */
  readonly before?: string;
}
