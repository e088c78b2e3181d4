import { helpLink, type Topic } from "./help";

/** Whose fault an error is: the user's input, the tenant's answer, or a bug here. */
export type Fault = "user" | "tenant" | "bug";

/** What a user can do about it. */
export interface Advice {
  readonly nextStep?: string | undefined;
  /** Where docs/troubleshooting.md says more. */
  readonly topic?: Topic | undefined;
}

/**
 * The root of this project's errors: a stable `code` for programs, and for people a message of what was seen, the next step and
 * where to read on.
 */
export abstract class RolesError extends Error {
  abstract readonly code: string;
  abstract readonly fault: Fault;

  constructor(
    readonly observed: string,
    readonly advice: Advice = {},
  ) {
    const { nextStep, topic } = advice;
    super([observed, nextStep, topic && `(${helpLink(topic)})`].filter(Boolean).join(" "));
    this.name = new.target.name;
  }
}
