import { NOT_ASKED } from "../../core/model/capability";
import { RefusedError, type Topic } from "../../core/model/errors";
import { sameName, sameSpelling } from "../../core/model/name";
import type { AdoptMode, DesiredRole, ObservedRole, RoleSummary } from "../../core/model/role";
import { isNarrowing } from "../../core/plan/change";
import { plan } from "../../core/plan/plan";
import type { RoleReader } from "../gateway";

/** Under which conditions a role that is already there may be changed. */
export interface AdoptionPolicy {
  /** Default: `if-unshared`. */
  readonly adopt?: AdoptMode | undefined;
  /** Identifiers of the members it is for; anybody else who holds it makes it a shared role. */
  readonly members?: readonly string[] | undefined;
  /** The name of the role whose many changes are wanted. */
  readonly force?: string | undefined;
}

/** Where nothing was kept of it, a role whose making was interrupted looks like somebody else's to the next run. */
const LEFT_BEHIND = "If an interrupted run left it behind, delete it in System > Security Roles and run again.";

/** An adoption that changes more than this looks like the wrong role. */
const MIN_ROWS = 10;
const SUSPICIOUS_SHARE = 0.5;

/** Whether a change of so many rows makes one ask whether it is the right role. */
export const isSuspiciousChange = (changed: number, rows: number): boolean =>
  changed >= MIN_ROWS && changed > rows * SUSPICIOUS_SHARE;

/**
 * Whether a role that is already there may be taken over.
 * @throws RefusedError that names who is in the way and how to go on
 */
export async function assertAdoptable(
  gateway: RoleReader,
  { id, name, adminFlag, inactiveFlag }: RoleSummary,
  { adopt = "if-unshared", members = [] }: AdoptionPolicy,
): Promise<void> {
  const refuse = (reason: string, topic: Topic) => {
    throw new RefusedError(`The security role "${name}" is already there, and ${reason}`, { topic });
  };
  refuseAdministrators({ name, adminFlag });
  if (inactiveFlag)
    refuse(
      "it is inactive: nobody can be given it. Make it active in System > Security Roles, or choose another name.",
      "role-is-inactive",
    );
  if (adopt === "never")
    refuse(
      `adopt is never. Choose another role name, or set adopt to if-unshared. ${LEFT_BEHIND}`,
      "role-held-by-others",
    );
  const holders = await gateway.holders(id);
  const caller = await gateway.caller();
  const otherHolders = holders.filter((holder) => !isSpeltAsAnyOf(members)(holder));
  if (caller === undefined && otherHolders.length > 0)
    refuse(
      `${joinNames(otherHolders)} ${otherHolders.length === 1 ? "holds" : "hold"} it too. The tenant doesn't say whose key is in use: it might be one of them, and lose the right to undo a change. Choose another role name.`,
      "role-of-the-key-in-use",
    );
  if (caller !== undefined && holders.some(isAnyOf([caller])))
    refuse(
      `${caller}, whose key is in use, holds it: a change could take away the right to undo it. Give ${caller} another role, or choose another role name.`,
      "role-of-the-key-in-use",
    );
  if (adopt === "if-unshared" && otherHolders.length > 0)
    refuse(
      `${joinNames(otherHolders)} ${otherHolders.length === 1 ? "holds" : "hold"} it too. Choose another role name, give them another role, or set adopt to always.`,
      "role-held-by-others",
    );
}

/** @throws RefusedError for a role whose holders may do everything, whatever its rows say */
export function refuseAdministrators({ name, adminFlag }: Pick<RoleSummary, "name" | "adminFlag">): void {
  if (!adminFlag) return;
  throw new RefusedError(
    `The security role "${name}" is one of administrators (adminFlag), which is never changed. Choose another role name.`,
    { topic: "role-of-administrators" },
  );
}

/**
 * The member whose key is in use must keep what it works by: narrowed by its own hand, it might not be able to undo it.
 * @throws RefusedError when that member holds the role and any level of it would go down
 */
export async function refuseSelfLockout(
  gateway: RoleReader,
  role: ObservedRole,
  desired: DesiredRole,
  members: readonly string[] = [],
): Promise<void> {
  const { changes } = plan({ role }, { role: desired }, NOT_ASKED);
  const narrowed = changes.some((change) => change.subject === "levels" && isNarrowing(change));
  if (!narrowed) return;
  const [caller, holders] = await Promise.all([gateway.caller(), gateway.holders(role.id)]);
  const otherHolders = holders.filter((holder) => !isSpeltAsAnyOf(members)(holder));
  const suspects = caller === undefined ? otherHolders : holders.filter(isAnyOf([caller]));
  if (suspects.length === 0) return;
  if (caller === undefined)
    throw new RefusedError(
      `${joinNames(suspects)} ${suspects.length === 1 ? "holds" : "hold"} the security role "${role.name}", and the tenant doesn't say whose key is in use: narrowing it could take away the right to undo that. Give them another role in System > Members.`,
      { topic: "role-of-the-key-in-use" },
    );
  throw new RefusedError(
    `${caller}, whose key is in use, holds the security role "${role.name}" now: narrowing it could take away the right to undo that. Give ${caller} another role in System > Members.`,
    { topic: "role-of-the-key-in-use" },
  );
}

const NAMED = 10;

/** `CLi, DNguyen, ESmith`, and how many more where they are many. */
export function joinNames(names: readonly string[]): string {
  const moreText = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
  return `${names.slice(0, NAMED).join(", ")}${moreText}`;
}

/** Members that only look like one's own are others. */
const isSpeltAsAnyOf = (identifiers: readonly string[]) => (candidate: string) =>
  identifiers.some((identifier) => sameSpelling(identifier, candidate));

const isAnyOf = (identifiers: readonly string[]) => (candidate: string) =>
  identifiers.some((identifier) => sameName(identifier, candidate));

/**
 * How many rows an adoption changes, if few enough to be meant.
 * @throws RefusedError that names the counts, the threshold and how to force it
 */
export function countChangedRows(before: ObservedRole, desired: DesiredRole, { force }: AdoptionPolicy): number {
  const { changes } = plan({ role: before }, { role: desired }, NOT_ASKED);
  const total = before.settings.length;
  const isForced = force !== undefined && sameName(force, before.name);
  if (!isSuspiciousChange(changes.length, total) || isForced) return changes.length;
  throw new RefusedError(
    `"${before.name}" is already there, and ${changes.length} of its ${total} rows would change, more than ${SUSPICIOUS_SHARE * 100} %: is it the right role? If it is, set force to its name: pulumi config set force "${before.name}". ${LEFT_BEHIND}`,
    { topic: "too-many-rows-change" },
  );
}
