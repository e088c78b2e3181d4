import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import axios, { type AxiosInstance, type AxiosResponse } from "axios";
import { z } from "zod";
import { UnreachableError, UnreadableAnswerError } from "../model/errors";
import type { Credentials } from "./credentials";
import { errorOf, isPassing, unreachable } from "./errors";
import { type Turn, turnOf } from "./pace";
import { nextPage } from "./paging";
import { retryDelay } from "./retry";
import type { Sent } from "./sent";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

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
}

const TIMEOUT_MS = 30_000;
const ACCEPT = "application/vnd.connectwise.com+json; version=2025.1";
const keepAlive = { httpAgent: new HttpAgent({ keepAlive: true }), httpsAgent: new HttpsAgent({ keepAlive: true }) };

/** JSON over HTTP to one tenant: authentication, pace, retries, paging, and errors with the next step. */
export class TenantHttp {
  readonly #axios: AxiosInstance;
  readonly #turn: Turn;
  readonly #underWay = new Set<Promise<void>>();
  #sent: Sent = { requests: 0, writes: 0 };

  constructor(
    readonly credentials: Credentials,
    private readonly options: HttpOptions = {},
  ) {
    const { origin, codebase, companyId, publicKey, privateKey, clientId } = credentials;
    this.#turn = turnOf(credentials);
    this.#axios = axios.create({
      baseURL: `${origin}/${codebase}/apis/3.0`,
      auth: { username: `${companyId}+${publicKey}`, password: privateKey },
      headers: { clientId, Accept: ACCEPT },
      timeout: TIMEOUT_MS,
      maxRedirects: 0,
      // The keys only ever go to the tenant, whatever address its answers name.
      allowAbsoluteUrls: false,
      validateStatus: () => true,
      ...keepAlive,
    });
  }

  /** What was sent so far. */
  get sent(): Sent {
    return this.#sent;
  }

  /**
   * @param path below `/apis/3.0`
   * @param schema what the answer is read by
   * @throws TenantError when the tenant refuses
   * @throws UnreachableError when no answer came
   * @throws UnreadableAnswerError when the answer isn't of the published shape
   */
  async request<Schema extends z.ZodType>(
    method: Method,
    path: string,
    schema: Schema,
    options: RequestOptions = {},
  ): Promise<z.output<Schema>> {
    return read(`${method} ${path}`, schema, (await this.#send(method, path, options)).data);
  }

  /** All items of a list, page after page by the `Link` header. */
  async list<Schema extends z.ZodType>(
    path: string,
    item: Schema,
    query: Readonly<Record<string, string>> = {},
  ): Promise<z.output<Schema>[]> {
    const items: z.output<Schema>[] = [];
    let next: string | undefined = path;
    let parameters: Readonly<Record<string, string>> = { pageSize: "1000", ...query };
    while (next !== undefined) {
      const response: AxiosResponse = await this.#send("GET", next, { query: parameters });
      items.push(...read(`GET ${path}`, z.array(item), response.data));
      next = nextPage(response.headers.link);
      parameters = {};
    }
    return items;
  }

  /** Resolves when no request is under way: where one failed, nobody waits for those beside it, which may be repeated. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  #send(method: Method, path: string, options: RequestOptions): Promise<AxiosResponse> {
    const answer = this.#sendUntilAnswered(method, path, options);
    const ended = answer.then(noop, noop).finally(() => this.#underWay.delete(ended));
    this.#underWay.add(ended);
    return answer;
  }

  async #sendUntilAnswered(method: Method, path: string, { query = {}, body }: RequestOptions): Promise<AxiosResponse> {
    for (let number = 1; ; number++) {
      await this.#turn();
      const { requests, writes } = this.#sent;
      this.#sent = { requests: requests + 1, writes: method === "GET" ? writes : writes + 1 };
      const outcome = await this.#attempt(method, path, query, body);
      const response = outcome instanceof UnreachableError ? undefined : outcome;
      if (response) this.options.onAnswer?.(response);
      if (response && response.status < 300 && isJson(response)) return response;
      const retryAfter = response?.headers["retry-after"] as string | undefined;
      const wait = { method, number, status: response?.status, retryAfter, now: Date.now(), random: Math.random() };
      const isLast = number === this.options.attempts || (outcome instanceof UnreachableError && !isPassing(outcome));
      const delay = isLast ? undefined : retryDelay(wait);
      if (delay === undefined) throw response ? errorOf(method, path, response, this.credentials) : outcome;
      await sleep(delay);
    }
  }

  async #attempt(
    method: Method,
    url: string,
    params: object,
    data: unknown,
  ): Promise<AxiosResponse | UnreachableError> {
    try {
      return await this.#axios.request({ method, url, params, data });
    } catch (error) {
      return unreachable(error, this.credentials.origin);
    }
  }
}

const noop = () => undefined;

/** An answer of the API is JSON or, after a DELETE, empty; a login page with status 200 is neither. */
const isJson = ({ data, status }: AxiosResponse) => status === 204 || data === "" || typeof data === "object";

function read<Schema extends z.ZodType>(request: string, schema: Schema, data: unknown): z.output<Schema> {
  const parsed = schema.safeParse(data);
  if (!parsed.success) throw new UnreadableAnswerError(request, parsed.error.issues);
  return parsed.data;
}
