import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { describe, expect, type TestContext, test, vi } from "vitest";
import type { Fleet, FleetTenant } from "../../fleet/model/fleet";
import type { Run } from "../../fleet/model/run";
import type { JobEvent } from "../../fleet/queue/job";
import { FleetQueue } from "../../fleet/queue/queue";
import { beginScheduled, scheduleDrift, scheduledDrift, unscheduleDrift } from "../../fleet/queue/schedule";
import { BOSS_SCHEMA } from "../../fleet/queue/schema";
import { startWorker, type WorkerOptions } from "../../fleet/queue/worker";
import type { Work } from "../../fleet/run/execute";
import { newRun } from "../../fleet/run/newRun";
import { result } from "../helpers/fleetResults";
import { usePostgres } from "../helpers/postgres";

const used = usePostgres();

/** Of a test: what is to be done when it is over. Tests run side by side, since most of their time is waiting. */
type After = TestContext["onTestFinished"];

let fleets = 0;

/** The queue of a fleet of these tenants, with workers that do as they are told. */
async function site(names: readonly string[], after: After) {
  const fleet: Fleet = { name: `fleet${++fleets}`, folder: ".", tenants: names.map(tenantOf) };
  const queue = await opened(fleet.name, after);
  const begin = async (given: Partial<Run> = {}) => {
    const run = { ...newRun("up", fleet.name, names, { maxFailures: 1 }), ...given };
    await queue.enqueue(run);
    return run;
  };
  const worker = async (work: Work, given: Partial<WorkerOptions> & { file?: Fleet } = {}) => {
    const { file = fleet, ...options } = given;
    const own = await opened(fleet.name, after, { isWorker: true });
    const events: JobEvent[] = [];
    const [stop, abort] = [new AbortController(), new AbortController()];
    const done = startWorker({
      ...{ queue: own, concurrency: 4, untilEmpty: true, stop: stop.signal, abort: abort.signal },
      open: async (id) => {
        const run = await own.openRun(id);
        return run && { run, fleet: file, work };
      },
      tenants: () => names,
      onEvent: (event) => events.push(event),
      ...options,
    });
    after(async () => {
      stop.abort();
      abort.abort();
      await done.catch(() => undefined);
    });
    return { done, events, stop, abort, queue: own };
  };
  const end = async ({ id }: Run) => (await queue.journal.run(id))?.end;
  return { fleet, queue, begin, worker, end };
}

async function opened(fleet: string, after: After, options?: { isWorker: boolean }) {
  const queue = await FleetQueue.open(used.postgres.url, fleet, options);
  after(() => queue.close());
  return queue;
}

const tenantOf = (name: string) => ({ name }) as FleetTenant;

interface ExactWork {
  readonly ms?: number;
  /** Ends it earlier. */
  readonly released?: AbortSignal;
  readonly given?: Parameters<typeof result>[1];
}

/** Work that takes a while and finds all well, and what it was called for. */
function exactly({ ms = 5, released = NEVER, given = {} }: ExactWork = {}) {
  const called: string[] = [];
  const work: Work = async ({ name }, run, signal) => {
    called.push(name);
    await sleep(ms, undefined, { signal: AbortSignal.any([signal, released]) }).catch(() => undefined);
    const failure = signal.aborted ? { code: "unexpected", message: "aborted" } : undefined;
    const own = { run: run.id, command: run.command, at: new Date().toISOString(), ...given };
    return result(name, { ...own, ...(failure && { outcome: "failed", failure }) });
  };
  return { called, work };
}

const NEVER = new AbortController().signal;
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `tenant${index}`);
const outcomesOf = async (queue: FleetQueue, { id }: Run) =>
  Object.fromEntries([...(await queue.journal.results(id))].map(([name, { outcome }]) => [name, outcome]));
/** Most of their time is waiting, and a busy machine adds to it. */
const PATIENT = { timeout: 90_000 };
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 60_000, interval: 50 });

describe.concurrent("a run in the queue", PATIENT, () => {
  test("is done by several workers, each tenant once, wave by wave", async ({ onTestFinished: after }) => {
    const names = numbered(30);
    const { queue, begin, worker, end } = await site(names, after);
    const { called, work } = exactly();
    const run = await begin({ waves: [names.slice(0, 3), names.slice(3, 10), names.slice(10)] });
    const workers = await Promise.all([worker(work), worker(work), worker(work)]);
    await Promise.all(workers.map(({ done }) => done));
    expect([...called].sort()).toEqual([...names].sort());
    expect(called.slice(0, 3).sort()).toEqual(names.slice(0, 3));
    expect(called.slice(3, 10).sort()).toEqual(names.slice(3, 10).sort());
    expect((await queue.journal.results(run.id)).size).toBe(30);
    expect(await end(run)).toMatchObject({ how: "finished" });
  });

  test("is stopped by a brake: the next wave doesn't begin", async ({ onTestFinished: after }) => {
    const { begin, worker, end } = await site(["a", "b"], after);
    const { called, work } = exactly({ given: { outcome: "failed", failure: { code: "engine", message: "no" } } });
    const run = await begin({ waves: [["a"], ["b"]], maxFailures: 0 });
    await (await worker(work)).done;
    expect(called).toEqual(["a"]);
    expect(await end(run)).toMatchObject({ how: "stopped", reason: expect.stringContaining("1 of the 1 tenants") });
  });

  test("that is cancelled begins no further tenant", async ({ onTestFinished: after }) => {
    const { queue, begin, worker, end } = await site(numbered(20), after);
    const released = new AbortController();
    const { called, work } = exactly({ ms: 60_000, released: released.signal });
    const run = await begin();
    const { done } = await worker(work, { concurrency: 2 });
    await eventually(() => expect(called.length).toBe(2));
    expect(await queue.cancel(run.id, "cancelled by ann")).toBe(true);
    released.abort();
    await done;
    expect(called).toHaveLength(2);
    expect(Object.keys(await outcomesOf(queue, run))).toHaveLength(2);
    expect(await end(run)).toMatchObject({ how: "stopped", reason: "cancelled by ann" });
    expect(await queue.cancel(run.id, "again")).toBe(false);
  });

  test("is begun once however often that is asked", async ({ onTestFinished: after }) => {
    const { queue, begin, worker } = await site(["a", "b"], after);
    const { called, work } = exactly();
    const run = await begin();
    await Promise.all([queue.advance(run.id), queue.advance(run.id)]);
    await (await worker(work)).done;
    await queue.advance(run.id);
    expect(called.sort()).toEqual(["a", "b"]);
  });

  test("whose beginner died at once is begun by a worker", async ({ onTestFinished: after }) => {
    const { fleet, queue, worker, end } = await site(["a"], after);
    const run = newRun("drift", fleet.name, ["a"], { maxFailures: 1 });
    await queue.journal.begin(run);
    await (await worker(exactly().work)).done;
    expect(await end(run)).toMatchObject({ how: "finished" });
  });
});

describe.concurrent("a tenant", PATIENT, () => {
  test("is never at work twice at once, in whatever runs", async ({ onTestFinished: after }) => {
    const { begin, worker, queue } = await site(["a"], after);
    let [now, most] = [0, 0];
    const work: Work = async (tenant, run, signal) => {
      most = Math.max(most, ++now);
      const done = await exactly({ ms: 300 }).work(tenant, run, signal);
      now--;
      return done;
    };
    const runs = [await begin(), await begin({ command: "drift" })];
    await Promise.all((await Promise.all([worker(work), worker(work)])).map(({ done }) => done));
    expect(most).toBe(1);
    for (const run of runs) expect(await outcomesOf(queue, run)).toEqual({ a: "exact" });
  });

  test("that can't be reached is tried again, and its requests add up", async ({ onTestFinished: after }) => {
    const { begin, worker, queue } = await site(["a"], after);
    const { work } = exactly();
    const failure = { code: "unreachable", message: "No answer from https://psa.example (ETIMEDOUT)." };
    let attempts = 0;
    const run = await begin();
    const { done, events } = await worker(async (...given) => {
      const observed = { ...(await work(...given)), requests: 3 };
      return ++attempts < 3 ? { ...observed, outcome: "failed", failure } : observed;
    });
    await done;
    const [observed] = (await queue.journal.results(run.id)).values();
    expect(observed).toMatchObject({ outcome: "exact", requests: 9 });
    expect(events.filter(({ event }) => event === "again")).toHaveLength(2);
  });

  test("whose failure won't pass by itself isn't tried again", async ({ onTestFinished: after }) => {
    const { begin, worker, queue } = await site(["a"], after);
    const { called, work } = exactly({ given: { outcome: "failed", failure: { code: "refused", message: "no" } } });
    const run = await begin();
    await (await worker(work)).done;
    expect(called).toEqual(["a"]);
    expect(await outcomesOf(queue, run)).toEqual({ a: "failed" });
  });

  test("whose job fails for good is a failed tenant with the reason, so that its run ends", async ({
    onTestFinished: after,
  }) => {
    const { begin, worker, queue, end } = await site(["a"], after);
    const run = await begin();
    await queue.pool.query(`update ${BOSS_SCHEMA}.job set retry_limit = 1 where name = $1`, [queue.queues.tenants]);
    await (await worker(() => Promise.reject(new Error("a bug")))).done;
    const [observed] = (await queue.journal.results(run.id)).values();
    expect(observed).toMatchObject({
      outcome: "failed",
      failure: { code: "given-up", message: expect.stringMatching(/last one: a bug/) },
    });
    expect(await end(run)).toMatchObject({ how: "finished" });
  });

  test("with a result isn't done again, though its worker died before it could say so", async ({
    onTestFinished: after,
  }) => {
    const { begin, worker, queue } = await site(["a", "b"], after);
    const { called, work } = exactly();
    const run = await begin();
    await queue.journal.record(result("a", { run: run.id, command: "up" }));
    await (await worker(work)).done;
    expect(called).toEqual(["b"]);
  });
});

describe.concurrent("a worker", PATIENT, () => {
  test("that is told to stop ends what it has in hand; others do the rest", async ({ onTestFinished: after }) => {
    const { begin, worker, queue, end } = await site(numbered(6), after);
    const released = new AbortController();
    const { called, work } = exactly({ ms: 60_000, released: released.signal });
    const run = await begin();
    const first = await worker(work, { concurrency: 2, untilEmpty: false });
    await eventually(() => expect(called.length).toBe(2));
    first.stop.abort();
    released.abort();
    await first.done;
    expect(Object.values(await outcomesOf(queue, run))).toEqual(["exact", "exact"]);
    await (await worker(work)).done;
    expect(called).toHaveLength(6);
    expect(await end(run)).toMatchObject({ how: "finished" });
  });

  test("that is told to end at once gives back what it has in hand", async ({ onTestFinished: after }) => {
    const { begin, worker, queue } = await site(["a"], after);
    const endless = exactly({ ms: 60_000 });
    const run = await begin();
    const first = await worker(endless.work, { untilEmpty: false });
    await eventually(() => expect(endless.called.length).toBe(1));
    first.stop.abort();
    first.abort.abort();
    await first.done;
    expect(await outcomesOf(queue, run)).toEqual({});
    await (await worker(exactly().work)).done;
    expect(await outcomesOf(queue, run)).toEqual({ a: "exact" });
  });

  test("whose connection breaks stops its work and fails; others take it over", async ({ onTestFinished: after }) => {
    const { begin, worker, queue } = await site(["a"], after);
    const endless = exactly({ ms: 60_000 });
    const run = await begin();
    const first = await worker(endless.work, { untilEmpty: false });
    await eventually(() => expect(endless.called.length).toBe(1));
    const failed = expect(first.done).rejects.toThrow(/terminat/);
    await queue.pool.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'
       and (classid::bigint << 32) | objid::bigint = hashtextextended('cwroles tenant ' || $1 || '/a', 0)`,
      [queue.fleet],
    );
    await failed;
    const second = await worker(exactly().work);
    await second.done;
    expect(await outcomesOf(queue, run)).toEqual({ a: "exact" });
    expect(second.events).toContainEqual(expect.objectContaining({ event: "again", tenant: "a" }));
  });

  test("whose file lacks a tenant leaves it to others", async ({ onTestFinished: after }) => {
    const { fleet, begin, worker, queue } = await site(["a"], after);
    const run = await begin();
    const old = await worker(exactly().work, { file: { ...fleet, tenants: [] }, untilEmpty: false });
    await eventually(() => expect(old.events.some(({ event }) => event === "again")).toBe(true));
    old.stop.abort();
    await (await worker(exactly().work)).done;
    expect(await outcomesOf(queue, run)).toEqual({ a: "exact" });
  });
});

describe.concurrent("a schedule", PATIENT, () => {
  test("begins a drift run over all tenants", async ({ onTestFinished: after }) => {
    const { queue, worker } = await site(["a", "b"], after);
    await scheduleDrift(queue, { cron: "0 2 * * *", timezone: "Europe/Berlin" });
    expect(await scheduledDrift(queue)).toEqual({ cron: "0 2 * * *", timezone: "Europe/Berlin" });
    await queue.boss.send(queue.queues.drift, {});
    await beginScheduled(queue, () => ["a", "b"]);
    const [id = ""] = await queue.journal.runs();
    expect(await queue.journal.run(id)).toMatchObject({ command: "drift", startedBy: "schedule", waves: [["a", "b"]] });
    await (await worker(exactly().work)).done;
    expect((await queue.journal.latest({ tenants: ["a", "b"], commands: ["drift"] })).size).toBe(2);
    expect([await unscheduleDrift(queue), await unscheduleDrift(queue)]).toEqual([true, false]);
    expect(await scheduledDrift(queue)).toBeUndefined();
  });

  test("that nobody understands is refused with an example", async ({ onTestFinished: after }) => {
    const { queue } = await site([], after);
    await expect(scheduleDrift(queue, { cron: "at two", timezone: "UTC" })).rejects.toThrow(/--cron: "at two".*0 2/);
    await expect(scheduleDrift(queue, { cron: "0 2 * * *", timezone: "Mars" })).rejects.toThrow(
      /"Mars" is no time zone/,
    );
  });
});

describe.concurrent("PostgreSQL", PATIENT, () => {
  test("that isn't there, or refuses, is told without the password", async () => {
    const nobody = FleetQueue.open("postgres://fleet:s3cret@127.0.0.1:1/fleet", "acme");
    await expect(nobody).rejects.toThrow("No answer from postgres://fleet@127.0.0.1:1/fleet (ECONNREFUSED).");
    const wrong = used.postgres.url.replace(encodeURIComponent(used.postgres.password), "s3cret");
    await expect(FleetQueue.open(wrong, "acme")).rejects.toThrow(/--queue: password authentication failed/);
    await expect(FleetQueue.open("s3cret", "acme")).rejects.toThrow("--queue: isn't postgres://user@host/database");
  });

  test("is prepared by several processes at once", async ({ onTestFinished: after }) => {
    const client = new pg.Client(used.postgres.url);
    await client.connect();
    await client.query("create database empty");
    await client.end();
    const url = used.postgres.url.replace("/postgres?", "/empty?");
    const queues = await Promise.all([1, 2, 3].map(() => FleetQueue.open(url, "acme", { isWorker: true })));
    for (const queue of queues) after(() => queue.close());
    expect(await Promise.all(queues.map((queue) => queue.hasOpenRuns()))).toEqual([false, false, false]);
  });
});
