import { InvalidArgumentError } from "commander";

const UNITS_MS = { s: 1000, m: 60_000, h: 3_600_000 } as const;

/**
 * Reads a time such as `10m`, in milliseconds.
 * @param longest in words, such as `90m`
 */
export function durationUpTo(longest: string): (written: string) => number {
  const longestMs = milliseconds(longest);
  return (written) => {
    const ms = milliseconds(written);
    if (Number.isNaN(ms) || ms > longestMs)
      throw new InvalidArgumentError(`A time up to ${longest} is needed, such as 10m.`);
    return ms;
  };
}

/** `10m` → 600000 */
function milliseconds(written: string): number {
  const [, count, unit = "s"] = /^([1-9]\d{0,4})\s*([smh])$/.exec(written) ?? [];
  return Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS];
}
