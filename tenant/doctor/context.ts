import axios, { type AxiosResponse } from "axios";
import { z } from "zod";
import { RolesError, UnreachableError } from "../../core/model/errors";
import { wireInfo } from "../../core/model/wire";
import { RestGateway } from "../client/gateway";
import { TenantHttp } from "../client/http";
import { LIMITS } from "../client/limits";
import type { RequestCount } from "../client/requestCount";
import { routeTo } from "../client/route";
import { unreachable } from "../client/unreachable";
import { type CompanyInfo, companyInfoOf } from "./companyInfo";
import type { Configuration } from "./configuration";
import { RateLimit } from "./limits";

const TIMEOUT_MS = 10_000;

const tenantInfo = wireInfo.extend({ isCloud: z.boolean().nullish() });

/** What the checks share: the configuration, and each question to the tenant asked once, by a single attempt. */
export class Context {
  readonly rateLimit = new RateLimit();
  readonly #gateway: RestGateway | undefined;
  #unsigned = 0;

  constructor(
    readonly configuration: Configuration,
    /** Whether a write may be sent. */
    readonly probe: boolean,
  ) {
    const { site, credentials } = configuration;
    const onAnswer = (response: AxiosResponse) => this.rateLimit.note(response);
    if (site && credentials)
      this.#gateway = new RestGateway(
        new TenantHttp({ ...credentials, origin: site.origin }, { attempts: 1, onAnswer }),
      );
  }

  /** Whether the address and every key are there and of their form, so that the API can be asked. */
  get isComplete(): boolean {
    return this.#gateway !== undefined;
  }

  /** For checks that need the keys: those are skipped where one is missing. */
  get gateway(): RestGateway {
    if (!this.#gateway) throw new Error("The API is asked before the keys were checked");
    return this.#gateway;
  }

  /** Up to now. */
  get requestCount(): RequestCount {
    const { requests, writes } = this.#gateway?.http.requestCount ?? { requests: 0, writes: 0 };
    return { requests: this.#unsigned + requests, writes };
  }

  /** The first request of all, without any key: company info, or the site's own page where there is no company id. */
  readonly firstAnswer = once(async (): Promise<AxiosResponse | UnreachableError> => {
    const { site, written } = this.configuration;
    const origin = site?.origin ?? "";
    const companyId = written("companyId");
    const path = companyId ? `/login/companyinfo/${encodeURIComponent(companyId)}` : "/";
    const options = {
      ...{ timeout: TIMEOUT_MS, signal: AbortSignal.timeout(2 * TIMEOUT_MS), maxContentLength: LIMITS.answerBytes },
      ...{ maxRedirects: 0, validateStatus: () => true, ...routeTo(origin) },
    };
    this.#unsigned += 1;
    const outcome = await axios.get(origin + path, options).catch((error) => unreachable(error, origin, TIMEOUT_MS));
    if (!(outcome instanceof UnreachableError)) this.rateLimit.note(outcome);
    return outcome;
  });

  readonly companyInfo = once(async (): Promise<CompanyInfo | undefined> => {
    const answer = await this.firstAnswer();
    return answer instanceof UnreachableError ? undefined : companyInfoOf(answer);
  });

  /** `/system/info`, which every key may read; `undefined` where there is no key to ask with. */
  readonly systemInfo = once(() => this.#ask(({ http }) => http.request("GET", "/system/info", tenantInfo)));

  /** The levels of the member whose key is used. */
  readonly mySecurity = once(() => this.#ask((gateway) => gateway.mySecurity()));

  async #ask<T>(question: (gateway: RestGateway) => Promise<T>): Promise<T | RolesError | undefined> {
    try {
      return this.#gateway && (await question(this.#gateway));
    } catch (error) {
      if (error instanceof RolesError) return error;
      throw error;
    }
  }
}

function once<T>(action: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= action();
    return result;
  };
}
