import { type AxiosResponse, isAxiosError } from "axios";
import { z } from "zod";
import { TenantError, UnreachableError } from "../model/errors";
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
  return new TenantError({
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
    nextStep: nextStep(method, path, response, Boolean(body?.code)),
  });
}

function nextStep(method: string, path: string, response: AxiosResponse, isApiError: boolean): string | undefined {
  const { status, data } = response;
  if (status < 300 && typeof data === "string" && /^\s*[[{]/.test(data)) return "The answer is cut off: run it again.";
  if (status < 400)
    return "That is a web page, not the API: check connectwise:site (on the cloud it starts with api-).";
  if (method === "DELETE" && [400, 409].includes(status))
    return "If members still hold it, give them another role in System > Members, then run it again.";
  if (status === 401) return "Check connectwise:companyId, publicKey and privateKey.";
  if (status === 404 && method === "GET" && !/\d+/.test(path))
    return "This path is there on every tenant: on the cloud, 404 here means a wrong company id or key pair, elsewhere a wrong site or codebase.";
  if (status === 403)
    return isApiError
      ? "The member of this key lacks a permission for it, or connectwise:clientId isn't valid."
      : "Check connectwise:clientId.";
  if (status === 429 || status >= 500)
    return "The tenant is busy or down: run it again later, it goes on where it stopped.";
  return undefined;
}

/** The error for a request that got no answer. */
export function unreachable(error: unknown, origin: string): UnreachableError {
  if (!isAxiosError(error)) throw error;
  const reason = error.code ?? error.message;
  // The cause stays out: an axios error carries the request with its keys.
  return new UnreachableError(origin, reason, howToReach(origin, reason));
}

function howToReach(origin: string, reason: string): string {
  if (isCertificateTrouble(reason))
    return "Its certificate isn't trusted here. If it is the tenant's own, name the file of its CA in NODE_EXTRA_CA_CERTS.";
  if (isLoopback(origin)) return "Is the sandbox running? Start it with: npx cwroles sandbox";
  return "Check connectwise:site and the network.";
}

/** Node's codes for a certificate that it can't verify. */
const isCertificateTrouble = (reason: string) => /CERT|UNABLE_TO_VERIFY|SELF_SIGNED/.test(reason);

/** Whether trying again at once could help: not if the host isn't there, refuses connections, or isn't trusted. */
export const isPassing = ({ reason }: UnreachableError): boolean =>
  !["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"].includes(reason) && !isCertificateTrouble(reason);

function redact(text: string, { companyId, publicKey, privateKey }: Credentials): string {
  const basic = Buffer.from(`${companyId}+${publicKey}:${privateKey}`).toString("base64");
  return [privateKey, basic].reduce((clean, secret) => clean.replaceAll(secret, "[redacted]"), text);
}
