import { RolesError } from "./base";

/** The user, or a deadline, ended it before an answer came. */
export class CancelledError extends RolesError {
  readonly code = "cancelled";
  readonly fault = "user";

  /** @param what was under way: METHOD and path */
  constructor(what: string) {
    super(`Cancelled: ${what} wasn't answered any more.`);
  }
}
