import { createHash } from "node:crypto";
import type PgBoss from "pg-boss";

/** What a job says: names, never a credential. */
export interface Task {
  readonly run: string;
  readonly tenant: string;
}

/** What pg-boss hands out of it. */
export type Job = PgBoss.JobWithMetadata<Task>;

/** The queues of a fleet in pg-boss: several fleets may share a database. */
export const queuesOf = (fleet: string) => ({
  tenants: `${fleet}/tenants`,
  /** Jobs that failed for good, until somebody has noted that. */
  dead: `${fleet}/dead`,
  drift: `${fleet}/drift`,
});

/** Doubling from 2 to 4 seconds: 4 attempts follow within a minute. */
const RETRY = { retryLimit: 4, retryDelay: 2, retryBackoff: true };

/** A job that takes longer than this is given up. */
const EXPIRES_SECONDS = 2 * 60 * 60;

/** Makes what isn't there. */
export async function makeQueues(boss: PgBoss, fleet: string): Promise<void> {
  const { tenants, dead, drift } = queuesOf(fleet);
  const options = { policy: "standard", expireInSeconds: EXPIRES_SECONDS } as const;
  await boss.createQueue(dead, { ...options, name: dead });
  await boss.createQueue(tenants, { ...options, ...RETRY, name: tenants, deadLetter: dead });
  await boss.createQueue(drift, { ...options, ...RETRY, name: drift });
}

/** A UUID that is the same for a tenant in a run, so that a second job for it is none. */
export function jobId({ run, tenant }: Task): string {
  const digits = createHash("sha256").update(`${run}/${tenant}`).digest("hex");
  return digits.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
