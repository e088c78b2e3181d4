import type { Draft } from "./draft";

/** `17 functions read, 2 ambiguous, 1 unmatched, 0 lines not understood` */
export function summaryOf({ grants, unmatched, notUnderstood, notices }: Draft): string {
  const ambiguous = grants.filter(({ doubts }) => doubts.length > 0).length;
  return [
    `${count(grants.length, "function")} read`,
    `${ambiguous} ambiguous`,
    `${unmatched.length} unmatched`,
    `${count(notUnderstood.length, "line")} not understood`,
    ...(notices.length > 0 ? [`${count(notices.length, "remark")}`] : []),
  ].join(", ");
}

/** `1 line`, `2 lines` */
export const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? "" : "s"}`;
