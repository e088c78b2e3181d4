import { InvalidInputError } from "../core/model/errors";
import { nearest, suggest } from "../core/profile/match";

const OWN = ["--attended", "--no-attended"];

export interface Attendance {
  /** Whether the run waits for an administrator. */
  readonly isAttended: boolean;
  /** The arguments that are Pulumi's. */
  readonly others: string[];
}

/**
 * Whether `cwroles up` waits: somebody who sits at a terminal can do at once what is left.
 * @throws InvalidInputError for a slip of the pen, which Pulumi would call an unknown flag without naming the right one
 */
export function attendance(written: readonly string[], isAtTerminal: boolean): Attendance {
  const own = written.findLast((arg) => OWN.includes(arg));
  const slips = written.filter((arg) => /^--(no-?)?at{1,2}e/i.test(arg) && !OWN.includes(arg));
  if (slips.length > 0)
    throw new InvalidInputError(
      "Unknown option",
      slips.map((path) => ({ path, message: suggest(nearest(path, OWN)) })),
    );
  return {
    isAttended: own === undefined ? isAtTerminal : own === "--attended",
    others: written.filter((arg) => !OWN.includes(arg)),
  };
}
