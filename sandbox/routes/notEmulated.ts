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

/** What a member has in a list of its own, each with the methods of any such list. */
const LISTS_OF_A_MEMBER: Readonly<Record<string, string>> = {
  accruals: "members accrue no time off",
  certifications: "members have no certificates",
  delegations: "there is no work to delegate",
  mycertifications: "members have no certificates",
  notificationSettings: "nobody is notified",
  skills: "members have no skills",
};

const listOf = (path: string, why: string): readonly NotEmulated[] => [
  { method: "GET", path, why },
  { method: "POST", path, why },
  { method: "GET", path: `${path}/count`, why },
  ...(["GET", "PUT", "PATCH", "DELETE"] as const).map((method) => ({ method, path: `${path}/:id`, why })),
];

const ACCOUNTS = "there are no managed devices";
const WORK_ROLES = "there are no work roles";

/** Published, and left out on purpose. */
export const DELIBERATELY_NOT: readonly NotEmulated[] = [
  { method: "GET", path: "/system/members/calendarsync", why: "there are no calendars" },
  ...Object.entries(LISTS_OF_A_MEMBER).flatMap(([name, why]) => listOf(`/system/members/:parentId/${name}`, why)),
  { method: "GET", path: "/system/members/:parentId/managedDeviceAccounts", why: ACCOUNTS },
  { method: "PUT", path: "/system/members/:parentId/managedDeviceAccounts/bulk", why: ACCOUNTS },
  { method: "DELETE", path: "/system/members/:parentId/managedDeviceAccounts/bulk", why: ACCOUNTS },
  { method: "GET", path: "/system/locations/:parentId/workRoles", why: WORK_ROLES },
  { method: "GET", path: "/system/locations/:parentId/workRoles/count", why: WORK_ROLES },
  { method: "GET", path: "/system/locations/:parentId/workRoles/:id", why: WORK_ROLES },
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
