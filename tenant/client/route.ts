import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { AxiosRequestConfig } from "axios";
import { type Advice, RefusedError } from "../../core/model/errors";
import { proxyFor } from "./proxy";
import { TunnelAgent } from "./tunnel";

/** What axios takes of how a request travels. */
export type Route = Pick<AxiosRequestConfig, "proxy" | "httpAgent" | "httpsAgent">;

const direct = { httpAgent: new HttpAgent({ keepAlive: true }), httpsAgent: new HttpsAgent({ keepAlive: true }) };

/**
 * The way to an address: straight, or through the proxy that the environment names. axios' own reading of the environment is left
 * out: it takes what a proxy answers for an answer of the tenant.
 * @param signal ends connections that are being opened
 * @throws InvalidInputError when the proxy's address can't be used
 */
export function routeTo(origin: string, signal?: AbortSignal): Route {
  const proxy = proxyFor(origin);
  return { proxy: false, ...direct, ...(proxy && { httpsAgent: new TunnelAgent(proxy, signal) }) };
}

/** Whether anybody could pose as the tenant: Node was told to trust every certificate. */
export const isUnverified = (origin: string): boolean =>
  origin.startsWith("https:") && process.env.NODE_TLS_REJECT_UNAUTHORIZED === "0";

export const HOW_TO_VERIFY: Advice = {
  nextStep:
    "Unset NODE_TLS_REJECT_UNAUTHORIZED: with 0 the keys may go to anybody. For a CA of the tenant's own use NODE_EXTRA_CA_CERTS.",
  topic: "certificate-not-trusted",
};

/** @throws RefusedError where a key could go to anybody */
export function assertVerified(origin: string): void {
  if (isUnverified(origin))
    throw new RefusedError(`No key is sent to ${origin}: its certificate isn't verified.`, HOW_TO_VERIFY);
}
