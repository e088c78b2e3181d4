import type { RolesError, Topic } from "../../core/model/errors";

export type Status = "ok" | "problem" | "skipped";

/** What a check came to. */
export interface Verdict {
  readonly status: Status;
  /** What was seen, or why nothing was looked for. Never a secret. */
  readonly detail: string;
  readonly nextStep?: string | undefined;
  readonly topic?: Topic | undefined;
}

export const ok = (detail: string, nextStep?: string): Verdict => ({ status: "ok", detail, nextStep });

export const skipped = (detail: string): Verdict => ({ status: "skipped", detail });

export const problem = (detail: string, topic: Topic, nextStep: string): Verdict => ({
  status: "problem",
  detail,
  nextStep,
  topic,
});

/** An error as the verdict that it is. */
export const problemFromError = ({ observed, advice }: RolesError): Verdict => ({
  status: "problem",
  detail: observed,
  ...advice,
});
