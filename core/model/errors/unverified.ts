import { RolesError } from "./base";

/** The tenant accepted a write that a read doesn't show (a false 200). */
export class UnverifiedWriteError extends RolesError {
  readonly code = "unverified-write";
  readonly fault = "tenant";
}
