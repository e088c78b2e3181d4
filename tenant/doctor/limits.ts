import type { AxiosResponse } from "axios";

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
