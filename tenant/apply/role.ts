import { type Capability, type LevelMode, NOT_ASKED } from "../../core/model/capability";
import { InvalidInputError, RefusedError, UnverifiedWriteError } from "../../core/model/errors";
import { sameSpelling } from "../../core/model/name";
import { isNone } from "../../core/model/permission";
import type { DesiredRole, ObservedRole, RoleSummary } from "../../core/model/role";
import type { LevelsChange } from "../../core/plan/change";
import { plan } from "../../core/plan/plan";
import { resolveLevels } from "../../core/profile/match";
import type { RoleGateway, RoleReader } from "../gateway";
import { type AdoptionPolicy, assertAdoptable, joinNames } from "./adopt";
import { type IntentLog, NO_INTENT_LOG } from "./intentLog";
import { describeLookalikes } from "./lookalike";
import type { Reporter } from "./reporter";
import { unlessNameInUse } from "./unlessNameInUse";
import { type Written, writeLevels, writeRows } from "./writeLevels";

/** What became of a role, as the last read showed it. */
export interface AppliedRole {
  readonly role: ObservedRole;
  /** With the tenant's own names. */
  readonly desired: DesiredRole;
  readonly capability: Capability;
  /** What doesn't show the levels that are desired. */
  readonly remaining: readonly LevelsChange[];
  /** Whether the tenant's API refused what is left; else it took it, and somebody changed it since. */
  readonly isRefused: boolean;
  readonly notes: readonly string[];
}

/** The role that a resource is for, not yet brought to what is desired. */
export interface FoundRole {
  readonly role: RoleSummary;
  /** Whether this stack made it. */
  readonly created: boolean;
  /** What an earlier run found before its first write, in the form of the state. */
  readonly before?: unknown;
}

/**
 * Finds the role by name, or creates it. One that is there is this stack's own only if an earlier run left word of it, or
 * if it was found after a POST whose answer tells nothing and grants nothing to nobody.
 * @throws RefusedError when there are several, or when the one that is there may not be taken over
 */
export async function findOrCreateRole(
  gateway: RoleGateway,
  name: string,
  policy: AdoptionPolicy = {},
  intentLog: IntentLog = NO_INTENT_LOG,
): Promise<FoundRole> {
  const found = await findRole(gateway, name);
  return found ? claimOrAdopt(gateway, found, policy, intentLog) : createRole(gateway, name, policy, intentLog);
}

async function claimOrAdopt(
  gateway: RoleGateway,
  role: RoleSummary,
  policy: AdoptionPolicy,
  intentLog: IntentLog,
): Promise<FoundRole> {
  const intent = await intentLog.read();
  const isKnown = intent?.id === role.id;
  const isOwn = intent?.created && (isKnown || (intent.id === undefined && (await isUntouched(gateway, role))));
  // Since the run was interrupted, one's own may have become one of administrators, or that of the key in use.
  await assertAdoptable(gateway, role, isOwn ? { ...policy, adopt: "always" } : policy);
  if (isOwn) return { role, created: true };
  return { role, created: false, ...(isKnown && intent?.before !== undefined && { before: intent.before }) };
}

async function createRole(
  gateway: RoleGateway,
  name: string,
  policy: AdoptionPolicy,
  intentLog: IntentLog,
): Promise<FoundRole> {
  await intentLog.record();
  const created = await unlessNameInUse(() => gateway.createRole(name));
  if (created?.isCertain) return { role: created.object, created: true };
  const role = created?.object ?? (await findRole(gateway, name));
  if (!role) throw new RefusedError(`The role name "${name}" is in use, but the tenant shows no such role.`);
  // A name that is in use at once is somebody else's; after a lost answer it may be this run's.
  if (created && (await isUntouched(gateway, role))) return { role, created: true };
  await intentLog.forget();
  await assertAdoptable(gateway, role, policy);
  return { role, created: false };
}

/** Whether a role is as a POST leaves it: it grants nothing, and nobody holds it. */
async function isUntouched(gateway: RoleReader, { id, adminFlag }: RoleSummary): Promise<boolean> {
  if (adminFlag) return false;
  const [settings, holders] = await Promise.all([gateway.settings(id), gateway.holders(id)]);
  return holders.length === 0 && settings.every(({ cells }) => isNone(cells));
}

/**
 * Deletes a role that nobody but its own members holds, and believes only the read that follows.
 * @param members identifiers of those whom it was made for
 * @throws RefusedError when somebody else holds it
 * @throws UnverifiedWriteError when a read still shows it
 */
export async function deleteRole(
  gateway: RoleGateway,
  { id, name }: RoleSummary,
  members: readonly string[] = [],
): Promise<void> {
  const otherHolders = (await gateway.holders(id)).filter(
    (holder) => !members.some((member) => sameSpelling(member, holder)),
  );
  if (otherHolders.length > 0)
    throw new RefusedError(
      `The security role "${name}" isn't deleted: ${joinNames(otherHolders)} ${otherHolders.length === 1 ? "holds" : "hold"} it, too. Give them another role in System > Members, then run it again.`,
      { topic: "role-still-held" },
    );
  await gateway.deleteRole(id);
  if (await gateway.role(id))
    throw new UnverifiedWriteError(
      `The tenant accepted the deletion of the security role "${name}", but a read still shows it. Run it again; if it stays so, delete it in System > Security Roles.`,
      { topic: "false-200" },
    );
}

/**
 * The role of a name, as it is spelt but for case.
 * @throws RefusedError when there are several, or only one that looks the same
 */
export async function findRole(gateway: RoleReader, name: string): Promise<RoleSummary | undefined> {
  const found = await gateway.findRoles(name);
  const sameSpelt = found.filter((role) => sameSpelling(role.name, name));
  const [role] = sameSpelt;
  if (role && sameSpelt.length === 1) return role;
  if (found.length === 0) return undefined;
  throw new RefusedError(
    sameSpelt.length > 0
      ? `The tenant has ${sameSpelt.length} security roles "${name}" (ids ${sameSpelt.map(({ id }) => id).join(", ")}). Rename all but one in System > Security Roles.`
      : describeLookalikes("security role", name, found, "System > Security Roles"),
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
  const levelChanges = changes.filter((change) => change.subject === "levels");
  const asRead = { role: before, desired: resolved, notes };
  if (levelChanges.length === 0) return { ...asRead, capability: NOT_ASKED, remaining: [], isRefused: false };
  const written = await write(gateway, before.id, levelChanges, how, reporter);
  const { capability } = written;
  if (capability.levels === "cannot")
    return { ...asRead, capability, remaining: remainingChanges(before, resolved), isRefused: true };
  const observed = await verifyWrites(gateway, before, resolved, written, reporter);
  const accepted = { ...capability, evidence: `${written.method} of ${levelChanges.length} settings was accepted` };
  return { ...asRead, ...observed, capability: observed.remaining.length === 0 ? accepted : capability };
}

/**
 * Reads what was written. A tenant that takes writes is asked once more for each row that doesn't show its own, be it that it was
 * refused or that it was accepted, and then level by level for what it accepted and doesn't show: it may do one operation of several.
 * Only what it refuses twice is for an administrator.
 */
async function verifyWrites(
  gateway: RoleGateway,
  before: ObservedRole,
  desired: DesiredRole,
  { method }: Written,
  reporter: Reporter,
): Promise<Pick<AppliedRole, "role" | "remaining" | "isRefused">> {
  let role = await observe(gateway, before);
  let remaining = remainingChanges(role, desired);
  const refused = new Set<number | undefined>();
  const writeAgain = async (rows: readonly LevelsChange[], cellByCell: boolean) => {
    if (rows.length === 0 || method === undefined) return;
    const how = { done: 0, total: rows.length, cellByCell };
    const refusals = await writeRows(gateway, before.id, rows, method, reporter, how);
    for (const { change } of refusals) refused.add(change.setting);
    role = await observe(gateway, before);
    remaining = remainingChanges(role, desired);
  };
  const severalCells = new Set(remaining.filter(({ cells }) => cells.length > 1).map(({ setting }) => setting));
  await writeAgain(remaining, false);
  const isHalfDone = ({ setting }: LevelsChange) => severalCells.has(setting) && !refused.has(setting);
  await writeAgain(method === "PATCH" ? remaining.filter(isHalfDone) : [], true);
  return { role, remaining, isRefused: remaining.some(({ setting }) => refused.has(setting)) };
}

async function write(
  gateway: RoleGateway,
  roleId: number,
  levelChanges: readonly LevelsChange[],
  how: LevelMode | Capability,
  reporter: Reporter,
): Promise<Written> {
  if (typeof how === "object") return { capability: how };
  return how === "attended" ? { capability: ATTENDED } : writeLevels(gateway, roleId, levelChanges, how, reporter);
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

/** The rows of a role that are left for an administrator; `desired.levels` has the tenant's own names. */
export function remainingChanges(role: ObservedRole, desired: DesiredRole): LevelsChange[] {
  const { changes } = plan({ role }, { role: desired }, { levels: "cannot", evidence: "" });
  return changes.filter((change) => change.subject === "levels");
}
