import { RolesError } from "./base";

/** Something this project never does, however it is asked: the message says what and why. */
export class RefusedError extends RolesError {
  readonly code = "refused";
  readonly fault = "user";
}
