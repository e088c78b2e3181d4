/** What happened to one attempt of a request. */
export interface Attempt {
  readonly method: string;
  /** 1 for the first. */
  readonly number: number;
  /** `undefined` when no answer came. */
  readonly status?: number | undefined;
  /** The `Retry-After` header, in seconds or as an HTTP date. */
  readonly retryAfter?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** 0 to 1, spreads the clients that wait for the same tenant. */
  readonly random: number;
}

export const MAX_ATTEMPTS = 5;
const BASE_DELAY_MS = 250;
const MAX_DELAY_MS = 60_000;

/**
 * Milliseconds to wait before the next attempt, or `undefined` to give up.
 *
 * A POST may have taken effect when its answer is lost or is a 5xx, and the API has no idempotency key: only a 429,
 * which refuses before any effect, is repeated; for the rest the caller looks first whether the object is there.
 */
export function retryDelay({ method, number, status, retryAfter, now, random }: Attempt): number | undefined {
  if (number >= MAX_ATTEMPTS) return undefined;
  const transient = status === undefined || status === 429 || status >= 500;
  if (!transient || status === 501 || (method === "POST" && status !== 429)) return undefined;
  const asked = retryAfterMs(retryAfter, now);
  if (asked !== undefined) return asked <= MAX_DELAY_MS ? asked : undefined;
  return BASE_DELAY_MS * 2 ** (number - 1) * (0.5 + random / 2);
}

function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
