import type { DesiredRole, ObservedRole } from "../../core/model/role";
import type { LevelsChange } from "../../core/plan/change";
import { plan } from "../../core/plan/plan";

/** The rows of a role that are left for an administrator; `desired.levels` has the tenant's own names. */
export function remainingChanges(role: ObservedRole, desired: DesiredRole): LevelsChange[] {
  const { changes } = plan({ role }, { role: desired }, { levels: "cannot", evidence: "" });
  return changes.filter((change) => change.subject === "levels");
}
