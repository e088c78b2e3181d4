import os from "node:os";
import { type Command, InvalidArgumentError, Option } from "commander";
import { notifyOption } from "../../fleet/notify";
import { durationUpTo } from "../duration";
import { keyOptions } from "./keyOptions";

/** The engine waits for the tenant most of the time; more at once than this keeps two cores busy with a tenant nearby. */
export const CONCURRENCY = Math.max(4, os.availableParallelism() * 2);

/** A worker's job is given to others after two hours. */
const LONGEST = "90m";

/** How long a tenant may take, whatever it does. */
export const deadlineOption = (): Option =>
  new Option("--deadline <time>", "fail a tenant that takes longer, such as 10m (s, m or h)")
    .argParser(durationUpTo(LONGEST))
    .default(15 * 60_000, "15m");

/** What the commands that drive the engine have in common. */
export const engineOptions = (command: Command): Command =>
  keyOptions(command)
    .addOption(deadlineOption())
    .option("--concurrency <number>", "tenants at once", positive, CONCURRENCY)
    .addOption(notifyOption())
    .option("--verbose", "every change of every tenant, not only the first ones")
    .option("--json", "one JSON object a line: each tenant's start and result, then a summary");

export interface RolloutFlags {
  readonly canary?: number;
  readonly waves?: readonly number[];
  readonly maxFailures: number;
}

export const rolloutOptions = (command: Command): Command =>
  command
    .option("--canary <number>", "tenants in the first wave", positive)
    .option("--waves <shares>", "percent of tenants done after each later wave: 10,50,100", shares)
    .option("--max-failures <share>", "stop when a larger share of a wave fails", share, 0.1);

export function positive(written: string): number {
  if (/^[1-9]\d*$/.test(written)) return Number(written);
  throw new InvalidArgumentError("A whole number from 1 is needed.");
}

const shares = (written: string): number[] => written.split(",").map((one) => share(one) * 100);

/** `10` or `10%` → 0.1 */
function share(written: string): number {
  const [, percent] = /^\s*(\d+(?:\.\d+)?)\s*%?\s*$/.exec(written) ?? [];
  if (percent === undefined || Number(percent) > 100)
    throw new InvalidArgumentError("A percentage from 0 to 100 is needed.");
  return Number(percent) / 100;
}
