import path from "node:path";
import type { Command } from "commander";
import { loadFleet } from "../../fleet/file/load";
import { fileJournal } from "../../fleet/journal/file";
import type { Fleet, FleetTenant } from "../../fleet/model/fleet";
import type { Journal } from "../../fleet/model/run";
import { selectTenants } from "../../fleet/select";
import { InvalidInputError } from "../../provider/model/errors";

/** What the commands for many tenants have in common. */
export interface SelectionFlags {
  readonly file: string;
  readonly tenant?: readonly string[];
  readonly group?: readonly string[];
  readonly tag?: readonly string[];
  readonly failed?: true;
}

export const fileOption = (command: Command): Command =>
  command.option("--file <path>", "the file of tenants", "fleet.yaml");

export const selectionOptions = (command: Command): Command =>
  fileOption(command)
    .option("--tenant <name...>", "only these tenants; a glob such as 'au-*' means all that fit")
    .option("--group <name...>", "only tenants of these groups")
    .option("--tag <name...>", "only tenants with one of these tags")
    .option("--failed", "only tenants whose last result failed");

/** Where a fleet keeps its runs when no queue is used. */
export const journalOf = ({ folder }: Pick<Fleet, "folder">): Journal => fileJournal(path.join(folder, ".fleet"));

/**
 * The fleet of a file, and those of its tenants that are meant.
 * @throws InvalidInputError with every problem of the file, or when nobody is meant
 */
export async function openFleet(flags: SelectionFlags, open: (fleet: Fleet) => Journal = journalOf) {
  const fleet = loadFleet(flags.file);
  const journal = open(fleet);
  const latest = flags.failed ? await journal.latest() : new Map();
  const { tenant, group, tag, failed } = flags;
  const tenants = selectTenants(fleet, { tenants: tenant, groups: group, tags: tag, failed }, latest);
  if (tenants.length === 0) throw nobody(fleet, flags);
  return { fleet, journal, tenants };
}

function nobody({ tenants }: Fleet, { file, failed }: SelectionFlags): InvalidInputError {
  const message =
    tenants.length === 0
      ? "has no tenant; cwroles fleet import adds those of a CSV file"
      : failed
        ? "no tenant that is meant failed when it was last looked at"
        : "no tenant fits all of the conditions";
  return new InvalidInputError("No tenant", [{ path: "", file, message }]);
}

export type OpenFleet = { fleet: Fleet; journal: Journal; tenants: readonly FleetTenant[] };
