/** What a killed engine leaves is ended, and nothing else. The marks are in the processes' environments: Linux alone. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test, vi } from "vitest";
import { endLeftoversNowAndAtExit, MARK, markOf } from "../../../fleet/run/leftovers";
import { useFolder } from "../../helpers/folder";

const folder = useFolder();
const WORKSPACE = "/fleet/.fleet/workspace";
/** Of a command that is gone: no process is older than the machine. */
const GONE = `1.0:${WORKSPACE}`;
/** In the environment of this file's processes alone. */
const OWN = `${process.pid}-leftovers`;
/** For what a busy machine does late. */
const PATIENCE_MS = 20_000;

let started: ChildProcess[] = [];
afterEach(() => {
  for (const { pid } of started) if (pid !== undefined) signal(-pid, "SIGKILL");
  started = [];
});

/** A process with a mark, in a group of its own. */
async function marked(mark: string | undefined, command = "/bin/sleep", args = ["60"]): Promise<number> {
  const env = { PATH: process.env.PATH, OWN, ...(mark !== undefined && { [MARK]: mark }) };
  const child = spawn(command, args, { env, detached: true, stdio: ["ignore", "pipe", "ignore"] });
  started.push(child);
  const { pid = Number.NaN } = child;
  // What it is is only to be seen once the system has replaced the process.
  await vi.waitFor(() => expect(readFileSync(`/proc/${pid}/environ`, "utf8")).toContain(`OWN=${OWN}`), PATIENCE_MS);
  return pid;
}

function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** One that nobody has reaped is ended, too. */
function isEnded(pid: number): boolean {
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return true;
  }
}

const ends = (pid: number) => vi.waitFor(() => expect(isEnded(pid)).toBe(true), PATIENCE_MS);

async function stays(pid: number): Promise<void> {
  await sleep(200);
  expect(isEnded(pid)).toBe(false);
}

describe.runIf(process.platform === "linux")("what a killed engine left", () => {
  test("is ended: this command's, and that of one that is gone", async () => {
    const [own, former] = [await marked(markOf(WORKSPACE)), await marked(GONE)];
    endLeftoversNowAndAtExit(WORKSPACE);
    for (const pid of [own, former]) await ends(pid);
  });

  test("isn't that of a command at work, of another fleet, or of anybody else", async () => {
    const atWork = markOf(WORKSPACE).replace(/^\d+\.\d+/, `${process.ppid}.${startOfParent()}`);
    const others = [await marked(atWork), await marked(`1.0:/other/workspace`), await marked(undefined)];
    endLeftoversNowAndAtExit(WORKSPACE);
    for (const pid of others) await stays(pid);
  });

  test("isn't what an engine that still ends in order has below it, nor that engine", async () => {
    const engine = path.join(folder.path, "pulumi");
    symlinkSync("/bin/sh", engine);
    const pid = await marked(GONE, engine, ["-c", "sleep 60 & echo $!; wait"]);
    const [printed] = await once(started.at(-1)?.stdout ?? expect.unreachable(), "data");
    const child = Number(String(printed));
    endLeftoversNowAndAtExit(WORKSPACE);
    for (const one of [pid, child]) await stays(one);
    signal(pid, "SIGKILL");
    await ends(pid);
    endLeftoversNowAndAtExit(WORKSPACE);
    await ends(child);
  });
});

const startOfParent = () =>
  readFileSync(`/proc/${process.ppid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ")[19];
