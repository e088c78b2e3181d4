import { RolesError } from "./base";

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** More would only repeat themselves: a list's items are all of one shape. */
const SHOWN = 3;

/** The tenant's answer isn't of the published shape. */
export class UnreadableAnswerError extends RolesError {
  readonly code = "unreadable-answer";
  readonly fault = "tenant";

  /** @param request METHOD and path */
  constructor(request: string, issues: readonly Issue[]) {
    const where = issues
      .slice(0, SHOWN)
      .map(({ path, message }) => `${path.map(String).join(".") || "the answer"}: ${message}`);
    const more = issues.length > SHOWN ? `; and ${issues.length - SHOWN} more` : "";
    super(`${request} answered what the API's description doesn't publish (${where.join("; ")}${more}).`, {
      topic: "answer-of-another-shape",
    });
  }
}

/** The tenant answered with success, and with nothing. */
export class EmptyAnswerError extends UnreadableAnswerError {
  /** @param request METHOD and path */
  constructor(request: string, status: number) {
    super(request, [{ path: [], message: `an empty answer, with status ${status}` }]);
  }
}
