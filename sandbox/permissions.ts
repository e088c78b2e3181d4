import { identifierOf } from "./catalogue";
import { levelField, type Verb } from "./model/securityRole";
import { isRef } from "./model/shape";
import type { Method } from "./routes/endpoint";
import type { StoredRecord } from "./store/collection";
import type { Store } from "./store/store";

/**
 * Which function of the caller's role guards which path: the first entry whose path is the request's, or above it.
 * Without a function, every key may. A method asks for its own verb unless the entry names one.
 *
 * Documented by integration vendors' tables (N-able, MSP360, CrushBank, Gradient): reading members needs Member
 * Maintenance, reading locations and business units My Company, setup tables Table Setup, roles Security (Passportal).
 * Assumed: everything else, as ConnectWise publishes no such table; that any level but None is enough (`My` is not
 * limited to what the member owns); that Customize lists limit nothing.
 */
const GUARDED: readonly { path: string; name?: string; verb?: Verb }[] = [
  { path: "/system/info" },
  { path: "/system/mySecurity" },
  { path: "/system/myMembers" },
  { path: "/system/securityroles/info" },
  { path: "/system/securityroles", name: "Security" },
  { path: "/project/securityRoles", name: "Table Setup" },
  { path: "/system/members/types", name: "Table Setup" },
  { path: "/system/members/:memberIdentifier/tokens", name: "Integrator Login", verb: "inquire" },
  { path: "/system/members/:id/deactivate", name: "Member Maintenance", verb: "edit" },
  { path: "/system/members", name: "Member Maintenance" },
  { path: "/system/apiMembers", name: "Member Maintenance" },
  { path: "/system/locations", name: "My Company" },
  { path: "/system/departments", name: "My Company" },
];

const VERB_OF: Record<Method, Verb> = { GET: "inquire", POST: "add", PUT: "edit", PATCH: "edit", DELETE: "delete" };

/** A function of the module System, and what has to be allowed on it. */
export interface Guard {
  readonly function: string;
  readonly verb: Verb;
}

/** What a caller's role has to allow for a method of a path; undefined when every key may. */
export function guardOf(method: Method, path: string): Guard | undefined {
  const found = GUARDED.find((entry) => isBelow(path.toLowerCase(), entry.path.toLowerCase()));
  return found?.name === undefined ? undefined : { function: found.name, verb: found.verb ?? VERB_OF[method] };
}

const isBelow = (path: string, above: string): boolean => path === above || path.startsWith(`${above}/`);

/**
 * Whether the role of `caller` allows it. Rows are found by identifier: their names differ from release to release. A
 * function that the tenant doesn't have guards nothing.
 */
export function permits(store: Store, caller: StoredRecord, guard: Guard): boolean {
  const role = caller.fields.securityRole;
  if (!isRef(role)) return false;
  const identifier = identifierOf(guard.function);
  const row = store.collections.settings.findChild(
    role.id,
    ({ fields }) => fields.moduleFunctionIdentifier === identifier && fields.moduleIdentifier === "System",
  );
  if (!row) return true;
  const level = row.fields[levelField(guard.verb)];
  return level !== "None" && level !== null;
}
