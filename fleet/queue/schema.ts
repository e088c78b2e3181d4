import type { Pool } from "pg";

/** What can run a statement: a pool, or one connection in a transaction. */
export type Database = Pick<Pool, "query">;

/** In PostgreSQL pg-boss has a schema of its own, so that another program's pg-boss is left alone. */
export const BOSS_SCHEMA = "cwroles_queue";

/**
 * `json` and not `jsonb`, which sorts keys: a plan's digest is over the text. Beside a result stands what is asked of all
 * of a run's results at once.
 */
const TABLES = `
  create schema if not exists cwroles;
  create table if not exists cwroles.runs (
    id text collate "C" primary key,
    fleet text not null,
    run json not null,
    "end" json
  );
  create index if not exists runs_open on cwroles.runs (fleet) where "end" is null;
  create table if not exists cwroles.results (
    run text collate "C" not null references cwroles.runs,
    tenant text collate "C" not null,
    fleet text not null,
    command text not null,
    at timestamptz not null,
    outcome text not null,
    failure json,
    result json not null,
    primary key (run, tenant)
  );
  create index if not exists results_latest on cwroles.results (fleet, tenant, at desc);
`;

/** Makes the tables of runs and results where they aren't there; not for several processes at once. */
export const prepareTables = (pool: Pool): Promise<unknown> => pool.query(TABLES);

/** PostgreSQL lets only one of several processes make what isn't there: the others fail, "if not exists" or not. */
export const oneAtATime = <Value>(pool: Pool, prepare: () => Promise<Value>): Promise<Value> =>
  inTransaction(pool, async (database) => {
    await database.query("select pg_advisory_xact_lock(hashtextextended('cwroles preparation', 0))");
    return prepare();
  });

/** All or nothing. */
export async function inTransaction<Value>(pool: Pool, act: (database: Database) => Promise<Value>): Promise<Value> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const value = await act(client);
    await client.query("commit");
    return value;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
