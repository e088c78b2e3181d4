import { setTimeout as sleep } from "node:timers/promises";
import type { TenantResult } from "../model/result";
import type { Run, RunEnd } from "../model/run";
import type { FleetQueue } from "./queue";

const SOON_MS = 1000;
/** Asking takes at most this share of the time. */
const SHARE = 0.1;

/**
 * Looks on while workers do a run.
 * @param stop aborted when nobody looks on any more: the workers go on
 * @param onResult called once for each tenant
 * @returns how it ended; `undefined` where it goes on
 */
export async function follow(
  queue: FleetQueue,
  { id }: Run,
  stop: AbortSignal,
  onResult: (result: TenantResult) => void,
): Promise<RunEnd | undefined> {
  const reported = new Set<string>();
  while (!stop.aborted) {
    const begun = performance.now();
    const isOpen = (await queue.openRun(id)) !== undefined;
    for (const [tenant, result] of await queue.journal.results(id)) {
      if (!reported.has(tenant)) onResult(result);
      reported.add(tenant);
    }
    if (!isOpen) return (await queue.journal.run(id))?.end;
    const wait = Math.max(SOON_MS, (performance.now() - begun) / SHARE);
    await sleep(wait, undefined, { signal: stop }).catch(() => undefined);
  }
  return undefined;
}
