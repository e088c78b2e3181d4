import { RolesError } from "./base";

/** No answer came: `reason` is the system's code, such as ECONNREFUSED. */
export class UnreachableError extends RolesError {
  readonly code = "unreachable";
  readonly fault = "user";

  constructor(
    origin: string,
    readonly reason: string,
    nextStep: string,
    options?: ErrorOptions,
  ) {
    super(`No answer from ${origin} (${reason}). ${nextStep}`, options);
  }
}
