import { type AxiosResponse, isAxiosError } from "axios";
import { z } from "zod";
import { type Advice, TenantError, type TenantFailure, UnreachableError } from "../../core/model/errors";
import type { Credentials } from "./credentials";
import { isLoopback } from "./site";

const text = z.string().nullish();

/** Source: `ErrorResponseMessage` and `ValidationError` of the published description. */
const errorBody = z.looseObject({
  code: text,
  message: text,
  errors: z.array(z.looseObject({ code: text, message: text, field: text })).nullish(),
});

/** The error for an answer that is no success, without any key in it. */
export function errorOf(method: string, path: string, response: AxiosResponse, credentials: Credentials): TenantError {
  const body = errorBody.safeParse(response.data).data;
  const clean = (said: string | null | undefined) => (said ? redact(said, credentials) : undefined);
  const errors = body?.errors ?? [];
  const failure = {
    method,
    path,
    status: response.status,
    allow: response.headers.allow as string | undefined,
    tenantCode: clean(body?.code),
    tenantMessage: clean(body?.message),
    fields: errors.flatMap(
      ({ field, message, code }) => clean([field, message ?? code].filter(Boolean).join(": ")) ?? [],
    ),
    fieldCodes: errors.flatMap(({ code }) => clean(code) ?? []),
  };
  return new TenantError(failure, advise(failure, response, credentials));
}

function advise(failure: TenantFailure, { data, headers }: AxiosResponse, credentials: Credentials): Advice {
  const { method, path, status, tenantCode, tenantMessage } = failure;
  const words = tenantMessage ?? (typeof data === "string" ? data : "");
  const isCut = status < 300 && typeof data === "string" && /^\s*[[{]/.test(data);
  if (isCut) return { nextStep: "The answer is cut off: run it again.", topic: "answer-cut-off" };
  if (status >= 300 && status < 400) return pointsTo(headers.location, credentials);
  // The cloud says so with code Security, as it does for a missing permission. Source: the developer guide, Authentication.
  if (status < 400 || /SSL is required/i.test(words)) return NO_API;
  if (method === "DELETE" && [400, 409].includes(status)) return STILL_HELD;
  if (status === 400) return { topic: "a-field-is-refused" };
  if (status === 401)
    return { nextStep: "Check connectwise:companyId, publicKey and privateKey.", topic: "401-unauthorized" };
  if (status === 404) return method === "GET" && !/\d+/.test(path) ? NOT_ROUTED : GONE;
  if (status === 403) return tenantCode === undefined ? NO_CLIENT_ID : notAllowed(tenantCode);
  if (status === 429) return { nextStep: LATER, topic: "429-too-many-requests" };
  if (status >= 500 || status === 408) return { nextStep: LATER, topic: "tenant-busy-or-down" };
  return { nextStep: "See the tenant's API log: System > Members > API Logs.", topic: "a-field-is-refused" };
}

const NO_API: Advice = {
  nextStep: "That is a web page, not the API: check connectwise:site (on the cloud it starts with api-).",
  topic: "ssl-is-required-or-a-login-page",
};

/** A redirect isn't followed: the keys only go to the tenant. Its query is left out, which may name who is to log in. */
function pointsTo(location: unknown, credentials: Credentials): Advice {
  const isAddress = typeof location === "string" && URL.canParse(location, credentials.origin);
  const where = isAddress ? `to ${withoutQuery(new URL(location, credentials.origin))}` : "elsewhere";
  return {
    nextStep: `It points ${redact(where, credentials)}, which isn't followed: check connectwise:site, and any proxy in between.`,
    topic: "ssl-is-required-or-a-login-page",
  };
}

const withoutQuery = ({ protocol, host, pathname }: URL) => `${protocol}//${host}${pathname}`;

const GONE: Advice = {
  nextStep: "It isn't there any more: run it again with --refresh.",
  topic: "role-or-member-renamed-or-gone",
};
const STILL_HELD: Advice = {
  nextStep: "If members still hold it, give them another role in System > Members, then run it again.",
  topic: "role-still-held",
};
const NOT_ROUTED: Advice = {
  nextStep:
    "This path is there on every tenant: on the cloud, 404 here means a wrong company id or key pair, elsewhere a wrong site or codebase.",
  topic: "404-on-a-path-every-tenant-has",
};
const NO_CLIENT_ID: Advice = { nextStep: "Check connectwise:clientId.", topic: "clientid-refused" };
const LATER = "The tenant is busy or down: run it again later, it goes on where it stopped.";

/** Source of the code: the answers to a missing permission that integrators quote; a refused clientId has another one. */
const notAllowed = (code: string): Advice => ({
  nextStep: "The member of this key lacks a permission for it, or connectwise:clientId isn't valid.",
  topic: code === "Security" ? "403-security" : "clientid-refused",
});

/** The error for a request that got no answer; the cause stays out: an axios error carries the request with its keys. */
export function unreachable(error: unknown, origin: string, idleMs: number): UnreachableError {
  if (!isAxiosError(error)) throw error;
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
export const isPassing = ({ reason }: UnreachableError): boolean =>
  !["ECONNREFUSED", ...NO_SUCH_HOST].includes(reason) && !isCertificateTrouble(reason) && !isNoTls(reason);

function redact(text: string, { companyId, publicKey, privateKey }: Credentials): string {
  const basic = Buffer.from(`${companyId}+${publicKey}:${privateKey}`).toString("base64");
  return [privateKey, basic].reduce((clean, secret) => clean.replaceAll(secret, "[redacted]"), text);
}
