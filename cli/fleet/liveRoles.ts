import { RolesError } from "../../core/model/errors";
import { todayUtc } from "../../fleet/accept/days";
import { loadAcceptances } from "../../fleet/accept/file";
import { fleetFolder } from "../../fleet/folder";
import type { Fleet } from "../../fleet/model/fleet";
import { type KeyRules, type OpenTenant, openTenant } from "../../fleet/tenant/open";
import { type Reading, readTenant } from "../../fleet/tenant/read";
import { resolveRole } from "../../tenant/apply/resolveRole";
import { findRole, observe } from "../../tenant/apply/role";
import type { LiveRole } from "../live/live";
import { roleReader } from "../live/roleReader";
import { besidesLevels, type WaitingRole } from "./waiting";

/** The roles that can be followed, and a line for each that can't. */
export interface OpenRoles {
  readonly live: readonly LiveRole[];
  readonly failed: readonly string[];
  /** Resolves when nothing more is being sent. */
  settled(): Promise<void>;
}

/** Opens the tenants of roles that wait, and reads each for the first time, one after the other. */
export async function openLive(
  fleet: Fleet,
  roles: readonly WaitingRole[],
  rules: KeyRules,
  signal: AbortSignal,
): Promise<OpenRoles> {
  fleetFolder(fleet.folder);
  const [live, failed, open]: [LiveRole[], string[], OpenTenant[]] = [[], [], []];
  const follow = async (role: WaitingRole) => {
    const tenant = await openTenant(role.tenant, fleet.folder, rules, signal);
    open.push(tenant);
    live.push(await redacted(tenant, () => liveRole(fleet, role, tenant)));
  };
  for (const role of roles) {
    await follow(role).catch((error: unknown) => {
      if (!(error instanceof RolesError)) throw error;
      failed.push(`${role.tenant.name}: ${error.message}`);
    });
  }
  return { live, failed, settled: async () => void (await Promise.all(open.map((tenant) => tenant.settled()))) };
}

/** What is asked has accepted cells at their accepted level. */
async function liveRole(fleet: Fleet, { tenant, assignment }: WaitingRole, open: OpenTenant): Promise<LiveRole> {
  const today = todayUtc();
  const { gateway } = open;
  const acceptances = loadAcceptances(fleet, today);
  const readings = await readTenant(gateway, { ...tenant, assignments: [assignment] }, acceptances, today);
  await open.remember();
  const [{ request, result }] = readings as [Reading];
  const desired = await resolveRole(gateway, { name: assignment.role, ...request });
  const summary = await findRole(gateway, desired.name);
  const read = roleReader(gateway, desired.name, summary?.id);
  return {
    key: `${tenant.name}/${assignment.profile.id}`,
    tenant: open.target,
    desired,
    observed: summary && (await observe(gateway, summary)),
    notes: result.notes,
    ...besidesLevels(assignment),
    read: () => redacted(open, read),
  };
}

/** No credential gets onto the page, should somebody's message hold one. */
async function redacted<T>({ redact }: OpenTenant, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof Error) error.message = redact(error.message);
    throw error;
  }
}
