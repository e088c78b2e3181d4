import { type Advice, RolesError } from "./base";

/** No whole answer came: `reason` is the system's code, such as ECONNREFUSED, or `timeout`. */
export class UnreachableError extends RolesError {
  readonly code = "unreachable";
  readonly fault = "user";

  /** @param how why, for people: `(ECONNREFUSED)`, `within 30 s, 5 times` */
  constructor(
    readonly origin: string,
    readonly reason: string,
    advice: Advice,
    readonly how = `(${reason})`,
  ) {
    super(`No answer from ${origin} ${how}.`, advice);
  }
}
