/** Whose fault an error is: the user's input, the tenant's answer, or a bug here. */
export type Fault = "user" | "tenant" | "bug";

/** The root of this project's errors: a stable `code` for programs, a message with the next step for people. */
export abstract class RolesError extends Error {
  abstract readonly code: string;
  abstract readonly fault: Fault;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
