import { isBroader, isChanged, type View } from "./view";

/** What calls for an approval. */
export const APPROVALS = ["never", "broadening", "any-change"] as const;
export type Approval = (typeof APPROVALS)[number];

/** Whether somebody has to approve; what an exclusion covers is no broadening. */
export function needsApproval({ subjects, counts }: View, approval: Approval): boolean {
  if (approval === "never") return false;
  if (approval === "any-change") return subjects.some(isChanged);
  const isFactBroader = subjects.some(({ facts }) => facts.some(({ direction }) => isBroader(direction)));
  return isFactBroader || counts.broadened > counts.excluded;
}
