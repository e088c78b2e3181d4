import { RolesError } from "./base";

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** The tenant's answer isn't of the published shape. */
export class UnreadableAnswerError extends RolesError {
  readonly code = "unreadable-answer";
  readonly fault = "tenant";

  constructor(issues: readonly Issue[]) {
    const where = issues.map(({ path, message }) => `${path.map(String).join(".") || "the object"}: ${message}`);
    super(`The tenant's answer isn't what the API's description publishes (${where.join("; ")}).`);
  }
}
