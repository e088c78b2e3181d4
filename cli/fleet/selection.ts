import path from "node:path";
import type { Command } from "commander";
import { InvalidInputError } from "../../core/model/errors";
import { loadFleet } from "../../fleet/file/load";
import { fileJournal } from "../../fleet/journal/file";
import type { Fleet, FleetTenant } from "../../fleet/model/fleet";
import type { Journal } from "../../fleet/model/run";
import type { FleetQueue } from "../../fleet/queue/queue";
import { selectTenants } from "../../fleet/select";
import { openQueue, queueOption } from "./queueOption";

/** Where the fleet's file is, and what was done to its tenants. */
export interface JournalFlags {
  readonly file: string;
  readonly queue?: string;
}

/** What the commands for many tenants have in common. */
export interface SelectionFlags extends JournalFlags {
  readonly tenant?: readonly string[];
  readonly group?: readonly string[];
  readonly tag?: readonly string[];
  readonly failed?: true;
}

export const fileOption = (command: Command): Command =>
  command.option("--file <path>", "the file of tenants", "fleet.yaml");

export const journalOptions = (command: Command): Command => fileOption(command).addOption(queueOption());

export const selectionOptions = (command: Command): Command =>
  journalOptions(command)
    .option("--tenant <name...>", "only these tenants; a glob such as 'au-*' means all that fit")
    .option("--group <name...>", "only tenants of these groups")
    .option("--tag <name...>", "only tenants with one of these tags")
    .option("--failed", "only tenants whose last result failed");

/** A fleet and what is known of its runs: from the queue where one is used, else from the folder `.fleet`. */
export async function openJournal({ file, queue: written }: JournalFlags) {
  const fleet = loadFleet(file);
  const queue = written === undefined ? undefined : await openQueue(written, fleet);
  const journal = queue?.journal ?? fileJournal(path.join(fleet.folder, ".fleet"));
  return { fleet, queue, journal, close: async () => (queue ? queue.close() : journal.close()) };
}

/**
 * The fleet of a file, and those of its tenants that are meant.
 * @throws InvalidInputError with every problem of the file, or when nobody is meant
 */
export async function openFleet(flags: SelectionFlags): Promise<OpenFleet> {
  const opened = await openJournal(flags);
  const { fleet, journal } = opened;
  const latest = flags.failed ? await journal.latest({ tenants: fleet.tenants.map(({ name }) => name) }) : new Map();
  const { tenant, group, tag, failed } = flags;
  const tenants = selectTenants(fleet, { tenants: tenant, groups: group, tags: tag, failed }, latest);
  if (tenants.length === 0) throw nobody(fleet, flags);
  return { ...opened, tenants };
}

/** Close it at the end: a queue's connections keep the process alive. */
export interface OpenFleet {
  readonly fleet: Fleet;
  readonly journal: Journal;
  /** Where the work is done by its workers. */
  readonly queue: FleetQueue | undefined;
  readonly tenants: readonly FleetTenant[];
  close(): Promise<void>;
}

function nobody({ tenants }: Fleet, { file, failed }: SelectionFlags): InvalidInputError {
  const message =
    tenants.length === 0
      ? "has no tenant; cwroles fleet import adds those of a CSV file"
      : failed
        ? "none of the selected tenants failed in its last run"
        : "no tenant fits all of the conditions";
  return new InvalidInputError("No tenant", [{ path: "", file, message }]);
}
