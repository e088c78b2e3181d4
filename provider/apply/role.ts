import pLimit from "p-limit";
import type { RoleGateway } from "../gateway";
import { type Capability, type LevelMode, NOT_ASKED } from "../model/capability";
import { InvalidInputError, RefusedError, TenantError, UnverifiedWriteError } from "../model/errors";
import type { Permission } from "../model/permission";
import type { DesiredRole, ObservedRole, RoleSummary } from "../model/role";
import { describe, type LevelsChange } from "../plan/change";
import { plan } from "../plan/plan";
import { resolveLevels } from "../profile/match";
import { type AdoptionPolicy, assertAdoptable } from "./adopt";
import { unlessNameInUse } from "./unlessNameInUse";

/** What became of a role, as the last read showed it. */
export interface AppliedRole {
  readonly role: ObservedRole;
  readonly capability: Capability;
  /** What an administrator has to set, because the tenant's API refused it or didn't do it. */
  readonly left: readonly LevelsChange[];
  readonly notes: readonly string[];
}

/** Where a long run tells people how far it is. */
export interface Reporter {
  /** Of passing interest: a later one replaces it. */
  progress(message: string): void;
  /** Has to be read. */
  warn(message: string): void;
}

const WRITES_AT_ONCE = 4;

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
  if (made) return { role: made, created: true };
  const role = found ?? (await findRole(gateway, name));
  if (!role) throw new RefusedError(`The role name "${name}" is in use, but the tenant shows no such role.`);
  await assertAdoptable(gateway, role, policy);
  return { role, created: false };
}

async function findRole(gateway: RoleGateway, name: string): Promise<RoleSummary | undefined> {
  const found = await gateway.findRoles(name);
  if (found.length <= 1) return found[0];
  throw new RefusedError(
    `The tenant has ${found.length} security roles "${name}" (ids ${found.map((role) => role.id).join(", ")}). Rename all but one in System > Security Roles.`,
  );
}

/**
 * Brings a role that was just read to what is desired and believes only the read that follows: an answer of 200 that changed
 * nothing counts as a refusal.
 */
export async function applyLevels(
  gateway: RoleGateway,
  before: ObservedRole,
  desired: DesiredRole,
  mode: LevelMode,
  reporter: Reporter,
): Promise<AppliedRole> {
  const resolved = { ...desired, levels: resolve(desired, before) };
  const { changes, notes } = plan({ role: before }, { role: resolved }, NOT_ASKED);
  const wanted = changes.filter((change) => change.subject === "levels");
  if (wanted.length === 0) return { role: before, capability: NOT_ASKED, left: [], notes };
  const asked = mode === "attended" ? ATTENDED : await write(gateway, before.id, wanted, reporter);
  const role = asked.levels === "cannot" ? before : await observe(gateway, before);
  const remaining = plan({ role }, { role: resolved }, { levels: "cannot", evidence: "" }).changes;
  const left = remaining.filter((change) => change.subject === "levels");
  return { role, capability: judge(asked, wanted, left), left, notes };
}

/** A role with its rows, by one read. */
export const observe = async (gateway: RoleGateway, summary: RoleSummary): Promise<ObservedRole> => ({
  ...summary,
  settings: await gateway.settings(summary.id),
});

const ATTENDED: Capability = { levels: "cannot", evidence: "connectwise:levels is attended" };

function resolve(desired: DesiredRole, { settings }: ObservedRole) {
  const { levels, problems } = resolveLevels(desired.levels, settings);
  if (problems.length > 0) throw new InvalidInputError(`The role "${desired.name}" can't be set`, problems);
  return levels;
}

/** One row first, to learn whether the tenant takes writes at all; then the others, a few at once. */
async function write(
  gateway: RoleGateway,
  roleId: number,
  changes: readonly LevelsChange[],
  reporter: Reporter,
): Promise<Capability> {
  const refusals: Refusal[] = [];
  let done = 0;
  const writeOne = async (change: LevelsChange) => {
    if (change.setting === undefined) throw new Error(`${change.module} › ${change.function} has no setting to write`);
    try {
      await gateway.setLevels(roleId, change.setting, levelsOf(change), "PATCH");
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refusals.push({ change, error });
      return;
    }
    done += 1;
    reporter.progress(`${done} of ${changes.length} rows written: ${describe(change)}`);
  };
  const [first, ...others] = changes;
  if (first) await writeOne(first);
  const [refusal] = refusals;
  if (refusal && isGeneral(refusal.error)) return { levels: "cannot", evidence: refusal.error.message };
  const limit = pLimit(WRITES_AT_ONCE);
  // After a failure nothing that still waits is written.
  await Promise.all(others.map((change) => limit(() => writeOne(change)))).finally(() => limit.clearQueue());
  const evidence = refusals.map(({ change, error }) => `${change.module} › ${change.function}: ${error.message}`);
  return { levels: "can", evidence: evidence.join(" ") || `PATCH of ${done} settings was accepted` };
}

const levelsOf = ({ cells }: LevelsChange): Partial<Permission> =>
  Object.fromEntries(cells.map(({ verb, after }) => [verb, after]));

interface Refusal {
  readonly change: LevelsChange;
  readonly error: TenantError | UnverifiedWriteError;
}

/** A row that is refused is left for an administrator; what may pass, or stops everything, isn't a refusal. */
const isRefusal = (error: unknown): error is Refusal["error"] =>
  error instanceof UnverifiedWriteError || (error instanceof TenantError && isRefusing(error.failure.status));

const isRefusing = (status: number) =>
  status === 501 || (status >= 400 && status < 500 && ![401, 429].includes(status));

/** How a tenant answers a method that it doesn't offer, or doesn't offer to this key, or only seems to offer. */
const isGeneral = (error: Refusal["error"]) =>
  error instanceof UnverifiedWriteError || [403, 404, 405, 501].includes(error.failure.status);

function judge(asked: Capability, wanted: readonly LevelsChange[], left: readonly LevelsChange[]): Capability {
  if (asked.levels !== "can" || left.length < wanted.length) return asked;
  return { levels: "cannot", evidence: "PATCH was accepted, but a read shows no row changed" };
}
