import type { RoleGateway, RoleReader } from "../gateway";
import { type Capability, type LevelMode, NOT_ASKED } from "../model/capability";
import { InvalidInputError, RefusedError } from "../model/errors";
import type { DesiredRole, ObservedRole, RoleSummary } from "../model/role";
import type { LevelsChange } from "../plan/change";
import { plan } from "../plan/plan";
import { resolveLevels } from "../profile/match";
import { type AdoptionPolicy, assertAdoptable } from "./adopt";
import { leftToDo } from "./leftToDo";
import type { Reporter } from "./reporter";
import { unlessNameInUse } from "./unlessNameInUse";
import { writeLevels } from "./writeLevels";

/** What became of a role, as the last read showed it. */
export interface AppliedRole {
  readonly role: ObservedRole;
  /** With the tenant's own names. */
  readonly desired: DesiredRole;
  readonly capability: Capability;
  /** What an administrator has to set, because the tenant's API refused it or didn't do it. */
  readonly left: readonly LevelsChange[];
  readonly notes: readonly string[];
}

/**
 * Finds the role by name, or creates it.
 * @throws RefusedError when there are several, or when the one that is there may not be taken over
 */
export async function findOrCreateRole(
  gateway: RoleGateway,
  name: string,
  policy: AdoptionPolicy = {},
): Promise<{ role: RoleSummary; created: boolean }> {
  const found = await findRole(gateway, name);
  const made = found ? undefined : await unlessNameInUse(() => gateway.createRole(name));
  if (made) return { role: made.object, created: true };
  const role = found ?? (await findRole(gateway, name));
  if (!role) throw new RefusedError(`The role name "${name}" is in use, but the tenant shows no such role.`);
  await assertAdoptable(gateway, role, policy);
  return { role, created: false };
}

/** @throws RefusedError when there are several */
export async function findRole(gateway: RoleReader, name: string): Promise<RoleSummary | undefined> {
  const found = await gateway.findRoles(name);
  if (found.length <= 1) return found[0];
  throw new RefusedError(
    `The tenant has ${found.length} security roles "${name}" (ids ${found.map((role) => role.id).join(", ")}). Rename all but one in System > Security Roles.`,
    { topic: "several-roles-of-that-name" },
  );
}

/**
 * Brings a role that was just read to what is desired, as far as the tenant's API lets it, and believes only the read that
 * follows.
 * @param how what the configuration says, or what this run has learnt of the tenant already
 * @throws InvalidInputError when the tenant has no function of a name
 */
export async function applyLevels(
  gateway: RoleGateway,
  before: ObservedRole,
  desired: DesiredRole,
  how: LevelMode | Capability,
  reporter: Reporter,
): Promise<AppliedRole> {
  const resolved = { ...desired, levels: resolve(desired, before) };
  const { changes, notes } = plan({ role: before }, { role: resolved }, NOT_ASKED);
  const wanted = changes.filter((change) => change.subject === "levels");
  if (wanted.length === 0) return { role: before, desired: resolved, capability: NOT_ASKED, left: [], notes };
  const capability = await write(gateway, before.id, wanted, how, reporter);
  const role = capability.levels === "cannot" ? before : await observe(gateway, before);
  return { role, desired: resolved, capability, left: leftToDo(role, resolved), notes };
}

async function write(
  gateway: RoleGateway,
  roleId: number,
  wanted: readonly LevelsChange[],
  how: LevelMode | Capability,
  reporter: Reporter,
): Promise<Capability> {
  if (typeof how === "object") return how;
  return how === "attended" ? ATTENDED : writeLevels(gateway, roleId, wanted, how, reporter);
}

/** A role with its rows, by one read. */
export const observe = async (gateway: RoleReader, summary: RoleSummary): Promise<ObservedRole> => ({
  ...summary,
  settings: await gateway.settings(summary.id),
});

const ATTENDED: Capability = { levels: "cannot", evidence: "connectwise:levels is attended" };

function resolve(desired: DesiredRole, { settings }: ObservedRole) {
  const { levels, problems } = resolveLevels(desired.levels, settings);
  if (problems.length > 0) throw new InvalidInputError(`The role "${desired.name}" can't be set`, problems);
  return levels;
}
