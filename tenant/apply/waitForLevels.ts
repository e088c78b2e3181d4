import { CancelledError } from "../../core/model/errors";
import type { DesiredRole, ObservedRole } from "../../core/model/role";
import { describe, type LevelsChange } from "../../core/plan/change";
import type { RoleReader } from "../gateway";
import { isTransient, pause, pollInterval } from "./polling";
import type { Reporter } from "./reporter";
import { remainingChanges } from "./role";

/** How long to look for an administrator's work, and what ends it early. */
export interface WaitOptions {
  /** Milliseconds. */
  readonly wait: number;
  readonly cancelled: AbortSignal;
  /** Milliseconds between two looks. By default 3000, and more while nothing changes. */
  readonly every?: number;
  /** Told what each read showed. */
  readonly observed?: (role: ObservedRole) => void;
}

const REMIND_EVERY_MS = 60_000;

/**
 * Reads a role again and again until it shows what is desired, the time is over, or the user cancels; tells how far it is
 * whenever that changes. Where the tenant doesn't answer for a while, it goes on looking.
 * @returns what the last read showed
 */
export async function waitForLevels(
  gateway: RoleReader,
  before: ObservedRole,
  desired: DesiredRole,
  { wait, cancelled, every, observed }: WaitOptions,
  reporter: Reporter,
): Promise<{ role: ObservedRole; remaining: readonly LevelsChange[] }> {
  const end = Date.now() + wait;
  let [role, remaining] = [before, remainingChanges(before, desired)];
  const total = remaining.length;
  let reported = { left: total, at: Date.now() };
  let changedAt = Date.now();
  reporter.warn(
    `Waiting up to ${minutes(wait)} for an administrator: ${progress(total, remaining)}. Ctrl-C stops waiting.`,
  );
  while (remaining.length > 0 && Date.now() < end && !cancelled.aborted) {
    await pause(Math.min(every ?? pollInterval(Date.now() - changedAt), end - Date.now()), cancelled);
    const settings = await readOrReport(gateway, role.id, reporter);
    if (settings) {
      role = { ...role, settings };
      observed?.(role);
    }
    const stillRemaining = remainingChanges(role, desired);
    if (!isSame(stillRemaining, remaining)) changedAt = Date.now();
    remaining = stillRemaining;
    if (remaining.length === reported.left && Date.now() - reported.at < REMIND_EVERY_MS) continue;
    reported = { left: remaining.length, at: Date.now() };
    reporter.warn(`${progress(total, remaining)}${remaining.length > 0 ? `; ${minutes(end - Date.now())} left` : ""}`);
  }
  if (cancelled.aborted) reporter.warn("Cancelled: no longer waiting.");
  else if (remaining.length > 0) reporter.warn(`The ${minutes(wait)} are over: no longer waiting.`);
  return { role, remaining };
}

const isSame = (a: readonly LevelsChange[], b: readonly LevelsChange[]) => JSON.stringify(a) === JSON.stringify(b);

function progress(total: number, [next, ...others]: readonly LevelsChange[]): string {
  const remainingCount = next ? others.length + 1 : 0;
  return `${total - remainingCount} of ${total} rows done${next ? `, next: ${describe(next)}` : ""}`;
}

const minutes = (ms: number) =>
  ms < 60_000 ? `${Math.max(0, Math.ceil(ms / 1000))} s` : `${Math.ceil(ms / 60_000)} min`;

/** `undefined` while the tenant is busy, down, or out of reach: an administrator may go on meanwhile. */
async function readOrReport(gateway: RoleReader, roleId: number, reporter: Reporter) {
  try {
    return await gateway.settings(roleId);
  } catch (error) {
    // The loop sees that it is over, and the user gets the list of what is left.
    if (error instanceof CancelledError) return undefined;
    if (!isTransient(error)) throw error;
    reporter.progress(`${(error as Error).message} Looking again.`);
    return undefined;
  }
}
