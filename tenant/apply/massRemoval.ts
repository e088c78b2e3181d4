import { RefusedError } from "../../core/model/errors";
import { sameName } from "../../core/model/name";
import { isNone, type LevelTable, rowsOf } from "../../core/model/permission";
import type { DesiredRole } from "../../core/model/role";
import { isMassRemoval, MASS_REMOVAL_SHARE } from "../../core/plan/massRemoval";
import type { AdoptionPolicy } from "./adopt";

export const countGranted = (levels: LevelTable): number =>
  [...rowsOf(levels)].filter(({ row }) => !isNone(row)).length;

/**
 * @param grantedBefore how many functions the last run granted the role; what somebody granted by hand isn't among them
 * @throws RefusedError where most of that is taken away, with the counts and how to force it
 */
export function assertNoMassRemoval(
  grantedBefore: number,
  { name, levels, unlisted, force }: Pick<DesiredRole, "name" | "levels" | "unlisted"> & Pick<AdoptionPolicy, "force">,
): void {
  if (unlisted === "keep") return; // what isn't named stays
  const removed = grantedBefore - countGranted(levels);
  const isForced = force !== undefined && sameName(force, name);
  if (!isMassRemoval(removed, grantedBefore) || isForced) return;
  throw new RefusedError(
    `"${name}" would lose ${removed} of the ${grantedBefore} functions that it was granted, more than ${MASS_REMOVAL_SHARE * 100} %: was a profile emptied, or a layer lost? If it is meant, set force to its name: pulumi config set force "${name}".`,
    { topic: "most-of-a-role-taken-away" },
  );
}
