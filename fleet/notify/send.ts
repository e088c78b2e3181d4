import { setTimeout as sleep } from "node:timers/promises";
import axios from "axios";
import { meaningOf } from "../../tenant/client/answer";
import { retryDelay } from "../../tenant/client/retry";
import { routeTo } from "../../tenant/client/route";
import type { Message } from "./message";
import { slackPayload } from "./slack";
import type { Kind, Target } from "./target";
import { teamsPayload } from "./teams";

const TIMEOUT_MS = 10_000;
/** No attempt begins later than this after the first. */
const RETRY_MS = 120_000;

const PAYLOADS: Readonly<Record<Kind, (message: Message) => object>> = {
  slack: slackPayload,
  teams: teamsPayload,
  json: (message) => message,
};

/** What one attempt met: a status, or the system's code where no answer came. */
type Answer = { readonly status?: number; readonly retryAfter?: string | undefined; readonly reason: string };

/**
 * Sends a message, several times if need be.
 * @param end aborted when nothing may be waited for any more
 * @returns why nobody was told, without the address; `undefined` where the webhook took it
 */
export async function send(
  message: Message,
  { kind, name, address }: Target,
  end: AbortSignal,
): Promise<string | undefined> {
  const payload = PAYLOADS[kind](message);
  const began = Date.now();
  for (let number = 1; ; number++) {
    const { status, retryAfter, reason } = await post(address, payload, end);
    if (status !== undefined && status < 300) return undefined;
    const now = Date.now();
    const timing = { number, elapsed: now - began, retryAfter, now, random: Math.random(), within: RETRY_MS };
    // A message that comes twice does no harm: another POST is as safe as a GET.
    const isPassing = meaningOf("GET", status === undefined ? undefined : { status, body: "other" }) === "later";
    const delay = isPassing ? retryDelay(timing) : undefined;
    if (delay !== undefined) await sleep(delay, undefined, { signal: end }).catch(() => undefined);
    if (delay === undefined || end.aborted)
      return `${name} wasn't told: ${reason}, after ${number} ${number === 1 ? "attempt" : "attempts"}.`;
  }
}

async function post(address: string, payload: object, signal: AbortSignal): Promise<Answer> {
  try {
    const { status, headers } = await axios.post(address, payload, {
      ...{ timeout: TIMEOUT_MS, maxRedirects: 0, validateStatus: () => true, responseType: "text", signal },
      ...routeTo(address, signal),
    });
    return { status, retryAfter: headers["retry-after"] as string | undefined, reason: `it answered ${status}` };
  } catch (error) {
    // The error itself carries the address.
    return { reason: `no answer (${(error as { code?: string }).code ?? "unknown"})` };
  }
}
