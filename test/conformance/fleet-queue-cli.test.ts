import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FleetQueue } from "../../fleet/queue/queue";
import { type Sandbox, startSandbox } from "../../sandbox";
import { cwroles } from "../helpers/cli";
import { exactSeed, FLEET_KEYS, fleetFolder } from "../helpers/fleetFolder";
import { usePostgres } from "../helpers/postgres";

const used = usePostgres();

describe("the commands on a queue", { timeout: 120_000 }, () => {
  let sandbox: Sandbox;
  let fleet: ReturnType<typeof fleetFolder>;
  let queue: FleetQueue;

  beforeAll(async () => {
    sandbox = await startSandbox({ companies: [{ id: "contoso", seed: exactSeed() }, { id: "initech" }] });
    fleet = fleetFolder({ site: sandbox.url, tenants: { contoso: {}, initech: {} } });
    queue = await FleetQueue.open(used.postgres.url, "acme");
  });
  afterAll(async () => {
    await queue.close();
    await sandbox.close();
    fleet.remove();
  });

  const run = (...args: string[]) =>
    cwroles(["fleet", ...args], fleet.folder, { ...FLEET_KEYS, CWROLES_QUEUE: used.postgres.url });

  test("a run is done by a worker, seen through where it was begun, and told from anywhere", async () => {
    const looking = run("drift", "--json");
    await begun(1);
    expect(sandbox.requests()).toEqual([]);
    const worker = await run("worker", "--until-empty", "--json");
    expect(worker.code, worker.stderr).toBe(0);

    const { code, stdout } = await looking;
    const events = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(code).toBe(2);
    expect(
      events
        .filter(({ event }) => event === "result")
        .map(({ tenant }) => tenant)
        .sort(),
    ).toEqual(["contoso", "initech"]);
    expect(events.at(-1)).toMatchObject({
      event: "summary",
      counts: { exact: 1, drifted: 1 },
      requests: sandbox.requests().length,
      end: { how: "finished" },
    });
    expect((await run("status")).stdout).toContain("2 of 2 tenants: 1 exact, 1 drifted");
    expect(JSON.parse((await run("report", "--json")).stdout)).toMatchObject({ totals: { exact: 1, drifted: 1 } });
    for (const { stdout: said, stderr } of [worker, { stdout, stderr: (await looking).stderr }])
      expect(said + stderr).not.toContain(new URL(used.postgres.url).password);
  });

  test("a run that is cancelled ends where it was begun", async () => {
    const looking = run("drift");
    await begun(2);
    expect((await run("cancel")).stdout).toContain("is stopped");
    const { code, stdout } = await looking;
    expect(code).toBe(1);
    expect(stdout).toContain("Stopped: it was cancelled.");
    expect(stdout).toContain("2 tenants weren't begun: contoso, initech.");
    expect(await run("cancel")).toMatchObject({ code: 1, stderr: expect.stringContaining("isn't open") });
  });

  test("a password on the command line is told of, and taken out of it", async () => {
    const url = used.postgres.url
      .replace(/:[^:@]+@/, "@")
      .replace("?", `?password=${encodeURIComponent(used.postgres.password)}&`);
    const args = [path.resolve("bin/cwroles.js"), "fleet", "worker", "--queue", url];
    const worker = spawn(process.execPath, args, { cwd: fleet.folder, env: { ...process.env, ...FLEET_KEYS } });
    const ended = once(worker, "close");
    const said = text(worker.stderr);
    const [greeting] = await once(createInterface(worker.stdout), "line");
    const { stdout: shown } = await promisify(execFile)("ps", ["-o", "args=", "-p", `${worker.pid}`]);
    worker.kill("SIGTERM");
    await ended;
    expect(await said).toContain("The command line has the queue's password");
    expect(shown).toContain("cwroles fleet");
    expect(greeting).toContain("At work for acme at postgres://fleet@127.0.0.1:");
    for (const output of [await said, greeting, shown]) {
      expect(output).not.toContain(used.postgres.password);
      expect(output).not.toContain(encodeURIComponent(used.postgres.password));
    }
  });

  test("one in the environment needs no word", async () => {
    expect((await run("status")).stderr).not.toContain("password");
  });

  async function begun(runs: number): Promise<void> {
    while ((await queue.journal.runs()).length < runs) await sleep(50);
  }
});
