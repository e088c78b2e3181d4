import { toJson } from "../review";
import { exitCodeOf, type Rehearsal } from "./model";

/** Goes up when a field of the JSON changes its meaning or goes away; new fields may come at any time. */
export const FORMAT = 1;

/** A rehearsal as data for other programs, described in docs/rehearse.md. */
export const rehearsalJson = ({ review, ...rehearsal }: Rehearsal) => ({
  ...rehearsal,
  ...(review && { review: toJson(review) }),
  exitCode: exitCodeOf({ ...rehearsal, ...(review && { review }) }),
});
