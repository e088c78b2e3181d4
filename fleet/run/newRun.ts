import { randomBytes } from "node:crypto";
import os from "node:os";
import { InvalidInputError } from "../../core/model/errors";
import type { Command } from "../model/command";
import type { Run } from "../model/run";

/** How a run goes through its tenants. */
export interface Rollout {
  /** How many tenants go first, alone. */
  readonly canary?: number | undefined;
  /** Shares of the rest that have to be done by the end of each wave, growing: `[10, 50, 100]`. Default: all at once. */
  readonly waves?: readonly number[] | undefined;
  /** The share of a wave that may fail, 0 to 1. */
  readonly maxFailures: number;
}

/** A run that hasn't begun; its waves are fixed now, so that a resumed one goes on as it was meant. */
export function newRun(
  command: Command,
  fleet: string,
  tenants: readonly string[],
  rollout: Rollout,
  requested: Pick<Run, "targets" | "reviewed"> = {},
): Run {
  const now = new Date();
  return {
    id: runId(command, now),
    command,
    fleet,
    startedAt: now.toISOString(),
    startedBy: os.userInfo().username,
    waves: wavesOf(tenants, rollout),
    maxFailures: rollout.maxFailures,
    ...requested,
  };
}

/** `20261122T043000123Z-up-3f9c21`: sorts by time, to the millisecond, and says which command it is. */
export const runId = (command: Command, now: Date): string =>
  `${now.toISOString().replace(/[-:.]/g, "")}-${command}-${randomBytes(3).toString("hex")}`;

/**
 * Every tenant once, in order.
 * @throws InvalidInputError for shares that don't grow to 100
 */
export function wavesOf<T>(tenants: readonly T[], { canary = 0, waves = [100] }: Omit<Rollout, "maxFailures">): T[][] {
  const grows = waves.every((share, index) => share > (waves[index - 1] ?? 0));
  if (!grows || waves.at(-1) !== 100)
    throw new InvalidInputError("The waves can't be used", [
      { path: "--waves", message: `${waves.join(",")}: give growing percentages up to 100, such as 10,50,100` },
    ]);
  const afterCanary = tenants.slice(canary);
  const ends = waves.map((share) => Math.ceil((afterCanary.length * share) / 100));
  const shares = ends.map((end, index) => afterCanary.slice(ends[index - 1] ?? 0, end));
  return [tenants.slice(0, canary), ...shares].filter((wave) => wave.length > 0);
}
