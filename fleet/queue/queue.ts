import type { Pool } from "pg";
import PgBoss from "pg-boss";
import type { TenantResult } from "../model/result";
import type { Journal, Run, RunEnd } from "../model/run";
import { advance } from "../run/advance";
import { assertAnswers, type Connection, connectionOf, openPool } from "./connection";
import { type Job, jobId, makeQueues, queuesOf, type Task } from "./jobs";
import { finishRun, openRun, outcomesOf, postgresJournal } from "./journal";
import { BOSS_SCHEMA, type Database, inTransaction, oneAtATime, prepareTables } from "./schema";

/** Besides the one that holds a worker's claims. */
const CONNECTIONS = 4;

/** Work for any number of workers on any number of machines: the runs of a fleet in PostgreSQL, a job for each tenant. */
export class FleetQueue {
  readonly queues: ReturnType<typeof queuesOf>;
  readonly journal: Journal;

  private constructor(
    readonly fleet: string,
    readonly connection: Connection,
    readonly pool: Pool,
    readonly boss: PgBoss,
  ) {
    this.queues = queuesOf(fleet);
    this.journal = postgresJournal(pool, fleet);
  }

  /**
   * Makes what PostgreSQL doesn't have yet.
   * @param url `postgres://user:password@host:port/database`
   * @param isWorker whether it also keeps the queue in order, and begins what is scheduled
   * @throws InvalidInputError or UnreachableError when it can't be used
   */
  static async open(url: string, fleet: string, { isWorker = false } = {}): Promise<FleetQueue> {
    const connection = connectionOf(url);
    await assertAnswers(connection);
    const pool = openPool(connection, CONNECTIONS);
    const boss = new PgBoss({ db: bossDb(pool), schema: BOSS_SCHEMA, supervise: isWorker, schedule: isWorker });
    // Of its maintenance, which is tried again: work itself goes through calls that throw.
    boss.on("error", () => undefined);
    await oneAtATime(pool, async () => {
      await prepareTables(pool);
      await boss.start();
      await makeQueues(boss, fleet);
    });
    return new FleetQueue(fleet, connection, pool, boss);
  }

  /** Begins a run: from now on workers do it, whether or not the caller stays. */
  async enqueue(run: Run): Promise<void> {
    await this.journal.begin(run);
    await this.advance(run.id);
  }

  /**
   * Sends the jobs that may begin, or ends the run; does nothing where that is done already.
   * @returns the end, where this call brought it
   */
  advance(run: string): Promise<RunEnd | undefined> {
    return inTransaction(this.pool, async (database) => {
      await database.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`cwroles run ${run}`]);
      const open = await openRun(database, run);
      if (!open) return undefined;
      const next = advance(open, await outcomesOf(database, run));
      if (next.kind === "end") return endNow(database, run, next.end);
      await this.#send(
        database,
        next.tenants.map((tenant) => ({ run, tenant })),
      );
      return undefined;
    });
  }

  /** Records a result and lets the run go on where it may be the last of a wave, or a reason to stop. */
  async record(run: Run, result: TenantResult): Promise<RunEnd | undefined> {
    await this.journal.record(result);
    const { rows } = await this.pool.query("select count(*)::int as done from cwroles.results where run = $1", [
      run.id,
    ]);
    const isBoundary = result.outcome === "failed" || waveEnds(run).includes(rows[0].done);
    return isBoundary ? this.advance(run.id) : undefined;
  }

  /** Stops a run: no further tenant begins. @returns whether it was open */
  async cancel(run: string, reason: string): Promise<boolean> {
    return (await endNow(this.pool, run, { how: "stopped", reason })) !== undefined;
  }

  /** Whether there is anything to do for a job. */
  async stateOf({ run, tenant }: Task): Promise<{ isOpen: boolean; isDone: boolean }> {
    const { rows } = await this.pool.query(
      `select "end" is null as "isOpen",
         exists (select from cwroles.results where run = runs.id and tenant = $2) as "isDone"
       from cwroles.runs where id = $1`,
      [run, tenant],
    );
    return rows[0] ?? { isOpen: false, isDone: false };
  }

  openRun = (id: string): Promise<Run | undefined> => openRun(this.pool, id);

  async hasOpenRuns(): Promise<boolean> {
    const { rowCount } = await this.pool.query('select from cwroles.runs where fleet = $1 and "end" is null limit 1', [
      this.fleet,
    ]);
    return rowCount === 1;
  }

  complete = async ({ id }: Job): Promise<void> => void (await this.boss.complete(this.queues.tenants, id));

  /** Tries a job again later, or calls it dead. @param output kept with it: why */
  fail = async ({ id }: Job, output: object): Promise<void> =>
    void (await this.boss.fail(this.queues.tenants, id, output));

  /** Gives a job to others, as if it hadn't been begun. */
  putBack = (ids: readonly string[], database: Database = this.pool): Promise<unknown> =>
    database.query(
      `update ${BOSS_SCHEMA}.job set state = 'retry', started_on = null, start_after = now() + interval '2 seconds'
       where name = $1 and id = any($2::uuid[]) and state = 'active'`,
      [this.queues.tenants, ids],
    );

  async close(): Promise<void> {
    await this.boss.stop({ graceful: false });
    await this.pool.end();
  }

  async #send(database: Database, tasks: readonly Task[]): Promise<void> {
    const name = this.queues.tenants;
    const ids = tasks.map(jobId);
    const { rows } = await database.query(
      `select id from ${BOSS_SCHEMA}.job where name = $1 and id = any($2::uuid[])`,
      [name, ids],
    );
    const requestCount = new Set(rows.map(({ id }) => id));
    const jobs = tasks.flatMap((data, index) =>
      requestCount.has(ids[index]) ? [] : [{ name, id: ids[index] ?? "", data }],
    );
    if (jobs.length > 0) await this.boss.insert(jobs, { db: bossDb(database) });
  }
}

/** pg-boss by a pool, or within a transaction. */
export const bossDb = (database: Database): PgBoss.Db => ({
  executeSql: (text, values) => database.query(text, values),
});

async function endNow(database: Database, run: string, end: Omit<RunEnd, "at">): Promise<RunEnd | undefined> {
  const ended = { at: new Date().toISOString(), ...end };
  return (await finishRun(database, run, ended)) ? ended : undefined;
}

/** How many results there are when each wave is done. */
const waveEnds = ({ waves }: Run): number[] =>
  waves.map((_, index) => waves.slice(0, index + 1).reduce((sum, wave) => sum + wave.length, 0));
