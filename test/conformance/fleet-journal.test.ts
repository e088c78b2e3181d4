import { appendFileSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { fileJournal } from "../../fleet/journal/file";
import type { Command } from "../../fleet/model/command";
import type { TenantResult } from "../../fleet/model/result";
import type { Journal, Run } from "../../fleet/model/run";
import { connectionOf, openPool } from "../../fleet/queue/connection";
import { postgresJournal } from "../../fleet/queue/journal";
import { prepareTables } from "../../fleet/queue/schema";
import { newestRun } from "../../fleet/run/resume";
import { assignment, levels, planned, result } from "../helpers/fleetResults";
import { usePostgres } from "../helpers/postgres";

let runs = 0;

/** `runAt(4, "up")`: begun at 04:00. */
const runAt = (hour: number, command: Command, given: Partial<Run> = {}): Run => ({
  id: `20261122T0${hour}0000Z-${command}-${++runs}`,
  command,
  fleet: "acme",
  startedAt: `2026-11-22T0${hour}:00:00.000Z`,
  startedBy: "ann",
  waves: [["a"], ["b", "c"]],
  maxFailures: 0.1,
  ...given,
});

const resultOf = ({ id, command, startedAt }: Run, tenant: string, given: Partial<TenantResult> = {}) =>
  result(tenant, { run: id, command, at: startedAt, ...given });

/** What every journal does; `open` opens an empty one, and the same again. */
function contract(open: (name: string) => Promise<Journal>): void {
  let made = 0;
  const journals: Journal[] = [];
  const opened = async (name: string) => {
    const journal = await open(name);
    journals.push(journal);
    return journal;
  };
  afterAll(() => Promise.all(journals.map((journal) => journal.close())));
  const fresh = () => opened(`journal${++made}`);
  const again = () => opened(`journal${made}`);

  test("an empty one has no runs, no results", async () => {
    const journal = await fresh();
    expect(await journal.runs()).toEqual([]);
    expect((await journal.latest({ tenants: ["a"] })).size).toBe(0);
    expect((await journal.results("none")).size).toBe(0);
  });

  test("what was recorded is there for another process", async () => {
    const run = runAt(4, "up", { reviewed: { a: planned(result("a")) } });
    const observed = resultOf(run, "a", {
      assignments: [assignment([levels("Finance › Invoicing", { add: "None → All" })])],
    });
    const journal = await fresh();
    await journal.begin(run);
    await journal.record(observed);
    const other = await again();
    expect(await other.run(run.id)).toEqual(run);
    expect(await other.results(run.id)).toEqual(new Map([["a", observed]]));
  });

  test("a plan has the same digest after it was stored", async () => {
    const run = runAt(4, "preview");
    const observed = resultOf(run, "a", {
      assignments: [assignment([levels("Finance › Invoicing", { add: "None → All" })])],
    });
    const journal = await fresh();
    await journal.begin(run);
    await journal.record(observed);
    const stored = (await journal.results(run.id)).get("a");
    expect(stored && planned(stored).digest).toBe(planned(observed).digest);
  });

  test("the second result of a tenant in a run replaces the first", async () => {
    const run = runAt(4, "up");
    const journal = await fresh();
    await journal.begin(run);
    await journal.record(resultOf(run, "a", { outcome: "failed", failure: { code: "engine", message: "no" } }));
    await journal.record(resultOf(run, "a"));
    const results = await journal.results(run.id);
    expect([...results.values()].map(({ outcome, failure }) => [outcome, failure])).toEqual([["exact", undefined]]);
  });

  test("runs come newest first, with their end", async () => {
    const [early, late] = [runAt(4, "up"), runAt(5, "drift")];
    const end = { at: "2026-11-22T04:10:00.000Z", how: "stopped", reason: "too many failed" } as const;
    const journal = await fresh();
    await journal.begin(early);
    await journal.begin(late);
    await journal.finish(early.id, end);
    expect(await journal.runs()).toEqual([late.id, early.id]);
    expect(await journal.run(early.id)).toEqual({ ...early, end });
    expect(await journal.run("none")).toBeUndefined();
  });

  test("the latest of each tenant is of its last run of those commands", async () => {
    const [up, drift] = [runAt(4, "up"), runAt(5, "drift")];
    const journal = await fresh();
    await journal.begin(up);
    await journal.begin(drift);
    for (const tenant of ["a", "b"]) await journal.record(resultOf(up, tenant));
    await journal.record(resultOf(drift, "a", { outcome: "drifted" }));
    const outcomes = async (of: { tenants?: string[]; commands?: Command[]; before?: string } = {}) =>
      Object.fromEntries(
        [...(await journal.latest({ tenants: ["a", "b", "c"], ...of }))].map(([name, { command }]) => [name, command]),
      );
    expect(await outcomes()).toEqual({ a: "drift", b: "up" });
    expect(await outcomes({ tenants: ["a"] })).toEqual({ a: "drift" });
    expect(await outcomes({ commands: ["up", "destroy"] })).toEqual({ a: "up", b: "up" });
    expect(await outcomes({ commands: ["destroy"] })).toEqual({});
    expect(await outcomes({ before: drift.id })).toEqual({ a: "up", b: "up" });
    expect(await outcomes({ before: up.id })).toEqual({});
  });
}

describe("a journal of files", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "connectwise-roles-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  contract(async (name) => fileJournal(path.join(folder, name)));

  test("that a full disk cut off says which file it is, and reads the others", async () => {
    const journal = fileJournal(path.join(folder, "cut"));
    const [whole, cut] = [runAt(4, "up"), runAt(5, "up")];
    for (const run of [whole, cut]) await journal.begin(run);
    const runs = path.join(folder, "cut", "runs");
    const file = path.join(runs, cut.id, "run.json");
    for (const rest of [JSON.stringify(cut).slice(0, 40), "", "null"]) {
      writeFileSync(file, rest);
      await expect(journal.run(cut.id)).rejects.toThrow(`${file}: is damaged. Delete this file`);
    }
    expect(await journal.run(whole.id)).toEqual(whole);
    const reported: string[] = [];
    expect(await newestRun(journal, (message) => reported.push(message))).toEqual(whole);
    expect(reported).toHaveLength(1);
    writeFileSync(path.join(runs, ".DS_Store"), "");
    expect(await journal.runs()).toEqual([cut.id, whole.id]);
  });

  test.runIf(existsSync("/dev/full"))("on a full disk says which file can't be written", async () => {
    const journal = fileJournal(path.join(folder, "full"));
    const run = runAt(4, "up");
    await journal.begin(run);
    const file = path.join(folder, "full", "runs", run.id, "results.jsonl");
    symlinkSync("/dev/full", file);
    await expect(journal.record(resultOf(run, "a"))).rejects.toThrow(`${file} can't be written: ENOSPC`);
    writeFileSync(path.join(folder, "taken"), "");
    await expect(fileJournal(path.join(folder, "taken")).begin(run)).rejects.toThrow(
      /taken.* can't be written: ENOTDIR/,
    );
  });

  test("loses no more than the line that was cut off", async () => {
    const journal = fileJournal(path.join(folder, "line"));
    const run = runAt(4, "up");
    await journal.begin(run);
    appendFileSync(path.join(folder, "line", "runs", run.id, "results.jsonl"), '{"tenant":"a","outco');
    await journal.record(resultOf(run, "b"));
    expect([...(await journal.results(run.id)).keys()]).toEqual(["b"]);
  });
});

describe("a journal in PostgreSQL", () => {
  const used = usePostgres();
  contract(async (name) => {
    const pool = openPool(connectionOf(used.postgres.url), 2);
    await prepareTables(pool);
    return postgresJournal(pool, name.replace("journal", "fleet"));
  });

  test("fleets don't see each other's results", async () => {
    const pool = openPool(connectionOf(used.postgres.url), 2);
    const [one, two] = [postgresJournal(pool, "one"), postgresJournal(pool, "two")];
    const run = runAt(6, "up");
    await one.begin(run);
    await one.record(resultOf(run, "a"));
    expect([
      (await one.latest({ tenants: ["a"] })).size,
      (await two.latest({ tenants: ["a"] })).size,
      (await two.runs()).length,
    ]).toEqual([1, 0, 0]);
    await pool.end();
  });
});
