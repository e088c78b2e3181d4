import type { Pool } from "pg";
import type { TenantResult } from "../model/result";
import type { Journal, Latest, Run, RunEnd } from "../model/run";
import type { Database } from "./schema";

/** A fleet's runs and results in PostgreSQL; see `prepareTables`. Closing it closes the pool. */
export const postgresJournal = (pool: Pool, fleet: string): Journal => new PostgresJournal(pool, fleet);

class PostgresJournal implements Journal {
  constructor(
    private readonly pool: Pool,
    private readonly fleet: string,
  ) {}

  async begin({ end, ...run }: Run): Promise<void> {
    await this.pool.query(
      `insert into cwroles.runs (id, fleet, run, "end") values ($1, $2, $3, $4)
       on conflict (id) do update set run = excluded.run, "end" = excluded."end"`,
      [run.id, this.fleet, JSON.stringify(run), end ? JSON.stringify(end) : null],
    );
  }

  record = (result: TenantResult): Promise<void> => recordResult(this.pool, result);

  async finish(run: string, end: RunEnd): Promise<void> {
    await finishRun(this.pool, run, end);
  }

  async runs(): Promise<readonly string[]> {
    const { rows } = await this.pool.query("select id from cwroles.runs where fleet = $1 order by id desc", [
      this.fleet,
    ]);
    return rows.map(({ id }) => id);
  }

  async run(id: string): Promise<Run | undefined> {
    const { rows } = await this.pool.query('select run, "end" from cwroles.runs where fleet = $1 and id = $2', [
      this.fleet,
      id,
    ]);
    return rows.map(toRun)[0];
  }

  async results(run: string): Promise<ReadonlyMap<string, TenantResult>> {
    const { rows } = await this.pool.query("select result from cwroles.results where run = $1", [run]);
    return byTenant(rows);
  }

  async latest({ tenants, commands, before }: Latest): Promise<ReadonlyMap<string, TenantResult>> {
    const { rows } = await this.pool.query(LATEST, [this.fleet, tenants, commands ?? null, before ?? null]);
    return byTenant(rows);
  }

  close = (): Promise<void> => this.pool.end();
}

/** From tenant to tenant by the index, so that the length of their history doesn't matter. */
const LATEST = `
  select last.result from unnest($2::text[]) asked (tenant) cross join lateral (
    select result from cwroles.results
    where fleet = $1 and tenant = asked.tenant
      and ($3::text[] is null or command = any($3)) and ($4::text is null or run < $4)
    order by at desc limit 1
  ) last`;

/** A second result of a tenant in a run replaces the first. */
export async function recordResult(database: Database, result: TenantResult): Promise<void> {
  const { run, tenant, command, at, outcome, failure } = result;
  await database.query(
    `insert into cwroles.results (run, tenant, fleet, command, at, outcome, failure, result)
     select id, $2, fleet, $3, $4, $5, $6, $7 from cwroles.runs where id = $1
     on conflict (run, tenant) do update set
       at = excluded.at, outcome = excluded.outcome, failure = excluded.failure, result = excluded.result`,
    [run, tenant, command, at, outcome, failure ? JSON.stringify(failure) : null, JSON.stringify(result)],
  );
}

/** The first end counts. @returns whether it was open */
export async function finishRun(database: Database, run: string, end: RunEnd): Promise<boolean> {
  const { rowCount } = await database.query('update cwroles.runs set "end" = $2 where id = $1 and "end" is null', [
    run,
    JSON.stringify(end),
  ]);
  return rowCount === 1;
}

/** A run that hasn't ended. */
export async function openRun(database: Database, id: string): Promise<Run | undefined> {
  const { rows } = await database.query('select run, "end" from cwroles.runs where id = $1 and "end" is null', [id]);
  return rows[0] && toRun(rows[0]);
}

/** What decides how a run goes on, of all its results; the cells stay where they are. */
export async function outcomesOf(database: Database, run: string) {
  const { rows } = await database.query<Pick<TenantResult, "tenant" | "outcome" | "failure">>(
    "select tenant, outcome, failure from cwroles.results where run = $1",
    [run],
  );
  return new Map(rows.map((row) => [row.tenant, row]));
}

const toRun = ({ run, end }: { run: Run; end: RunEnd | null }): Run => ({ ...run, ...(end && { end }) });

const byTenant = (rows: readonly { result: TenantResult }[]) =>
  new Map(rows.map(({ result }) => [result.tenant, result]));
