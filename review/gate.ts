import { isChanged, isToApprove, type View } from "./view";

/** What calls for an approval. */
export const APPROVALS = ["never", "broadening", "any-change"] as const;
export type Approval = (typeof APPROVALS)[number];

/** Whether somebody has to approve; what an exclusion covers is no broadening. */
export function needsApproval({ subjects, counts }: View, approval: Approval): boolean {
  if (approval === "never") return false;
  if (approval === "any-change") return subjects.some(isChanged);
  return subjects.some(({ facts }) => facts.some(isToApprove)) || counts.broadened > counts.excluded;
}
