import { setTimeout as sleep } from "node:timers/promises";
import pLimit from "p-limit";
import type { Credentials } from "./credentials";

/** Resolves when the next request may be sent; rejects when it is no longer wanted. */
export type RateLimiter = (signal?: AbortSignal) => Promise<void>;

/** By tenant and rate: every client of a tenant in this process takes its turns from the same one. */
const pairs = new Map<string, RateLimiter>();

/** Turns for requests to a tenant, as `requestsPerMinute` asks for; without it there is no waiting. */
export function rateLimiterFor({ origin, companyId, requestsPerMinute }: Credentials): RateLimiter {
  if (requestsPerMinute === undefined) return async (signal) => signal?.throwIfAborted();
  const key = `${origin} ${companyId.toLowerCase()} ${requestsPerMinute}`;
  const turn = pairs.get(key) ?? evenly(60_000 / requestsPerMinute);
  pairs.set(key, turn);
  return turn;
}

/**
 * Turns that are at least `spacing` milliseconds apart, measured from when the last one was really taken: a process that
 * was busy or asleep doesn't catch up by a burst. The first waits as well, for another process may just have sent one.
 */
function evenly(spacing: number): RateLimiter {
  const oneByOne = pLimit(1);
  let next = performance.now() + spacing;
  return (signal) =>
    oneByOne(async () => {
      while (performance.now() < next) await sleep(Math.ceil(next - performance.now()), undefined, { signal });
      signal?.throwIfAborted();
      next = performance.now() + spacing;
    });
}
