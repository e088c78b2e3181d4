import os from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { ConcurrentUpdateError, Stack } from "@pulumi/pulumi/automation";
import { RefusedError } from "../../core/model/errors";

/** How the engine names who locked a stack, on every backend that keeps its own locks. */
const HOLDER = /created by \S*@(\S+) \(pid (\d+)\)/;

const WAIT_MS = 1000;
/** A run whose parent was killed ends by itself within this time. */
const PATIENCE_MS = 60_000;

/**
 * Frees a stack that a killed run left locked; one whose run still goes on is waited for.
 * @param isAlone whether a run on another machine can only be one that was killed
 * @throws RefusedError where another run holds it, or nobody can say whether it still does
 */
export async function freeStack(
  stack: Stack,
  error: ConcurrentUpdateError,
  isAlone: boolean,
  signal: AbortSignal,
): Promise<void> {
  const [, host = "an unknown machine", pid = "?"] = HOLDER.exec(error.message) ?? [];
  const isHere = host === os.hostname();
  const mayStillRun = () => (isHere ? isRunning(Number(pid)) : !isAlone);
  for (const until = Date.now() + PATIENCE_MS; isHere && mayStillRun() && Date.now() < until; )
    await sleep(WAIT_MS, undefined, { signal });
  if (mayStillRun())
    throw new RefusedError(
      `The stack "${stack.name}" is locked by another run, process ${pid} on ${host}. Wait for its end; if it was killed: pulumi cancel ${stack.name}`,
    );
  await stack.cancel();
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
