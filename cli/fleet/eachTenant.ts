import type { Command } from "commander";
import pLimit from "p-limit";
import { InvalidInputError, RolesError } from "../../core/model/errors";
import { loadFleet } from "../../fleet/file/load";
import { fleetFolder } from "../../fleet/folder";
import type { Fleet, FleetTenant } from "../../fleet/model/fleet";
import { selectTenants } from "../../fleet/select";
import { type OpenTenant, openTenant } from "../../fleet/tenant/open";
import { type RequestCount, sumOfRequests } from "../../tenant/client/requestCount";
import { progressLine } from "../progressLine";
import { interruption } from "./interruption";
import { type KeyFlags, keyOptions, keyRulesOf } from "./keyOptions";
import { deadlineOption, positive } from "./runOptions";
import { fileOption } from "./selection";

/** Tenants answer from far away: so many are read side by side that this machine, not the way to them, is the limit. */
export const READ_AT_ONCE = 64;

/** Which tenants of a fleet are looked at, and how many at once. */
export interface EachFlags extends KeyFlags {
  readonly file: string;
  readonly tenant?: readonly string[];
  readonly group?: readonly string[];
  readonly tag?: readonly string[];
  readonly concurrency: number;
  /** Milliseconds that a tenant may take. */
  readonly deadline: number;
}

/** For commands that look at each tenant for itself, and keep no run of it. */
export const eachOptions = (command: Command, atOnce = READ_AT_ONCE): Command =>
  keyOptions(fileOption(command))
    .option("--tenant <name...>", "only these tenants; a glob such as 'au-*' means all that fit")
    .option("--group <name...>", "only tenants of these groups")
    .option("--tag <name...>", "only tenants with one of these tags")
    .option("--concurrency <number>", "tenants at once", positive, atOnce)
    .addOption(deadlineOption());

/**
 * The fleet, and its tenants that are meant.
 * @throws InvalidInputError where nobody is, and with every problem of the file
 */
export function selectedTenants({ file, tenant, group, tag }: EachFlags): Selected {
  const fleet = loadFleet(file);
  const tenants = selectTenants(fleet, { tenants: tenant, groups: group, tags: tag }, new Map());
  if (tenants.length === 0)
    throw new InvalidInputError("No tenant", [{ path: "", file, message: "no tenant fits the conditions" }]);
  return { fleet, tenants };
}

export interface Selected {
  readonly fleet: Fleet;
  readonly tenants: readonly FleetTenant[];
}

/** What came of one tenant: what was made of it, or why nothing was, without its keys. */
export interface TenantOutcome<T> {
  readonly tenant: string;
  readonly value?: T;
  readonly failure?: string;
  /** To the tenant. */
  readonly sent: RequestCount;
}

/**
 * Looks at tenants side by side, each with a deadline. What fails on one is told of that one. Ctrl-C: no further one is begun, and
 * those are missing from the result; again: those under way are ended.
 * @param onLooked told of each as it is done
 */
export async function eachTenant<T>(
  { fleet, tenants }: Selected,
  flags: EachFlags,
  look: (open: OpenTenant, signal: AbortSignal) => Promise<T>,
  onLooked: (looked: TenantOutcome<T>) => void = () => {},
): Promise<TenantOutcome<T>[]> {
  fleetFolder(fleet.folder);
  const rules = keyRulesOf(flags, fleet.folder);
  const limit = pLimit(flags.concurrency);
  const interrupted = interruption();
  const progress = progressLine();
  const done: TenantOutcome<T>[] = [];
  const runTenant = async (tenant: FleetTenant) => {
    if (interrupted.stop.aborted) return;
    const signal = AbortSignal.any([interrupted.abort, AbortSignal.timeout(flags.deadline)]);
    const looked = await outcomeOf(() => openTenant(tenant, fleet.folder, rules, signal), tenant.name, signal, look);
    done.push(looked);
    onLooked(looked);
    progress.set(`${done.length} of ${tenants.length} tenants`);
  };
  await Promise.all(tenants.map((tenant) => limit(runTenant, tenant)));
  progress.end();
  interrupted.release();
  return done;
}

async function outcomeOf<T>(
  openIt: () => Promise<OpenTenant>,
  tenant: string,
  signal: AbortSignal,
  look: (open: OpenTenant, signal: AbortSignal) => Promise<T>,
): Promise<TenantOutcome<T>> {
  let open: OpenTenant | undefined;
  const sent = () => open?.sent() ?? { requests: 0, writes: 0 };
  try {
    open = await openIt();
    const value = await look(open, signal);
    await open.remember();
    return { tenant, value, sent: sent() };
  } catch (error) {
    if (signal.aborted) return { tenant, failure: whyEnded(signal), sent: sent() };
    if (!(error instanceof RolesError)) throw error;
    return { tenant, failure: open?.redact(error.message) ?? error.message, sent: sent() };
  } finally {
    await open?.settled();
  }
}

const whyEnded = ({ reason }: AbortSignal): string =>
  reason instanceof DOMException && reason.name === "TimeoutError"
    ? "it wasn't done within its time, and was ended; give it longer with --deadline."
    : "it was interrupted.";

/** To several tenants together. */
export const totalRequests = (looked: readonly TenantOutcome<unknown>[]): RequestCount =>
  sumOfRequests(looked.map(({ sent }) => sent));
