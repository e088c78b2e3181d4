import type { AxiosResponse } from "axios";
import { type Check, ok, problem, skipped } from "./check";

/** What the answers of a run say of a limit. */
export class RateLimit {
  answers = 0;
  /** The `Retry-After` of the last 429, in seconds or as a date; blank where it had none. */
  retryAfter: string | undefined;
  /** Headers about a limit as the last answer had them: `x-ratelimit-remaining: 990`. */
  headers: readonly string[] = [];

  note({ status, headers }: AxiosResponse): void {
    this.answers += 1;
    if (status === 429) this.retryAfter = String(headers["retry-after"] ?? "");
    this.headers = Object.entries(headers).flatMap(([name, value]) =>
      /rate-?limit/i.test(name) ? [`${name}: ${value}`] : [],
    );
  }
}

export const rateLimitCheck: Check = {
  id: "rateLimit",
  title: "Rate limit",
  needs: [],
  run({ rateLimit: { answers, retryAfter, headers } }) {
    if (retryAfter !== undefined)
      return problem(
        "the tenant answered 429",
        "429-too-many-requests",
        `Wait ${waitOf(retryAfter)}, then run it again.`,
      );
    if (answers === 0) return skipped("no answer to see one in");
    return ok(headers.length > 0 ? headers.join(", ") : `none met in ${answers} answer${answers === 1 ? "" : "s"}`);
  },
};

function waitOf(retryAfter: string): string {
  if (retryAfter === "") return "a minute";
  return /^\d+$/.test(retryAfter) ? `${retryAfter} seconds` : `until ${retryAfter}`;
}
