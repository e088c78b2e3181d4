import { setTimeout as sleep } from "node:timers/promises";
import { TenantError, UnreachableError } from "../../core/model/errors";

/** Milliseconds between two reads, while nothing has changed for so long. */
const STEPS = [
  { quietForMs: 15 * 60_000, pauseMs: 15_000 },
  { quietForMs: 5 * 60_000, pauseMs: 10_000 },
  { quietForMs: 2 * 60_000, pauseMs: 6000 },
];
const AT_WORK_MS = 3000;

/** How long to wait before the next read: an administrator at work is followed closely, one who hasn't come yet isn't. */
export const pollInterval = (quietForMs: number): number =>
  STEPS.find((step) => quietForMs >= step.quietForMs)?.pauseMs ?? AT_WORK_MS;

/** Waits so many milliseconds, or until the signal is aborted, which is no error. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Whether the tenant is busy, down or out of reach for now: an administrator may go on meanwhile. */
export const isTransient = (error: unknown): boolean =>
  error instanceof UnreachableError ||
  (error instanceof TenantError && (error.failure.status >= 500 || error.failure.status === 429));
