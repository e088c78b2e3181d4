import type { ShownRole } from "../../checklist/live/progress";
import type { LivePage } from "../../checklist/live/serve";
import { CancelledError, RolesError } from "../../core/model/errors";
import { isTransient, pause, pollInterval } from "../../tenant/apply/polling";

/** A role that is read again and again. */
export interface Watched {
  /** Of the page's item. */
  readonly key: string;
  read(): Promise<ShownRole>;
}

export interface Watching {
  /** Milliseconds. */
  readonly wait: number;
  readonly signal: AbortSignal;
  /** Whether to stop, since another process does it now; asked before each read. */
  isTakenOver(): Promise<boolean>;
  /** Told whenever a read shows something else than the one before. */
  onChange(): void;
}

/** Why it ended. `refused` is a role that can't be read at all, with the others as asked. */
export type WatchEnd = "right" | "over" | "interrupted" | "taken over" | "refused";

/**
 * Reads one role after the other, one at a time, and shows each on the page, until all are as asked, the time is over or the user
 * stops it. A tenant that is down for a while is asked again; one that refuses isn't.
 */
export async function watch(
  page: LivePage,
  watched: readonly Watched[],
  { wait, signal, isTakenOver, onChange }: Watching,
): Promise<WatchEnd> {
  const end = Date.now() + wait;
  const refused = new Set<Watched>();
  let changedAt = Date.now();
  for (let turn = 0; ; turn += 1) {
    if (page.isRight) return "right";
    await pause(Math.min(pollInterval(Date.now() - changedAt), Math.max(0, end - Date.now())), signal);
    if (signal.aborted) return "interrupted";
    if (Date.now() >= end) return "over";
    if (await isTakenOver()) return "taken over";
    const readable = watched.filter((candidate) => !refused.has(candidate));
    const current = readable[turn % readable.length];
    if (!current) return "refused";
    const outcome = await readAndShow(page, current);
    if (outcome === "refused") refused.add(current);
    if (outcome !== "changed") continue;
    changedAt = Date.now();
    onChange();
  }
}

async function readAndShow(page: LivePage, { key, read }: Watched): Promise<"changed" | "same" | "refused"> {
  try {
    return page.show(key, await read()) ? "changed" : "same";
  } catch (error) {
    if (error instanceof CancelledError) return "same";
    if (!(error instanceof RolesError)) throw error;
    page.fail(key, isTransient(error) ? `${error.message} Looking again.` : error.message);
    return isTransient(error) ? "same" : "refused";
  }
}
