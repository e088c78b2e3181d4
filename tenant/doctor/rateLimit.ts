import type { Check } from "./check";
import { ok, problem, skipped } from "./verdict";

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
