import type { Handler } from "../handlers/context";
import { ApiError } from "../http/errors";
import { notImplemented } from "../quirks";
import type { Endpoints, Method } from "./endpoint";
import { merged } from "./endpoint";

/** A published method that the sandbox answers with 501, and why. */
interface NotEmulated {
  readonly method: Method;
  readonly path: string;
  readonly why: string;
}

const PERSONAS = "a tenant of the sandbox has no personas to give";
const SSO = "there is no identity provider to link to";

/** Published, and left out on purpose. */
export const DELIBERATELY_NOT: readonly NotEmulated[] = [
  { method: "GET", path: "/system/members/:id/image", why: "members have no photographs" },
  { method: "POST", path: "/system/members/:id/linkSsoUser", why: SSO },
  { method: "POST", path: "/system/members/:id/unlinkSsoUser", why: SSO },
  { method: "POST", path: "/system/members/:ssoid/deactivateIamMember", why: SSO },
  { method: "POST", path: "/system/members/:id/submit", why: "there is no member to be submitted to ConnectWise Home" },
  { method: "DELETE", path: "/system/members/:id/unusedTimeSheets", why: "there are no time sheets" },
  { method: "POST", path: "/system/members/:parentId/personas", why: PERSONAS },
  { method: "PUT", path: "/system/members/:parentId/personas/:id", why: PERSONAS },
  { method: "PATCH", path: "/system/members/:parentId/personas/:id", why: PERSONAS },
  { method: "DELETE", path: "/system/members/:parentId/personas/:id", why: PERSONAS },
  { method: "POST", path: "/system/info/links/:id/resolveurl", why: "there are no records to link to" },
];

export const NOT_EMULATED: Endpoints = merged(
  ...DELIBERATELY_NOT.map((left) => ({ [left.path]: { [left.method]: refusal(left) } })),
);

function refusal({ why }: NotEmulated): Handler {
  return () => {
    throw new ApiError(501, { ...notImplemented(why), errors: null });
  };
}
