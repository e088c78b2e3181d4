import type { TenantResult } from "../model/result";
import type { RunEnd } from "../model/run";
import { interruptedResult } from "../run/state";
import { ABANDONED, type Claims } from "./claims";
import type { Task } from "./jobs";
import { openRun, recordResult } from "./journal";
import { bossDb, type FleetQueue } from "./queue";
import { BOSS_SCHEMA, type Database } from "./schema";

/** What had to be put in order. */
export interface Maintenance {
  /** Jobs whose worker is dead: they go to another one. */
  readonly takenOver: readonly Task[];
  /** Results of those that failed too often. */
  readonly given: readonly TenantResult[];
  /** Runs that came to their end by it. */
  readonly ended: readonly { readonly run: string; readonly end: RunEnd }[];
}

const DEAD_AT_ONCE = 50;

/** Why a job begins again whose worker can't say so itself. */
export const DIED = "the worker that had it is dead";

/** What dead workers left behind is put in order, by one worker at a time. */
export async function startMaintenance(queue: FleetQueue, claims: Claims): Promise<Maintenance> {
  const { takenOver, given } = await claims.exclusively(async (database) => {
    const { rows } = await database.query("select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as mine", [
      `cwroles upkeep ${queue.fleet}`,
    ]);
    if (!rows[0].mine) return { takenOver: [], given: [] };
    return { takenOver: await takeOver(queue, database), given: await giveUp(queue, database) };
  });
  return { takenOver, given, ended: await moveOn(queue) };
}

/** The jobs of dead workers begin again, later and not too often. */
async function takeOver({ boss, fleet, queues }: FleetQueue, database: Database): Promise<Task[]> {
  const { rows } = await database.query<Task & { id: string }>(ABANDONED, [fleet, queues.tenants]);
  for (const { id } of rows) await boss.fail(queues.tenants, id, { message: DIED }, { db: bossDb(database) });
  return rows.map(({ run, tenant }) => ({ run, tenant }));
}

/** Jobs that failed too often are their tenants' failures, so that their runs can end. */
async function giveUp({ boss, queues }: FleetQueue, database: Database): Promise<TenantResult[]> {
  const db = bossDb(database);
  const jobs = await boss.fetch<Task>(queues.dead, { includeMetadata: true, batchSize: DEAD_AT_ONCE, db });
  const given: TenantResult[] = [];
  for (const { id, data, output } of jobs) {
    await boss.complete(queues.dead, id, {}, { db });
    const run = await openRun(database, data.run);
    const { rowCount } = await database.query("select from cwroles.results where run = $1 and tenant = $2", [
      data.run,
      data.tenant,
    ]);
    if (!run || rowCount) continue;
    const { message = "unknown" } = output as { message?: string };
    const result = interruptedResult(run, data.tenant, {
      code: "given-up",
      message: `Given up after several attempts. The last one: ${message}`,
    });
    await recordResult(database, result);
    given.push(result);
  }
  return given;
}

/** A run without a job goes on, or ends: its last worker died before it could see to that. */
async function moveOn(queue: FleetQueue) {
  const { rows } = await queue.pool.query<{ id: string }>(
    `select id from cwroles.runs where fleet = $1 and "end" is null and not exists (
       select from ${BOSS_SCHEMA}.job where name = $2 and state < 'completed' and data->>'run' = runs.id
     )`,
    [queue.fleet, queue.queues.tenants],
  );
  const ended: { run: string; end: RunEnd }[] = [];
  for (const { id } of rows) {
    const end = await queue.advance(id);
    if (end) ended.push({ run: id, end });
  }
  return ended;
}
