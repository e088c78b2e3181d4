/**
 * What this project looks at behind the back of the SDK's host of dynamic providers: a newer host may put it elsewhere. Then
 * provider/lifecycle/cancellation.ts or exitWithEngine.ts has to look there, and these tests say so.
 */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox";
import { connectionTo, Project } from "../helpers/project";

const MARK = "CWROLES_TEST_RUN";

describe.skipIf(process.platform !== "linux")("the host of dynamic providers", { timeout: 120_000 }, () => {
  let sandbox: Sandbox;
  let project: Project;

  beforeEach(async () => {
    sandbox = await startSandbox({ settings: "read-only" });
    project = await Project.create({ ...connectionTo(sandbox), "connectwise:wait": "10m" });
  }, 120_000);

  afterEach(async () => {
    await sandbox.close();
    project.remove();
  });

  /** An update that waits for an administrator, in a process group of its own. */
  async function waiting() {
    const mark = `${process.pid}-${Math.random()}`;
    const run = project.start(["up", "--yes", "--skip-preview"], { env: { [MARK]: mark } });
    while (providersOf(mark).length === 0 || !sandbox.requests().some(({ method }) => method === "PATCH"))
      await sleep(50);
    // By now it looks at the role every three seconds.
    await sleep(4000);
    return { ...run, mark };
  }

  test("gets a cancel as a call that the provider sees: a wait that is longer than this test ends", async () => {
    const { child, outcome } = await waiting();
    child.kill("SIGINT");
    const { code, output } = await outcome;
    expect(code).not.toBe(0);
    expect(output).toContain("isn't exact yet");
  });

  test("names the engine's address as its last argument: a provider whose engine was killed ends by itself", async () => {
    const { child, outcome, mark } = await waiting();
    expect(providersOf(mark)).toHaveLength(1);
    child.kill("SIGKILL");
    for (let left = 100; left > 0 && providersOf(mark).length > 0; left--) await sleep(100);
    expect(providersOf(mark)).toEqual([]);
    for (const { pid } of processesOf(mark)) process.kill(pid, "SIGKILL");
    await outcome;
  });
});

const providersOf = (mark: string) => processesOf(mark).filter(({ command }) => command.includes("dynamic-provider"));

/** The processes of a run, by what its environment has. */
function processesOf(mark: string): { pid: number; command: string }[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const isOfRun = readFileSync(`/proc/${pid}/environ`, "utf8").includes(`${MARK}=${mark}`);
        return isOfRun ? [{ pid: Number(pid), command: readFileSync(`/proc/${pid}/cmdline`, "utf8") }] : [];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
}
