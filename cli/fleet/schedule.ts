import { Command } from "commander";
import { loadFleet } from "../../fleet/file/load";
import type { FleetQueue } from "../../fleet/queue/queue";
import { scheduleDrift, scheduledDrift, unscheduleDrift } from "../../fleet/queue/schedule";
import { wrapHelp } from "../helpText";
import { print, printJson } from "../print";
import { openQueue, queueOption } from "./queueOption";
import { fileOption } from "./selection";

interface Flags {
  readonly file: string;
  readonly queue?: string;
}

/** `cwroles fleet schedule`: when the workers of a queue look for drift by themselves. */
export const scheduleCommand = (): Command =>
  new Command("schedule")
    .description(
      "Keeps in the queue when the workers read all tenants for drift. Any worker begins the run at that time; without one, the run is skipped.",
    )
    .helpCommand(false)
    .addCommand(driftCommand())
    .addCommand(listCommand())
    .addCommand(removeCommand());

const onQueue = (name: string): Command => fileOption(new Command(name)).addOption(queueOption());

const driftCommand = (): Command =>
  onQueue("drift")
    .summary("set the times, in place of earlier ones")
    .description("Sets when all tenants are read for drift.")
    .requiredOption("--cron <times>", "minute, hour, day of the month, month, day of the week")
    .option("--tz <zone>", "the time zone of these", "UTC")
    .addHelpText(
      "after",
      wrapHelp([
        "",
        "Examples:",
        '  npx cwroles fleet schedule drift --queue env:QUEUE --cron "0 2 * * *"                      every night at two, UTC',
        '  npx cwroles fleet schedule drift --queue env:QUEUE --cron "30 6 * * 1-5" --tz Europe/Berlin',
      ]),
    )
    .action(({ cron, tz, ...flags }: Flags & { cron: string; tz: string }) =>
      withQueue(flags, async (queue) => {
        await scheduleDrift(queue, { cron, timezone: tz });
        print(`Drift of ${queue.fleet} is looked for at "${cron}", ${tz}. A worker has to be there then.`);
      }),
    );

const listCommand = (): Command =>
  onQueue("list")
    .summary("show the times")
    .description("Shows when all tenants are read for drift.")
    .option("--json", "as JSON: null or {cron, timezone}")
    .addHelpText("after", "\nExample:\n  npx cwroles fleet schedule list --queue env:QUEUE")
    .action(({ json, ...flags }: Flags & { json?: true }) =>
      withQueue(flags, async (queue) => {
        const schedule = await scheduledDrift(queue);
        if (json) printJson(schedule ?? null);
        else print(schedule ? `drift at "${schedule.cron}", ${schedule.timezone}` : "Nothing is scheduled.");
      }),
    );

const removeCommand = (): Command =>
  onQueue("remove")
    .summary("end the scheduled drift checks")
    .description("Removes the times; runs that have begun go on.")
    .addHelpText("after", "\nExample:\n  npx cwroles fleet schedule remove --queue env:QUEUE")
    .action((flags: Flags) =>
      withQueue(flags, async (queue) => {
        print((await unscheduleDrift(queue)) ? "Drift is no longer looked for by itself." : "Nothing was scheduled.");
      }),
    );

async function withQueue({ file, queue: written }: Flags, act: (queue: FleetQueue) => Promise<void>): Promise<void> {
  const queue = await openQueue(written, loadFleet(file));
  try {
    await act(queue);
  } finally {
    await queue.close();
  }
}
