/** What a killed engine leaves is ended, and nothing else. The marks are in the processes' environments: Linux alone. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { endLeftoversNowAndAtExit, MARK, markOf } from "../../../fleet/run/leftovers";
import { useFolder } from "../../helpers/folder";

const folder = useFolder();
const WORKSPACE = "/fleet/.fleet/workspace";
/** Of a command that is gone: no process is older than the machine. */
const GONE = `1.0:${WORKSPACE}`;

let started: ChildProcess[] = [];
afterEach(() => {
  for (const { pid } of started) if (pid !== undefined) signal(-pid, "SIGKILL");
  started = [];
});

/** A process with a mark, in a group of its own. */
async function marked(mark: string | undefined, command = "/bin/sleep", args = ["60"]): Promise<number> {
  const env = { PATH: process.env.PATH, ...(mark !== undefined && { [MARK]: mark }) };
  const child = spawn(command, args, { env, detached: true, stdio: ["ignore", "pipe", "ignore"] });
  started.push(child);
  // What it is is only to be seen once the system has replaced the process.
  await sleep(200);
  return child.pid ?? Number.NaN;
}

function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

async function isEnded(pid: number): Promise<boolean> {
  await sleep(200);
  // One that nobody has reaped is ended, too.
  return !existsSync(`/proc/${pid}`) || / Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
}

describe.runIf(process.platform === "linux")("what a killed engine left", () => {
  test("is ended: this command's, and that of one that is gone", async () => {
    const [own, former] = [await marked(markOf(WORKSPACE)), await marked(GONE)];
    endLeftoversNowAndAtExit(WORKSPACE);
    expect([await isEnded(own), await isEnded(former)]).toEqual([true, true]);
  });

  test("isn't that of a command at work, of another fleet, or of anybody else", async () => {
    const atWork = markOf(WORKSPACE).replace(/^\d+\.\d+/, `${process.ppid}.${startOfParent()}`);
    const others = [await marked(atWork), await marked(`1.0:/other/workspace`), await marked(undefined)];
    endLeftoversNowAndAtExit(WORKSPACE);
    for (const pid of others) expect(await isEnded(pid)).toBe(false);
  });

  test("isn't what an engine that still ends in order has below it, nor that engine", async () => {
    const engine = path.join(folder.path, "pulumi");
    symlinkSync("/bin/sh", engine);
    const pid = await marked(GONE, engine, ["-c", "sleep 60 & echo $!; wait"]);
    const child = Number(String(started.at(-1)?.stdout?.read()).trim());
    endLeftoversNowAndAtExit(WORKSPACE);
    expect([await isEnded(pid), await isEnded(child)]).toEqual([false, false]);
    signal(pid, "SIGKILL");
    await sleep(200);
    endLeftoversNowAndAtExit(WORKSPACE);
    expect(await isEnded(child)).toBe(true);
  });
});

const startOfParent = () =>
  readFileSync(`/proc/${process.ppid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ")[19];
