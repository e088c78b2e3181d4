import type { AxiosResponse } from "axios";
import type { Advice, TenantFailure } from "../../core/model/errors";
import { API_VERSION, type Credentials } from "./credentials";
import { redact } from "./redact";

/** What to do about an answer that is no success: by what it says first, by its status where it says nothing. */
export function advise(failure: TenantFailure, response: AxiosResponse, credentials: Credentials): Advice {
  const { data, headers } = response;
  const { method, path, status, tenantCode, tenantMessage } = failure;
  const words = tenantMessage ?? (typeof data === "string" ? data : "");
  const isCut = status < 300 && typeof data === "string" && /^\s*[[{]/.test(data);
  if (isCut) return { nextStep: "The answer is cut off: run it again.", topic: "answer-cut-off" };
  if (status >= 300 && status < 400) return pointsTo(headers.location, credentials);
  // The cloud says so with code Security, as it does for a missing permission. Source: the developer guide, Authentication.
  if (status < 400 || /SSL is required/i.test(words)) return NO_API;
  if (status === 407) return PROXY_LOGIN;
  if (isAboutVersion(failure)) return otherVersion(credentials);
  if (method === "DELETE" && [400, 409].includes(status)) return STILL_HELD;
  if (status === 400) return { topic: "a-field-is-refused" };
  if (status === 401 || status === 403) return isPage(response) ? BLOCKED : refusal(status, words, tenantCode);
  if (status === 404) return method === "GET" && !/\d+/.test(path) ? NOT_ROUTED : GONE;
  if (status === 429) return { nextStep: LATER, topic: "429-too-many-requests" };
  if (status >= 500 || status === 408) return { nextStep: LATER, topic: "tenant-busy-or-down" };
  return { nextStep: "See the tenant's API log: System > Members > API Logs.", topic: "a-field-is-refused" };
}

/** Who asks isn't accepted, or may not ask that. */
function refusal(status: number, words: string, tenantCode: string | undefined): Advice {
  const isClientId = /client\s?_?id/i.test(words);
  if (!isClientId && WHO.test(words) && IS_DISABLED.test(words)) return MEMBER_DISABLED;
  if (status === 401) return NOT_AUTHENTICATED;
  if (tenantCode === "Security") return { nextStep: LACKS_PERMISSION, topic: "403-security" };
  return { nextStep: tenantCode === undefined ? NO_CLIENT_ID : LACKS_PERMISSION, topic: "clientid-refused" };
}

/** Source: ASP.NET's own words for a version that no method has, and the API's for a body of another one. */
const isAboutVersion = ({ status, tenantCode = "", tenantMessage = "" }: TenantFailure): boolean =>
  [400, 404, 406, 415].includes(status) && /API ?version|accept header/i.test(`${tenantCode} ${tenantMessage}`);

const otherVersion = ({ apiVersion = API_VERSION }: Credentials): Advice => ({
  nextStep: `Requests name version ${apiVersion}: set connectwise:apiVersion to the tenant's own, which cwroles doctor and the web client's About tell.`,
  topic: "api-version-not-offered",
});

/** Whether it is a web page: the API itself answers in JSON, whatever it refuses. */
const isPage = ({ data, headers }: AxiosResponse): boolean =>
  typeof data === "string" && (/html/i.test(String(headers["content-type"])) || /^\s*</.test(data));

const BLOCKED: Advice = {
  nextStep:
    "That is a web page, not ConnectWise's answer: a firewall or a list of allowed addresses in front of it refuses this machine. Have its address allowed there.",
  topic: "blocked-on-the-way",
};
const PROXY_LOGIN: Advice = {
  nextStep: "That is a proxy's answer, not ConnectWise's: it wants a log-in of its own. Ask who runs it.",
  topic: "proxy-refuses-or-is-down",
};
const WHO = /\b(member|user|account|log-?in|keys?)\b/i;
const IS_DISABLED = /\b(inactive|disabled|deactivated|suspended|locked)\b/i;
const MEMBER_DISABLED: Advice = {
  nextStep: "Make the member of this key active in System > Members > API Members, or use the key of another one.",
  topic: "api-member-disabled",
};
const NOT_AUTHENTICATED: Advice = {
  nextStep: "Check connectwise:companyId, publicKey and privateKey. The key's member has to be active, too.",
  topic: "401-unauthorized",
};

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
const NO_CLIENT_ID =
  "Check connectwise:clientId. If it is right, a firewall or a list of allowed addresses in front of the tenant refuses this machine.";
const LATER = "The tenant is busy or down: run it again later, it goes on where it stopped.";

/** Source of the code: the answers to a missing permission that integrators quote; a refused clientId has another one. */
const LACKS_PERMISSION = "The member of this key lacks a permission for it, or connectwise:clientId isn't valid.";
