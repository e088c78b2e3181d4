import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import axios, { type AxiosInstance, type AxiosResponse } from "axios";
import { z } from "zod";
import {
  CancelledError,
  EmptyAnswerError,
  TenantError,
  type UnreachableError,
  UnreadableAnswerError,
} from "../../core/model/errors";
import { wireCount } from "../../core/model/wire";
import type { KeyPair } from "../gateway";
import { type Method, meaningOf } from "./answer";
import { acceptOf, type Credentials } from "./credentials";
import { errorOf } from "./errors";
import { LIMITS, type Limits } from "./limits";
import { notifyWhileSlow } from "./notifyWhileSlow";
import { mayBeFull, missingQuery, nextPage, pageKey } from "./paging";
import { type RateLimiter, rateLimiterFor } from "./rateLimiter";
import type { RequestCount } from "./requestCount";
import { retryDelay } from "./retry";
import { assertVerified, type Route, routeTo } from "./route";
import { afterAttempts, isTransientReason, timedOut, unreachable } from "./unreachable";

export interface RequestOptions {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** How a caller other than the resources wants it. */
export interface HttpOptions {
  /** How often a request is sent at most. Default: as `retryDelay` decides. */
  readonly attempts?: number;
  /** Called with each answer, be it a refusal. */
  readonly onAnswer?: (response: AxiosResponse) => void;
  /** Ends the request under way and every wait. */
  readonly signal?: AbortSignal;
  /** Told what is waited for, when that takes long. */
  readonly onWait?: (message: string) => void;
  /** Default: {@link LIMITS}. */
  readonly limits?: Partial<Limits>;
}

/** One request, whatever number of attempts it takes. */
interface RequestLine {
  readonly method: Method;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Of one attempt: an answer, or why there is none. */
type Outcome =
  | { readonly response: AxiosResponse; readonly failure?: undefined }
  | { readonly response?: undefined; readonly failure: UnreachableError };

/** JSON over HTTP to one tenant: authentication, pace, limits, retries, paging, and errors with the next step. */
export class TenantHttp {
  readonly #axios: AxiosInstance;
  readonly #turn: RateLimiter;
  readonly #limits: Limits;
  readonly #underWay = new Set<Promise<void>>();
  #route: Route | undefined;
  #sent: RequestCount = { requests: 0, writes: 0 };

  constructor(
    readonly credentials: Credentials,
    private readonly options: HttpOptions = {},
  ) {
    const { origin, codebase, companyId, publicKey, privateKey, clientId, apiVersion } = credentials;
    this.#turn = rateLimiterFor(credentials);
    this.#limits = { ...LIMITS, ...options.limits };
    this.#axios = axios.create({
      baseURL: `${origin}/${codebase}/apis/3.0`,
      auth: { username: `${companyId}+${publicKey}`, password: privateKey },
      headers: { clientId, Accept: acceptOf(apiVersion) },
      timeout: this.#limits.idleMs,
      maxContentLength: this.#limits.answerBytes,
      maxRedirects: 0,
      // The keys only ever go to the tenant, whatever address its answers name.
      allowAbsoluteUrls: false,
      validateStatus: () => true,
    });
  }

  /** What was sent so far. */
  get requestCount(): RequestCount {
    return this.#sent;
  }

  /**
   * @param path below `/apis/3.0`
   * @param schema what the answer is read by; that of a write tells nothing, and is read as nothing
   * @throws TenantError when the tenant refuses
   * @throws UnreachableError when no answer came
   * @throws UnreadableAnswerError when the answer isn't of the published shape
   * @throws CancelledError when the caller's signal ended it
   * @throws RefusedError or InvalidInputError when no safe way leads there: nothing was sent
   */
  async request<Schema extends z.ZodType>(
    method: Method,
    path: string,
    schema: Schema,
    options: RequestOptions = {},
  ): Promise<z.output<Schema>> {
    return read(`${method} ${path}`, schema, (await this.#send(method, path, options)).data);
  }

  /**
   * All items of a list, page after page by the `Link` header; none twice.
   * @throws UnreadableAnswerError when the header leads nowhere new, to too many pages, or was lost
   */
  async list<Schema extends z.ZodType>(
    path: string,
    item: Schema,
    query: Readonly<Record<string, string>> = {},
  ): Promise<z.output<Schema>[]> {
    const items: z.output<Schema>[] = [];
    const pages: unknown[] = [];
    const requested = new Set<string>();
    const first = { pageSize: "1000", ...query };
    let next: string | undefined = path;
    let parameters: Readonly<Record<string, string>> = first;
    while (next !== undefined) {
      const key = pageKey(next, parameters);
      if (requested.has(key))
        throw unreadable(path, `page ${requested.size} names one that was read before as the next`);
      if (requested.size === this.#limits.pages) throw unreadable(path, `more than ${this.#limits.pages} pages`);
      requested.add(key);
      const response: AxiosResponse = await this.#send("GET", next, { query: parameters });
      const page = read(`GET ${path}`, z.array(item), response.data);
      items.push(...page);
      pages.push(response.data);
      next = nextPage(response.headers.link, path);
      if (next === undefined && mayBeFull(page.length))
        await this.#assertLast(path, { ...first, page: `${requested.size + 1}` }, pages, items.length);
      parameters = next === undefined ? {} : missingQuery(next, first);
    }
    return items;
  }

  /**
   * A gateway on the way may lose the `Link` header: a full page is the last one if the next is empty or isn't there. A page that was
   * shown before says nothing by itself, since a tenant may not look at the number: then the list is whole unless more are counted.
   */
  async #assertLast(
    path: string,
    query: Readonly<Record<string, string>>,
    shownPages: readonly unknown[],
    rows: number,
  ): Promise<void> {
    const extraPage = await this.request("GET", path, z.array(z.unknown()), { query }).catch(noSuchPage);
    if (extraPage.length === 0) return;
    const { page, conditions } = query;
    if (!shownPages.some((shownPage) => isDeepStrictEqual(shownPage, extraPage)))
      throw unreadable(path, `page ${page} has ${extraPage.length} rows, though no Link header names it`);
    const counted = { ...(conditions !== undefined && { query: { conditions } }) };
    const { count } = await this.request("GET", `${path}/count`, wireCount, counted).catch(noCount);
    if (count > rows) throw unreadable(path, `page ${page} is one before it, and ${rows} of ${count} rows were shown`);
  }

  /** The same tenant by another key pair, in the same way. */
  withKeys(keys: KeyPair): TenantHttp {
    return new TenantHttp({ ...this.credentials, ...keys }, this.options);
  }

  /** Waits, or less where the caller's signal ends it: the next request tells that. */
  async pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.options.signal }).catch(noop);
  }

  /** Resolves when no request is under way: where one failed, nobody waits for those beside it, which may be repeated. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  #send(method: Method, path: string, { query = {}, body }: RequestOptions): Promise<AxiosResponse> {
    const requested = { method, path, query, body };
    const answer = this.#sendInTurn(requested).catch((error: unknown) => {
      throw this.options.signal?.aborted ? new CancelledError(`${method} ${path}`) : error;
    });
    const ended = answer.then(noop, noop).finally(() => this.#underWay.delete(ended));
    this.#underWay.add(ended);
    return answer;
  }

  /** The time that a request may take, and the notice of it, begin with its turn: many may be in line for the pace. */
  async #sendInTurn(requested: RequestLine): Promise<AxiosResponse> {
    const { signal, onWait } = this.options;
    await this.#turn(signal);
    const what = `${requested.method} ${requested.path.replace(/\?.*$/s, "")}`;
    return notifyWhileSlow(what, this.#limits, onWait, () => this.#sendUntilAnswered(requested));
  }

  async #sendUntilAnswered(requested: RequestLine): Promise<AxiosResponse> {
    const { method, path } = requested;
    const { signal, attempts, onAnswer } = this.options;
    const route = this.#way();
    const began = Date.now();
    for (let number = 1; ; number++) {
      const { requests, writes } = this.#sent;
      this.#sent = { requests: requests + 1, writes: method === "GET" ? writes : writes + 1 };
      const { response, failure } = await this.#attempt(requested, route);
      if (response) onAnswer?.(response);
      const meaning = meaningOf(method, response && { status: response.status, body: bodyOf(response) });
      if (response && (meaning === "answered" || meaning === "accepted")) return response;
      const isLast = meaning !== "later" || number === attempts || (failure && !isTransientReason(failure));
      const retryAfter = response?.headers["retry-after"] as string | undefined;
      const now = Date.now();
      const timing = { number, elapsed: now - began, retryAfter, now, random: Math.random() };
      const delay = isLast ? undefined : retryDelay({ ...timing, within: this.#limits.retryMs });
      if (delay === undefined && failure) throw afterAttempts(failure, number);
      if (delay === undefined && response) throw this.#errorOf(method, path, response);
      await sleep(delay, undefined, { signal });
      await this.#turn(signal);
    }
  }

  /** Asked before anything is sent. */
  #way(): Route {
    const { origin } = this.credentials;
    assertVerified(origin);
    this.#route ??= routeTo(origin, this.options.signal);
    return this.#route;
  }

  async #attempt({ method, path: url, query: params, body: data }: RequestLine, route: Route): Promise<Outcome> {
    const { idleMs, answerMs, answerBytes } = this.#limits;
    const { origin } = this.credentials;
    const whole = AbortSignal.timeout(answerMs);
    const signal = this.options.signal ? AbortSignal.any([this.options.signal, whole]) : whole;
    try {
      const response: AxiosResponse = await this.#axios.request({ method, url, params, data, signal, ...route });
      return { response };
    } catch (error) {
      this.options.signal?.throwIfAborted();
      if (whole.aborted) return { failure: timedOut(origin, `that is whole within ${answerMs / 1000} s`) };
      if (isTooLarge(error)) throw unreadable(url, `more than ${Math.round(answerBytes / 1024 / 1024)} MiB`, method);
      return { failure: unreachable(error, origin, idleMs) };
    }
  }

  #errorOf(method: Method, path: string, response: AxiosResponse): Error {
    const isNothing = response.status < 300 && bodyOf(response) === "empty";
    return isNothing
      ? new EmptyAnswerError(`${method} ${path}`, response.status)
      : errorOf(method, path, response, this.credentials);
  }
}

const noop = () => undefined;

/** Not every list can be counted. */
function noCount(error: unknown): { count: number } {
  if (error instanceof TenantError && [404, 405].includes(error.failure.status)) return { count: 0 };
  throw error;
}

/** How some answer for a page beyond the last, of a list that they have just shown. */
function noSuchPage(error: unknown): [] {
  if (error instanceof TenantError && [400, 404].includes(error.failure.status)) return [];
  throw error;
}

const unreadable = (path: string, message: string, method: Method = "GET") =>
  new UnreadableAnswerError(`${method} ${path}`, [{ path: [], message }]);

/** axios has no code of its own for it. */
const isTooLarge = (error: unknown) => axios.isAxiosError(error) && /^maxContentLength/.test(error.message);

/** axios leaves a body that isn't JSON as text. */
function bodyOf({ status, data }: AxiosResponse): "json" | "empty" | "other" {
  if (status === 204 || data === "" || data === undefined || data === null) return "empty";
  return typeof data === "string" ? "other" : "json";
}

function read<Schema extends z.ZodType>(request: string, schema: Schema, data: unknown): z.output<Schema> {
  const parsed = schema.safeParse(data);
  if (!parsed.success) throw new UnreadableAnswerError(request, parsed.error.issues);
  return parsed.data;
}
