import type { FleetView } from "./view";

/** Goes up when a field of the JSON changes its meaning or goes away; new fields may come at any time. */
const FORMAT = 1;

/** The view as data for other programs. */
export const toJson = (view: FleetView) => ({ format: FORMAT, ...view });
