import type { TenantId } from "../core/model/tenant";
import type { View } from "../review";
import { isEmpty, type SnapshotDiff } from "../snapshot/diff";
import type { RequestCount } from "../tenant/client/requestCount";

/** What the API of the copy does when levels are set: as published it refuses; writable; answers 200 and changes nothing. */
export const COPY_SETTINGS = ["read-only", "writable", "false-200"] as const;
export type CopySettings = (typeof COPY_SETTINGS)[number];

/** In their order. A visit comes after a run that an administrator has to finish, and the run once more after that. */
export type StepName = "preview" | "up" | "visit" | "drift" | "again" | "destroy";

/**
 * `done`: as it should be. `differs`: it went through, and shows what it shouldn't. `left`: an administrator has to finish it.
 * `skipped`: a step before it failed.
 */
export type StepOutcome = "done" | "differs" | "left" | "failed" | "skipped";

/** One step, on the copy. */
export interface Step {
  readonly name: StepName;
  readonly outcome: StepOutcome;
  /** One sentence, for people. */
  readonly what: string;
  /** What the engine said of it besides; where it failed, its error. */
  readonly details: readonly string[];
  /** To the copy, by the engine. */
  readonly sent: RequestCount;
  readonly seconds: number;
}

/** A run of a stack on a copy of its tenant, from preview to destroy. */
export interface Rehearsal {
  readonly tenant: TenantId;
  /** The stack, or the tenant of a fleet. */
  readonly stack: string;
  readonly settings: CopySettings;
  /** Whether the stack's own state was taken along; else all that is there was found for the first time. */
  readonly isFirstRun: boolean;
  /** What the copy is made of and what it isn't. */
  readonly notes: readonly string[];
  readonly steps: readonly Step[];
  /** What `up` would change on the tenant, visits included, or had changed before it failed; missing where none was run. */
  readonly changes?: SnapshotDiff;
  /** The same with risks and reasons, for all renderers. */
  readonly review?: View;
  /** What destroy didn't give back, and would have to; missing where it wasn't run, or failed. */
  readonly left?: SnapshotDiff;
  /** Members that stay, inactive: a tenant deletes none. */
  readonly staying: readonly string[];
  /** To the tenant itself: reads alone. */
  readonly sent: RequestCount;
}

const isFailed = ({ steps }: Rehearsal): boolean => steps.some(({ outcome }) => outcome === "failed");

/** Whether a step, or what destroy left, isn't as it should be. */
const isOdd = ({ steps, left }: Rehearsal): boolean =>
  steps.some(({ outcome }) => outcome === "differs") || (left !== undefined && !isEmpty(left));

/** 0 all as it should be, 1 a step failed, 2 something isn't as it should be. */
export const exitCodeOf = (rehearsal: Rehearsal): 0 | 1 | 2 => (isFailed(rehearsal) ? 1 : isOdd(rehearsal) ? 2 : 0);
