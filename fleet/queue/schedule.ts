import type PgBoss from "pg-boss";
import { InvalidInputError } from "../../core/model/errors";
import { newRun } from "../run/newRun";
import type { FleetQueue } from "./queue";

/** A failure of one tenant says nothing of the others. */
const NO_BRAKE = 1;

/** When drift is looked for by itself. */
export interface Schedule {
  /** `minute hour day month weekday` */
  readonly cron: string;
  /** Such as `Europe/Berlin`. */
  readonly timezone: string;
}

/**
 * Has a fleet's tenants read for drift at certain times, by whichever worker is there then.
 * @throws InvalidInputError for times that nobody understands
 */
export async function scheduleDrift({ boss, queues }: FleetQueue, { cron, timezone }: Schedule): Promise<void> {
  try {
    new Intl.DateTimeFormat("en", { timeZone: timezone });
  } catch {
    throw new InvalidInputError("No schedule", [
      { path: "--tz", message: `"${timezone}" is no time zone; one is Europe/Berlin, another UTC` },
    ]);
  }
  await boss.schedule(queues.drift, cron, {}, { tz: timezone }).catch((error: Error) => {
    throw new InvalidInputError("No schedule", [
      { path: "--cron", message: `"${cron}": ${error.message}; every night at two is "0 2 * * *"` },
    ]);
  });
}

/** @returns `undefined` where there is none */
export async function scheduledDrift({ boss, queues }: FleetQueue): Promise<Schedule | undefined> {
  const all = (await boss.getSchedules()) as (PgBoss.Schedule & { timezone: string })[];
  const schedule = all.find(({ name }) => name === queues.drift);
  return schedule && { cron: schedule.cron, timezone: schedule.timezone };
}

/** @returns whether there was one */
export async function unscheduleDrift(queue: FleetQueue): Promise<boolean> {
  const before = await scheduledDrift(queue);
  await queue.boss.unschedule(queue.queues.drift);
  return before !== undefined;
}

/** Begins the run of a schedule whose time has come. */
export async function beginScheduled(queue: FleetQueue, tenants: () => readonly string[]): Promise<void> {
  const { boss, queues, fleet } = queue;
  for (const { id } of await boss.fetch(queues.drift)) {
    const run = newRun("drift", fleet, tenants(), { maxFailures: NO_BRAKE });
    await queue.enqueue({ ...run, startedBy: "schedule" });
    await boss.complete(queues.drift, id);
  }
}
