/**
 * What this project looks at behind the back of the SDK's host of dynamic providers: a newer host may put it elsewhere. Then
 * provider/lifecycle/cancellation.ts or exitWithEngine.ts has to look there, and these tests say so.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { version as typescript } from "typescript";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox";
import { connectionTo, Project } from "../helpers/project";

const MARK = "CWROLES_TEST_RUN";
const INSTALL_MS = 240_000;
/** The lock file holds the last SDK for Node 20; on a newer Node a user's project gets the newest one. */
const SDKS = { "of the lock file": undefined, newest: "@pulumi/pulumi@latest" };

describe.skipIf(process.platform !== "linux").each(Object.entries(SDKS))(
  "the host of dynamic providers, SDK %s",
  { timeout: 120_000 },
  (_, release) => {
    let sdk: string;
    let sandbox: Sandbox;
    let project: Project;
    let mark: string;

    beforeAll(() => {
      sdk = mkdtempSync(path.join(os.tmpdir(), "connectwise-roles-sdk-"));
      const flags = ["--prefix", sdk, "--no-save", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
      // The SDK takes the compiler that lies beside it, and an old one of its own where none does.
      if (release) execFileSync("npm", ["install", ...flags, release, `typescript@${typescript}`], { cwd: sdk });
    }, INSTALL_MS);

    afterAll(() => rmSync(sdk, { recursive: true, force: true }));

    beforeEach(async () => {
      mark = `${process.pid}-${Math.random()}`;
      sandbox = await startSandbox({ settings: "read-only" });
      project = await Project.create({ ...connectionTo(sandbox), "connectwise:wait": "10m" });
      // The host as it is: without what makes it start faster in the other tests.
      delete project.engine.env.NODE_OPTIONS;
      if (release) project.takePackage(path.join(sdk, "node_modules"));
    }, 120_000);

    afterEach(async () => {
      // Where a test fails, it fails since they stay.
      for (const { pid } of processesOf(mark)) end(pid);
      await sandbox.close();
      project.remove();
    });

    /** An update that waits for an administrator, in a process group of its own. */
    async function waiting() {
      const run = project.start(["up", "--yes", "--skip-preview"], { env: { [MARK]: mark } });
      const early = run.outcome.then(({ output }) => Promise.reject(new Error(`It didn't wait: ${output}`)));
      const begun = () => providersOf(mark).length > 0 && sandbox.requests().some(({ method }) => method === "PATCH");
      while (!begun()) await Promise.race([sleep(50), early]);
      // By now it looks at the role every three seconds.
      await sleep(4000);
      return run;
    }

    test("gets a cancel as a call that the provider sees: a wait that is longer than this test ends", async () => {
      const { child, outcome } = await waiting();
      child.kill("SIGINT");
      const { code, output } = await outcome;
      expect(code).not.toBe(0);
      expect(output).toContain("isn't exact yet");
    });

    test("names the engine's address as its last argument: a provider whose engine was killed ends by itself", async () => {
      const { child, outcome } = await waiting();
      expect(providersOf(mark)).toEqual([
        expect.objectContaining({ command: expect.stringContaining(release ? sdk : path.resolve(__dirname, "../..")) }),
      ]);
      child.kill("SIGKILL");
      for (let left = 600; left > 0 && providersOf(mark).length > 0; left--) await sleep(100);
      expect(providersOf(mark)).toEqual([]);
      for (const { pid } of processesOf(mark)) end(pid);
      await outcome;
    });
  },
);

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}

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
