import { InvalidInputError } from "../core/model/errors";
import { nearest, suggest } from "../core/profile/match";

const ATTENDED_FLAGS = ["--attended", "--no-attended"];

export interface AttendedFlag {
  /** Whether the run waits for an administrator. */
  readonly isAttended: boolean;
  /** The arguments that are Pulumi's. */
  readonly pulumiArgs: string[];
}

/**
 * Whether `cwroles up` waits: somebody who sits at a terminal can do at once what is left.
 * @throws InvalidInputError for a slip of the pen, which Pulumi would call an unknown flag without naming the right one
 */
export function parseAttended(written: readonly string[], isAtTerminal: boolean): AttendedFlag {
  const flag = written.findLast((arg) => ATTENDED_FLAGS.includes(arg));
  const misspelled = written.filter((arg) => /^--(no-?)?at{1,2}e/i.test(arg) && !ATTENDED_FLAGS.includes(arg));
  if (misspelled.length > 0)
    throw new InvalidInputError(
      "Unknown option",
      misspelled.map((path) => ({ path, message: suggest(nearest(path, ATTENDED_FLAGS)) })),
    );
  return {
    isAttended: flag === undefined ? isAtTerminal : flag === "--attended",
    pulumiArgs: written.filter((arg) => !ATTENDED_FLAGS.includes(arg)),
  };
}
