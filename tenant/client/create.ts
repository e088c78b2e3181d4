import { TenantError, UnreachableError, UnreadableAnswerError } from "../../core/model/errors";
import type { Created } from "../gateway";
import { meaningOf } from "./answer";
import { LIMITS } from "./limits";
import { MAX_ATTEMPTS, retryDelay } from "./retry";
import { isTransientReason } from "./unreachable";

/**
 * Creates an object at most once: where the answer leaves open whether the POST took effect, it looks the object up before
 * it tries again. One found so may be somebody else's, which the result says.
 * @param pause waits for so many milliseconds
 * @throws TenantError with `isNameInUse` when somebody else's object has the name
 */
export async function createOnce<T>(
  post: () => Promise<T>,
  find: () => Promise<T | undefined>,
  pause: (ms: number) => Promise<void>,
): Promise<Created<T>> {
  const began = Date.now();
  for (let number = 1; ; number++) {
    try {
      return { object: await post(), isCertain: true };
    } catch (error) {
      const isOurs = number > 1 && isDuplicate(error);
      if (!isOurs && !mayBeThere(error)) throw error;
      const existing = await find();
      if (existing !== undefined) return { object: existing, isCertain: false };
      // Looked up and not there: another POST is as safe as a GET.
      const now = Date.now();
      const delay = retryDelay({ number, elapsed: now - began, now, random: Math.random(), within: LIMITS.retryMs });
      if (delay === undefined || number === MAX_ATTEMPTS || isDuplicate(error)) throw error;
      await pause(delay);
    }
  }
}

function mayBeThere(error: unknown): boolean {
  if (error instanceof UnreachableError) return isTransientReason(error);
  if (error instanceof UnreadableAnswerError) return true;
  return (
    error instanceof TenantError && meaningOf("POST", { status: error.failure.status, body: "other" }) === "doubtful"
  );
}

const isDuplicate = (error: unknown) => error instanceof TenantError && error.isNameInUse;
