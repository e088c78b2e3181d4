/** One attempt of a request that may be sent again. */
export interface Attempt {
  /** 1 for the first. */
  readonly number: number;
  /** Milliseconds since the first began. */
  readonly elapsed: number;
  /** The `Retry-After` header, in seconds or as an HTTP date. */
  readonly retryAfter?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** 0 to 1, spreads the clients that wait for the same tenant. */
  readonly random: number;
  /** Milliseconds since the first attempt after which no other one begins. */
  readonly within: number;
}

export const MAX_ATTEMPTS = 5;
const BASE_DELAY_MS = 250;
const MAX_DELAY_MS = 60_000;

/**
 * Milliseconds to wait before the next attempt, or `undefined` to give up: after the last attempt, or where the wait would end
 * past the time that all of them have. Whether a request may be sent again at all, `meaningOf` says.
 */
export function retryDelay({ number, elapsed, retryAfter, now, random, within }: Attempt): number | undefined {
  if (number >= MAX_ATTEMPTS) return undefined;
  const requested = retryAfterMs(retryAfter, now);
  const delay = requested ?? BASE_DELAY_MS * 2 ** (number - 1) * (0.5 + random / 2);
  return delay <= MAX_DELAY_MS && elapsed + delay <= within ? delay : undefined;
}

function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
