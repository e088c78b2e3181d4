import { type Advice, RolesError } from "./base";

/** No answer came: `reason` is the system's code, such as ECONNREFUSED. */
export class UnreachableError extends RolesError {
  readonly code = "unreachable";
  readonly fault = "user";

  constructor(
    origin: string,
    readonly reason: string,
    advice: Advice,
  ) {
    super(`No answer from ${origin} (${reason}).`, advice);
  }
}
