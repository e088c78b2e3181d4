import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { loadFleet } from "../../fleet/file/load";
import type { TenantResult } from "../../fleet/model/result";
import { connectionOf } from "../../fleet/queue/connection";
import type { JobEvent } from "../../fleet/queue/job";
import { FleetQueue } from "../../fleet/queue/queue";
import { FleetEngine } from "../../fleet/run/engine";
import { newRun } from "../../fleet/run/newRun";
import { type Sandbox, startSandbox } from "../../sandbox";
import { fleetFolder } from "../helpers/fleetFolder";
import { usePostgres } from "../helpers/postgres";

const CLI = path.resolve(__dirname, "../../bin/cwroles.js");
const KEYS = { publicKey: "pub1ic-key-of-the-fleet", privateKey: "pr1vate-key-of-the-fleet" };
const NAMES = Array.from({ length: 7 }, (_, index) => `tenant${index + 1}`);

describe("three workers, one of which is killed in the middle of its work", () => {
  const used = usePostgres();
  const running = new Set<ChildProcess>();
  let sandbox: Sandbox;
  let folder: ReturnType<typeof fleetFolder>;
  let queue: FleetQueue;

  beforeAll(async () => {
    const faults = { faults: [{ latency: 30, path: /settings/ }] };
    sandbox = await startSandbox({ companies: NAMES.map((id) => ({ id, keys: KEYS, faults })) });
    folder = fleetFolder({ site: sandbox.url, tenants: Object.fromEntries(NAMES.map((name) => [name, {}])) });
    queue = await FleetQueue.open(used.postgres.url, loadFleet(folder.file).name);
  });
  afterAll(async () => {
    for (const child of running) child.kill("SIGKILL");
    await queue?.close();
    await sandbox?.close();
    folder?.remove();
  });

  function worker() {
    const args = [CLI, "fleet", "worker", "--file", folder.file, "--concurrency", "1", "--until-empty", "--json"];
    const own = Object.entries(process.env).filter(([name]) => !/^(CONNECTWISE|PULUMI)_/.test(name));
    const keys = {
      CW_PUBLIC: KEYS.publicKey,
      CW_PRIVATE: KEYS.privateKey,
      CWROLES_QUEUE: passwordInQuery(used.postgres.url),
    };
    const child = spawn(process.execPath, args, { env: { ...Object.fromEntries(own), ...keys } });
    running.add(child);
    const events: JobEvent[] = [];
    const said = { text: "" };
    createInterface(child.stdout).on("line", (line) => {
      said.text += line;
      events.push(JSON.parse(line));
    });
    child.stderr.on("data", (chunk) => (said.text += chunk));
    const started = () => events.flatMap((event) => (event.event === "start" ? [event.tenant] : []));
    return { child, events, said, started, exit: once(child, "exit").then(([code]) => code as number | null) };
  }

  const created = (name: string, kind: RegExp) =>
    sandbox
      .company(name)
      .requests()
      .filter(({ method, path: requested, status }) => method === "POST" && status === 201 && kind.test(requested))
      .length;
  const isHalfDone = (name: string) => created(name, /securityroles$/i) === 1 && created(name, /apiMembers$/i) === 0;

  test("leave every tenant exact, with one result, one role and one member", async () => {
    const run = newRun("up", queue.fleet, NAMES, { canary: 2, maxFailures: 0 });
    await queue.enqueue(run);
    const workers = [worker(), worker(), worker()];
    let victim: (typeof workers)[number] | undefined;
    await vi.waitFor(
      () => {
        victim = workers.find(({ started }) => started().some(isHalfDone));
        expect(victim).toBeDefined();
      },
      { timeout: 90_000, interval: 10 },
    );
    const inHand = victim?.started().at(-1) ?? "";
    victim?.child.kill("SIGKILL");
    const survivors = workers.filter((one) => one !== victim);
    expect(await Promise.all(survivors.map(({ exit }) => exit))).toEqual([0, 0]);

    const results = await queue.journal.results(run.id);
    expect([...results].map(([name, { outcome, failure }]) => [name, failure?.message ?? outcome]).sort()).toEqual(
      NAMES.map((name) => [name, "exact"]),
    );
    expect((await queue.journal.run(run.id))?.end).toMatchObject({ how: "finished" });
    for (const name of NAMES)
      expect([name, created(name, /securityroles$/i), created(name, /apiMembers$/i)]).toEqual([name, 1, 1]);
    expect(survivors.flatMap(({ events }) => events)).toContainEqual(
      expect.objectContaining({ event: "again", tenant: inHand }),
    );
    const reported = workers.flatMap(({ events }) =>
      events.flatMap((event) => (isResult(event) ? [event.tenant] : [])),
    );
    expect([...reported].sort()).toEqual([...NAMES].sort());
    for (const name of NAMES.filter((each) => each !== inHand))
      expect([name, results.get(name)?.requests]).toEqual([name, sandbox.company(name).requests().length]);
  }, 240_000);

  test("leave no secret in PostgreSQL, whoever wrote there, and none in what they say", async () => {
    const rows = await dump(used.postgres.url);
    expect(rows).toContain("cwroles.results");
    expect(rows).toContain("connectwise:SecurityRole");
    for (const secret of [...Object.values(KEYS), used.postgres.password]) expect(rows).not.toContain(secret);
  });

  test("have nothing left to do in a second run", async () => {
    const run = newRun("up", queue.fleet, NAMES, { maxFailures: 0 });
    await queue.enqueue(run);
    const { exit, said } = worker();
    expect(await exit).toBe(0);
    const results = [...(await queue.journal.results(run.id)).values()];
    expect(results.map(({ outcome, writes, engine }) => [outcome, writes, engine])).toEqual(
      NAMES.map(() => ["exact", 0, undefined]),
    );
    for (const secret of [...Object.values(KEYS), used.postgres.password]) expect(said.text).not.toContain(secret);
  }, 120_000);
});

describe("an engine that meets another at a new database", () => {
  const used = usePostgres();

  test("goes on with the table that the other made", async () => {
    const folder = fleetFolder({ site: "http://127.0.0.1:1", tenants: { tenant1: {} } });
    const fleet = loadFleet(folder.file);
    const { backend } = connectionOf(used.postgres.url);
    const other = new pg.Client(used.postgres.url);
    const onlooker = new pg.Client(used.postgres.url);
    await Promise.all([other.connect(), onlooker.connect()]);
    try {
      await FleetEngine.open(fleet, { backend });
      await other.query("alter table pulumi_state rename to made_before");
      await other.query("begin");
      await other.query("create table pulumi_state (like made_before including all)");
      const opened = FleetEngine.open(fleet, { backend });
      await vi.waitFor(
        async () => {
          const { rows } = await onlooker.query("select from pg_stat_activity where wait_event_type = 'Lock'");
          expect(rows).toHaveLength(1);
        },
        { timeout: 30_000, interval: 20 },
      );
      await other.query("commit");
      expect((await opened).has("tenant1")).toBe(false);
    } finally {
      await Promise.all([other.end(), onlooker.end()]);
      folder.remove();
    }
  }, 60_000);
});

const isResult = (event: JobEvent): event is { event: "result" } & TenantResult => event.event === "result";

/** As some write it, and without an sslmode: the engine and the worker have different defaults for that. */
function passwordInQuery(url: string): string {
  const written = new URL(url);
  written.search = `?password=${written.password}`;
  written.password = "";
  return written.href;
}

/** Every row of every table, and what is in it in base64, as the engine's states are. */
async function dump(url: string): Promise<string> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ text: string }>(`select t::text as text from ${name} t`);
    for (const { text } of rows) texts.push(name, text, ...decoded(text));
  }
  await client.end();
  return texts.join("\n");
}

const decoded = (text: string) =>
  [...text.matchAll(/[A-Za-z0-9+/]{40,}={0,2}/g)].map(([found]) => Buffer.from(found, "base64").toString("utf8"));
