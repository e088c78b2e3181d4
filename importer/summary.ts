import { allGrants, type Draft } from "./draft";

/** `17 functions read, 2 ambiguous, 1 unmatched, 0 lines not understood` */
export function summaryOf(draft: Draft): string {
  const { grants, features, unmatched, notUnderstood, notices } = draft;
  const rows = [...grants, ...features.flatMap((feature) => feature.grants)];
  const ambiguous = allGrants(draft).filter(({ doubts }) => doubts.length > 0).length;
  return [
    `${count(rows.length, "function")} read`,
    `${ambiguous} ambiguous`,
    `${unmatched.length} unmatched`,
    `${count(notUnderstood.length, "line")} not understood`,
    ...(features.length > 0 ? [count(features.length, "feature")] : []),
    ...(notices.length > 0 ? [`${count(notices.length, "remark")}`] : []),
  ].join(", ");
}

/** `1 line`, `2 lines` */
export const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? "" : "s"}`;
