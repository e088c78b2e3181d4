import type { AuditView } from "./view";

/** Goes up when a field of the JSON changes its meaning or goes away; new fields may come at any time. */
export const FORMAT = 1;

/** The view as data for other programs, and for a later `--since`. */
export const auditJson = (view: AuditView) => ({ format: FORMAT, ...view });
