import { isAxiosError } from "axios";
import { type Advice, UnreachableError } from "../../core/model/errors";
import { isLoopback } from "./site";
import { ProxyError } from "./tunnel";

/** The error for a request that got no answer; the cause stays out: an axios error carries the request with its keys. */
export function unreachable(error: unknown, origin: string, idleMs: number): UnreachableError {
  if (!isAxiosError(error)) throw error;
  if (error.cause instanceof ProxyError) return behindProxy(error.cause, origin);
  const reason = error.code ?? error.message;
  const isTimeout = ["ECONNABORTED", "ETIMEDOUT"].includes(reason);
  return isTimeout
    ? timedOut(origin, `within ${idleMs / 1000} s`)
    : new UnreachableError(origin, reason, howToReach(origin, reason));
}

/** @param how long was waited: `within 30 s` */
export const timedOut = (origin: string, how: string): UnreachableError =>
  new UnreachableError(origin, TIMEOUT, { nextStep: HANGS, topic: "no-answer" }, how);

/** The same after several attempts. */
export const afterAttempts = (error: UnreachableError, attempts: number): UnreachableError =>
  error.reason === TIMEOUT && attempts > 1 ? timedOut(error.origin, `${error.how}, ${attempts} times`) : error;

const TIMEOUT = "timeout";
const HANGS =
  "The tenant, or something on the way to it, accepts the request and doesn't answer it: run it again later.";

/** The proxy's own answer, or that it gives none: the tenant isn't to blame. */
function behindProxy({ proxy, reason, schemes, code }: ProxyError, origin: string): UnreachableError {
  const { shown, variable } = proxy;
  const how = typeof reason === "number" ? `, which answered ${reason}` : ` (${reason})`;
  const nextStep =
    reason === 407 ? howToLogIn(variable, schemes) : howToPass(reason, new URL(origin).hostname, variable);
  const advice: Advice = { nextStep, topic: "proxy-refuses-or-is-down" };
  return new UnreachableError(origin, code, advice, `through the proxy ${shown}${how}`);
}

function howToLogIn(variable: string, schemes: readonly string[]): string {
  const isBasic = schemes.length === 0 || schemes.some((scheme) => /^basic$/i.test(scheme));
  return isBasic
    ? `The proxy wants a log-in: write ${variable} as http://USER:PASSWORD@HOST:PORT.`
    : `The proxy wants a log-in by ${schemes.join(" or ")}, which isn't known here: ask who runs it for one by user and password, or run a local proxy that logs in.`;
}

function howToPass(reason: number | string, host: string, variable: string): string {
  if (typeof reason === "string") return `Check ${variable}; where ${host} is reached without it, name it in NO_PROXY.`;
  if (reason >= 500) return `The proxy didn't reach ${host}: check connectwise:site, or ask who runs the proxy.`;
  return `The proxy doesn't let this machine through: have ${host} allowed there, or name it in NO_PROXY where it is reached without.`;
}

function howToReach(origin: string, reason: string): Advice {
  if (isCertificateTrouble(reason)) return { nextStep: howToTrust(reason), topic: "certificate-not-trusted" };
  if (isNoTls(reason))
    return { nextStep: "That port doesn't speak https: check connectwise:site.", topic: "no-answer" };
  if (NO_SUCH_HOST.includes(reason)) return { nextStep: CHECK_ADDRESS, topic: "host-not-found" };
  if (!isLoopback(origin)) return { nextStep: CHECK_ADDRESS, topic: "no-answer" };
  if (reason !== "ECONNREFUSED") return { nextStep: "The connection broke: run it again.", topic: "no-answer" };
  return { nextStep: "Is the sandbox running? Start it with: npx cwroles sandbox", topic: "no-answer" };
}

const CHECK_ADDRESS = "Check connectwise:site and the network.";
const NO_SUCH_HOST = ["ENOTFOUND", "EAI_AGAIN"];

function howToTrust(reason: string): string {
  if (reason === "ERR_TLS_CERT_ALTNAME_INVALID")
    return "Its certificate is for another host name: write connectwise:site as the certificate has it.";
  if (reason === "CERT_HAS_EXPIRED" || reason === "CERT_NOT_YET_VALID")
    return "By this machine's clock its certificate isn't valid now: check the clock, or have the certificate renewed.";
  return "Its certificate isn't trusted here. If it is the tenant's own, name the file of its CA in NODE_EXTRA_CA_CERTS.";
}

/** Node's codes for a certificate that it can't verify. */
const isCertificateTrouble = (reason: string) => /CERT|UNABLE_TO_VERIFY|SELF_SIGNED/.test(reason);

/** Those for a port that speaks something else. */
const isNoTls = (reason: string) => /^(EPROTO|ERR_SSL)/.test(reason);

/** Whether trying again at once could help: not if the host isn't there, refuses connections, or isn't trusted. */
export const isTransientReason = ({ reason }: UnreachableError): boolean =>
  !/^PROXY_4/.test(reason) &&
  !["ECONNREFUSED", ...NO_SUCH_HOST].includes(reason.replace(/^PROXY_/, "")) &&
  !isCertificateTrouble(reason) &&
  !isNoTls(reason);
