import os from "node:os";
import { type Command, InvalidArgumentError, Option } from "commander";
import { notifyOption } from "../../fleet/notify";
import { keyOptions } from "./keyOptions";

/** The engine waits for the tenant most of the time; more at once than this keeps two cores busy with a tenant nearby. */
export const CONCURRENCY = Math.max(4, os.availableParallelism() * 2);

const UNITS_MS = { s: 1000, m: 60_000, h: 3_600_000 } as const;
/** A worker's job is given to others after two hours. */
const LONGEST_MS = 1.5 * UNITS_MS.h;

/** How long a tenant may take, whatever it does. */
export const deadlineOption = (): Option =>
  new Option("--deadline <time>", "how long a tenant may take before it is ended and fails, such as 10m (s, m or h)")
    .argParser(deadline)
    .default(15 * UNITS_MS.m, "15m");

/** `10m` → 600000 */
function deadline(written: string): number {
  const [, count, unit = "s"] = /^([1-9]\d{0,4})\s*([smh])$/.exec(written) ?? [];
  const ms = Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS];
  if (count === undefined || ms > LONGEST_MS)
    throw new InvalidArgumentError("A time up to 90m is needed, such as 10m.");
  return ms;
}

/** What the commands that drive the engine have in common. */
export const engineOptions = (command: Command): Command =>
  keyOptions(command)
    .addOption(deadlineOption())
    .option("--concurrency <number>", "tenants at once", positive, CONCURRENCY)
    .addOption(notifyOption())
    .option("--verbose", "every change of every tenant, not only the first ones")
    .option("--json", "one JSON object a line: each tenant as it is begun and done, then a summary");

export interface PaceFlags {
  readonly canary?: number;
  readonly waves?: readonly number[];
  readonly maxFailures: number;
}

export const paceOptions = (command: Command): Command =>
  command
    .option("--canary <number>", "so many tenants first, alone", positive)
    .option("--waves <shares>", "then the rest in waves, by the share that is done after each: 10,50,100", shares)
    .option("--max-failures <share>", "stop when more than this share of a wave fails", share, 0.1);

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
