import { cleanLine } from "../../../text/clean.mjs";
import { capFindings } from "../../text/capFindings";
import { RolesError } from "./base";
import { helpLink, type Topic } from "./help";

/** One thing that is wrong with what a user wrote, at its place. */
export interface Problem {
  /** The key, as a path: `permissions.Companies.Contacts.inquire`. */
  readonly path: string;
  readonly message: string;
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  readonly column?: number;
  /** Where docs/troubleshooting.md says more. */
  readonly topic?: Topic;
}

export function formatProblem({ file, line, column, path, message, topic }: Problem): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(":");
  const text = [place, path, message].filter((part) => part !== "").join(": ");
  return topic === undefined ? text : `${text} (${helpLink(topic)})`;
}

/** Each problem once: two files may name a third one. */
export const distinctProblems = (problems: readonly Problem[]): Problem[] => [
  ...new Map(problems.map((problem) => [formatProblem(problem), problem])).values(),
];

/** Every problem of an input at once. */
export class InvalidInputError extends RolesError {
  readonly code = "invalid-input";
  readonly fault = "user";

  constructor(
    what: string,
    readonly problems: readonly Problem[],
    topic?: Topic,
  ) {
    const lines = capFindings(problems, (message): Problem => ({ path: "", message })).map((problem) =>
      cleanLine(formatProblem(problem)),
    );
    const all = [`${what}, ${problems.length} problems:`, ...lines].join("\n  ");
    super(problems.length === 1 ? `${what}: ${lines[0]}` : all, { topic });
  }
}

/** What is wrong with an input becomes the answer. */
export function orProblems<Result>(read: () => Result): Result | Pick<InvalidInputError, "problems"> {
  try {
    return read();
  } catch (error) {
    if (error instanceof InvalidInputError) return { problems: error.problems };
    throw error;
  }
}
