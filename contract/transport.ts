import { setTimeout as sleep } from "node:timers/promises";
import axios, { type AxiosResponse } from "axios";
import { CancelledError, RefusedError, type UnreachableError } from "../core/model/errors";
import { meaningOf } from "../tenant/client/answer";
import { acceptOf, type Credentials } from "../tenant/client/credentials";
import { LIMITS } from "../tenant/client/limits";
import { type RateLimiter, rateLimiterFor } from "../tenant/client/rateLimiter";
import type { RequestCount } from "../tenant/client/requestCount";
import { retryDelay } from "../tenant/client/retry";
import { assertVerified, type Route, routeTo } from "../tenant/client/route";
import { isTransientReason, timedOut, unreachable } from "../tenant/client/unreachable";
import { namesIn, wordsOf } from "./report/names";

/** Methods that change nothing, whatever the tenant makes of them. */
export type ReadMethod = "GET" | "HEAD" | "OPTIONS";
const READS: readonly string[] = ["GET", "HEAD", "OPTIONS"] satisfies ReadMethod[];

export type WriteMethod = "POST" | "PUT" | "PATCH" | "DELETE";

/** One request, as bare as it leaves. */
export interface Request<Method extends string = ReadMethod> {
  readonly method: Method;
  /** Behind the host, with the query, as it is to be sent. */
  readonly address: string;
  /** In place of the usual ones; `undefined` leaves one out. Names in small letters. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** As it is to be sent. */
  readonly body?: string;
  /** Leaves a body as it came, so that its coding can be seen. */
  readonly asItCame?: boolean;
}

/** What came back, whatever its status. */
export interface Answer {
  readonly status: number;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text, without a byte order mark. */
  readonly text: string;
  /** The body read as JSON; `undefined` where it is none. */
  readonly json: unknown;
  readonly hasByteOrderMark: boolean;
  /** Words of the tenant's names, in small letters, as far as they were seen by now. */
  readonly names: ReadonlySet<string>;
}

/** An answer, and whether it was asked for by the tenant's own key. */
export interface Observed extends Answer {
  readonly hasOwnKey: boolean;
}

export interface TransportOptions {
  /** Ends the request under way and every wait. */
  readonly signal?: AbortSignal | undefined;
  /** Default false: nothing but reads leaves. */
  readonly mayWrite?: boolean | undefined;
}

/** In all, repetitions included. */
const MOST_REQUESTS = 1500;
const MOST_ATTEMPTS = 3;

/**
 * Requests to one tenant, each as bare as it is: no redirect is followed, no status is an error, no page leads to another. It takes
 * the tenant's way, pace and limits.
 */
export class Transport {
  readonly #turn: RateLimiter;
  readonly #observed: Observed[] = [];
  readonly #names: Set<string>;
  #route: Route | undefined;
  #sent: RequestCount = { requests: 0, writes: 0 };

  constructor(
    readonly credentials: Credentials,
    readonly options: TransportOptions = {},
  ) {
    this.#turn = rateLimiterFor(credentials);
    const { origin, companyId, publicKey, privateKey, clientId } = credentials;
    this.#names = new Set([origin, companyId, publicKey, privateKey, clientId].flatMap(wordsOf));
  }

  /** What was sent so far, repetitions included. */
  get requestCount(): RequestCount {
    return this.#sent;
  }

  /** Every answer so far, those that were followed by a repetition included. */
  get observed(): readonly Observed[] {
    return this.#observed;
  }

  /** Words of the tenant's names, in small letters, as far as they were seen by now. */
  get names(): ReadonlySet<string> {
    return this.#names;
  }

  /** The usual headers: key, clientId and version. */
  get headers(): Readonly<Record<string, string>> {
    const { companyId, publicKey, privateKey, clientId, apiVersion } = this.credentials;
    return {
      authorization: basic(companyId, publicKey, privateKey),
      clientid: clientId,
      accept: acceptOf(apiVersion),
    };
  }

  /**
   * Sends a request that changes nothing; again where the answer is lost, or tells of too much work.
   * @throws UnreachableError when no answer came, CancelledError when the caller's signal ended it
   * @throws RefusedError where no key may be sent, or where too many requests were
   */
  async read(request: Request): Promise<Answer> {
    const began = Date.now();
    for (let number = 1; ; number++) {
      const outcome = await this.attempt(request);
      const again = "status" in outcome ? isForLater(outcome) : isTransientReason(outcome);
      const retryAfter = "status" in outcome ? outcome.headers["retry-after"] : undefined;
      const timing = { number, elapsed: Date.now() - began, retryAfter, now: Date.now(), random: Math.random() };
      const delay = again && number < MOST_ATTEMPTS ? retryDelay({ ...timing, within: LIMITS.retryMs }) : undefined;
      if (delay === undefined) return answerOf(outcome);
      await this.pause(delay);
    }
  }

  /** Waits. @throws CancelledError when the caller's signal ended it */
  async pause(ms: number): Promise<void> {
    const { signal } = this.options;
    try {
      await sleep(ms, undefined, { signal });
    } catch (error) {
      throw signal?.aborted ? new CancelledError("a pause") : error;
    }
  }

  /** Sends a request once: the answer, or why there is none. */
  async attempt(request: Request<ReadMethod | WriteMethod>): Promise<Answer | UnreachableError> {
    const { signal, mayWrite = false } = this.options;
    const { origin } = this.credentials;
    const isWrite = !READS.includes(request.method);
    if (isWrite && !mayWrite) throw new Error(`${request.method} isn't allowed to leave`);
    if (this.#sent.requests >= MOST_REQUESTS)
      throw new RefusedError(`${MOST_REQUESTS} requests were sent, and no more are.`);
    assertVerified(origin);
    this.#route ??= routeTo(origin, signal);
    const whole = AbortSignal.timeout(LIMITS.answerMs);
    try {
      await this.#turn(signal);
      const { requests, writes } = this.#sent;
      this.#sent = { requests: requests + 1, writes: isWrite ? writes + 1 : writes };
      const response = await axios.request<Buffer>({
        ...this.#route,
        method: request.method,
        url: `${origin}${request.address}`,
        headers: this.#headersOf(request),
        data: request.body,
        responseType: "arraybuffer",
        transformRequest: (data) => data,
        decompress: request.asItCame !== true,
        timeout: LIMITS.idleMs,
        maxContentLength: LIMITS.answerBytes,
        maxRedirects: 0,
        validateStatus: () => true,
        signal: signal ? AbortSignal.any([signal, whole]) : whole,
      });
      const answer = { ...readAnswer(response), names: this.#names };
      for (const word of namesIn(answer.json)) this.#names.add(word);
      this.#observed.push({ ...answer, hasOwnKey: !("authorization" in (request.headers ?? {})) });
      return answer;
    } catch (error) {
      if (signal?.aborted) throw new CancelledError(request.method);
      if (whole.aborted) return timedOut(origin, `that is whole within ${LIMITS.answerMs / 1000} s`);
      return unreachable(error, origin, LIMITS.idleMs);
    }
  }

  #headersOf({ headers = {}, body }: Request<string>): Record<string, string> {
    const type = body === undefined ? {} : { "content-type": "application/json" };
    const all: Record<string, string | undefined> = { ...this.headers, ...type, ...headers };
    return Object.fromEntries(
      Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    );
  }
}

/** As the header `Authorization` has a key. */
export const basic = (companyId: string, publicKey: string, privateKey: string): string =>
  `Basic ${Buffer.from(`${companyId}+${publicKey}:${privateKey}`).toString("base64")}`;

/** @throws UnreachableError where there is none */
export function answerOf(outcome: Answer | UnreachableError): Answer {
  if ("status" in outcome) return outcome;
  throw outcome;
}

const isForLater = ({ status }: Answer): boolean => meaningOf("GET", { status, body: "other" }) === "later";

const BYTE_ORDER_MARK = "\ufeff";

function readAnswer({ status, headers, data }: AxiosResponse<Buffer>): Omit<Answer, "names"> {
  const written = Buffer.from(data).toString("utf8");
  const hasByteOrderMark = written.startsWith(BYTE_ORDER_MARK);
  const text = hasByteOrderMark ? written.slice(1) : written;
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return { status, headers: Object.fromEntries(named), text, json: jsonOf(text), hasByteOrderMark };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
