import { CancelledError } from "../../core/model/errors";
import type { DesiredRole, ObservedRole } from "../../core/model/role";
import { describe, type LevelsChange } from "../../core/plan/change";
import type { RoleReader } from "../gateway";
import { isTransient, pause, pauseAfter } from "./pace";
import type { Reporter } from "./reporter";
import { remainingChanges } from "./role";

/** How long to look for an administrator's work, and what ends it early. */
export interface Waiting {
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
  { wait, cancelled, every, observed }: Waiting,
  reporter: Reporter,
): Promise<{ role: ObservedRole; left: readonly LevelsChange[] }> {
  const end = Date.now() + wait;
  let [role, left] = [before, remainingChanges(before, desired)];
  const total = left.length;
  let reported = { left: total, at: Date.now() };
  let changedAt = Date.now();
  reporter.warn(`Waiting up to ${minutes(wait)} for an administrator: ${progress(total, left)}. Ctrl-C stops waiting.`);
  while (left.length > 0 && Date.now() < end && !cancelled.aborted) {
    await pause(Math.min(every ?? pauseAfter(Date.now() - changedAt), end - Date.now()), cancelled);
    const settings = await readOrSay(gateway, role.id, reporter);
    if (settings) {
      role = { ...role, settings };
      observed?.(role);
    }
    const seen = remainingChanges(role, desired);
    if (!isSame(seen, left)) changedAt = Date.now();
    left = seen;
    if (left.length === reported.left && Date.now() - reported.at < REMIND_EVERY_MS) continue;
    reported = { left: left.length, at: Date.now() };
    reporter.warn(`${progress(total, left)}${left.length > 0 ? `; ${minutes(end - Date.now())} left` : ""}`);
  }
  if (cancelled.aborted) reporter.warn("Cancelled: no longer waiting.");
  else if (left.length > 0) reporter.warn(`The ${minutes(wait)} are over: no longer waiting.`);
  return { role, left };
}

const isSame = (a: readonly LevelsChange[], b: readonly LevelsChange[]) => JSON.stringify(a) === JSON.stringify(b);

function progress(total: number, [next, ...others]: readonly LevelsChange[]): string {
  const left = next ? others.length + 1 : 0;
  return `${total - left} of ${total} rows done${next ? `, next: ${describe(next)}` : ""}`;
}

const minutes = (ms: number) =>
  ms < 60_000 ? `${Math.max(0, Math.ceil(ms / 1000))} s` : `${Math.ceil(ms / 60_000)} min`;

/** `undefined` while the tenant is busy, down, or out of reach: an administrator may go on meanwhile. */
async function readOrSay(gateway: RoleReader, roleId: number, reporter: Reporter) {
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
