import { readdirSync, readlinkSync } from "node:fs";

/** Ids of the processes at work in a folder; only Linux tells. */
export const processesIn = (folder: string): number[] =>
  process.platform === "linux"
    ? readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name) && workingFolder(name).startsWith(folder))
        .map(Number)
    : [];

function workingFolder(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    // It has ended, or is somebody else's.
    return "";
  }
}

export function endProcessesIn(folder: string): void {
  for (const pid of processesIn(folder)) {
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      // One that waited for another has ended with it.
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}
