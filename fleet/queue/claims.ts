import pLimit from "p-limit";
import pg from "pg";
import type { Job } from "./jobs";
import { bossDb, type FleetQueue } from "./queue";
import { BOSS_SCHEMA, type Database } from "./schema";

/** When the server calls a worker dead whose machine is gone: after 10 + 3 × 5 seconds. */
const KEEPALIVE = "set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3";
/** When a worker calls the server gone: earlier, so that it has stopped when its tenants are others'. */
const ANSWER_MS = 10_000;

/** The lock of a tenant, in a statement where `tenant` is its name and $1 the fleet's. */
const LOCK = "hashtextextended('cwroles tenant ' || $1::text || '/' || tenant, 0)";

/**
 * The tenants that a worker has in hand. Each is a lock of the worker's one connection: PostgreSQL frees them the moment
 * the worker's process ends, however it ends. Fetching a job and taking the lock is one transaction, so that an active
 * job without a lock is one whose worker is dead.
 */
export class Claims {
  readonly #inHand = new Set<string>();
  readonly #turn = pLimit(1);
  readonly #lost = new AbortController();

  private constructor(
    private readonly queue: FleetQueue,
    private readonly client: pg.Client,
  ) {
    const lose = (error?: Error) => this.#lost.abort(error ?? new Error("PostgreSQL closed the connection"));
    client.on("error", lose);
    client.on("end", () => lose());
  }

  static async open(queue: FleetQueue): Promise<Claims> {
    const client = new pg.Client({ ...queue.connection.config, query_timeout: ANSWER_MS });
    const claims = new Claims(queue, client);
    await client.connect();
    await client.query(KEEPALIVE);
    return claims;
  }

  /** Aborted when the connection is gone, and with it every claim. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Jobs that may begin, at most so many; one whose tenant is at work elsewhere is left for later. */
  claim(count: number): Promise<readonly Job[]> {
    return this.exclusively(async (database) => {
      const { boss, queues, fleet } = this.queue;
      const jobs = await boss.fetch<Job["data"]>(queues.tenants, {
        includeMetadata: true,
        batchSize: count,
        db: bossDb(database),
      });
      const wanted = [...new Set(jobs.map(({ data }) => data.tenant))].filter((tenant) => !this.#inHand.has(tenant));
      const { rows } = await database.query<{ tenant: string; locked: boolean }>(
        `select tenant, pg_try_advisory_lock(${LOCK}) as locked from unnest($2::text[]) tenant`,
        [fleet, wanted],
      );
      const free = new Set(rows.flatMap(({ tenant, locked }) => (locked ? [tenant] : [])));
      const claimed = jobs.filter(({ data }) => free.delete(data.tenant));
      const unclaimedIds = jobs.filter((job) => !claimed.includes(job)).map(({ id }) => id);
      if (unclaimedIds.length > 0) await this.queue.putBack(unclaimedIds, database);
      for (const { data } of claimed) this.#inHand.add(data.tenant);
      return claimed;
    });
  }

  /** After the job's end is stored. */
  async release(tenant: string): Promise<void> {
    if (this.lost.aborted) return;
    await this.exclusively((database) =>
      database.query(`select pg_advisory_unlock(${LOCK}) from unnest(array[$2::text]) tenant`, [
        this.queue.fleet,
        tenant,
      ]),
    );
    this.#inHand.delete(tenant);
  }

  /** One transaction on the connection that holds the claims; whatever fails there loses them all. */
  exclusively<Value>(act: (database: Database) => Promise<Value>): Promise<Value> {
    return this.#turn(async () => {
      try {
        await this.client.query("begin");
        const value = await act(this.client);
        await this.client.query("commit");
        return value;
      } catch (error) {
        this.#lost.abort(error);
        throw error;
      }
    });
  }

  close = (): Promise<void> => this.client.end().catch(() => undefined);
}

/** Jobs of the fleet $1 in the queue $2 that are active although nobody has their tenant in hand. */
export const ABANDONED = `
  select id, run, tenant
  from (
    select id, data->>'run' as run, data->>'tenant' as tenant
    from ${BOSS_SCHEMA}.job where name = $2 and state = 'active'
  ) active
  where not exists (
    select from pg_locks
    where locktype = 'advisory' and objsubid = 1 and granted
      and database = (select oid from pg_database where datname = current_database())
      and (classid::bigint << 32) | objid::bigint = ${LOCK}
  )`;
