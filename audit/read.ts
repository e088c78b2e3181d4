import pLimit from "p-limit";
import { CancelledError, RolesError } from "../core/model/errors";
import type { ListedMember, MemberKind } from "../core/model/member";
import type { FunctionName, RoleSetting, RoleSummary } from "../core/model/role";
import type { MemberLister, OwnReader, RoleReader, TenantReader } from "../tenant/gateway";
import type { AuditedRole, Gap, Integration, Observation, Person } from "./model";
import { RULES, type Rule } from "./rules";

/** All that an audit asks of a tenant. It has no write. */
export type AuditReader = Pick<RoleReader, "roles" | "settings" | "caller"> &
  Pick<OwnReader, "mySecurity"> &
  Pick<TenantReader, "version"> &
  MemberLister;

export interface ReadOptions {
  /** Whether a licensed member is an integration's, by its identifier: audit.yaml says so. */
  readonly isIntegration?: (identifier: string) => boolean;
  /** Told how many of the tenant's lists are read. */
  readonly onProgress?: (read: number, of: number) => void;
}

/** Lists of one tenant that are read side by side. */
const AT_ONCE = 4;

const LEVEL_RULES: readonly Rule[] = [
  ...(["copy-of-administrators", "administers", "excess", "unexplained", "lacking"] as const),
  ...(["inactive-broad", "outside-levels", "same", "similar", "contains"] as const),
];
const ROLE_RULES: readonly Rule[] = [
  ...(["administrators", "shared-with-people", "shared-by-integrations", "unheld"] as const),
  ...LEVEL_RULES,
];
const MEMBER_RULES: readonly Rule[] = RULES.filter(
  (rule) => !["outside-levels", "same", "similar", "contains", "unseen-functions"].includes(rule),
);
const PEOPLE_RULES: readonly Rule[] = ["shared-with-people", "unheld", "may-be-integration"];

/**
 * Reads a tenant by GETs alone: roles, API members, members, the functions, the version, and the rows of each role that somebody
 * holds (of every role where the tenant doesn't say who holds them). What can't be read is a gap, and the rest is read.
 * @throws RolesError where neither roles nor members can be read: there is nothing to say
 */
export async function readTenant(tenant: AuditReader, options: ReadOptions = {}): Promise<Observation> {
  const gaps: Gap[] = [];
  let [read, lists] = [0, 5];
  const limit = pLimit(AT_ONCE);
  const count = <T>(list: Promise<T>) => list.finally(() => options.onProgress?.(++read, lists));
  const inTurn = <T>(list: () => Promise<T>) => limit(() => count(list()));
  const [roles, api, full, functions, version] = await Promise.all([
    inTurn(() => attempt(() => tenant.roles())),
    inTurn(() => attempt(() => tenant.members("api"))),
    inTurn(() => attempt(() => tenant.members("full"))),
    inTurn(() => attempt(() => tenant.mySecurity())),
    inTurn(() => attempt(() => tenant.version())),
  ]);
  if ("failure" in roles && "failure" in api && "failure" in full) throw roles.failure;
  const note = (about: string, { failure }: Failed, rules: readonly Rule[]) =>
    gaps.push({ about, why: failure.message, rules });
  if ("failure" in roles) note("security roles", roles, ROLE_RULES);
  if ("failure" in api) note("API members", api, "failure" in full ? MEMBER_RULES : []);
  if ("failure" in full) note("members", full, PEOPLE_RULES);
  if ("failure" in functions) note("functions of roles", functions, ["unseen-functions"]);
  if ("failure" in version) note("version", version, []);
  const members = membersIn(readOf(api), readOf(full), options);
  const holders = membersByRole(members);
  const summaries = readOf(roles);
  const toRead = (summaries ?? []).filter(({ id }) => members.all === undefined || holders.has(id));
  lists += toRead.length;
  const rows = new Map<number, readonly RoleSetting[]>();
  const readRows = ({ id, name }: RoleSummary) =>
    inTurn(async () => {
      const settings = await attempt(() => tenant.settings(id));
      if ("failure" in settings) note(`the role "${name}"`, settings, LEVEL_RULES);
      else rows.set(id, settings.value);
    });
  // The first alone: by it the tenant is asked once how many rows a role has.
  const [first, ...others] = toRead;
  if (first) await readRows(first);
  await Promise.all(others.map(readRows));
  const names = functionsIn(readOf(functions), rows);
  gaps.push(...missingRows(summaries ?? [], rows, names));
  return {
    functions: names,
    version: readOf(version),
    caller: "failure" in functions ? undefined : await tenant.caller(),
    roles: summaries?.map((role) => auditedRole(role, members, rows)),
    integrations: members.integrations,
    people: members.people,
    gaps,
  };
}

interface Failed {
  readonly failure: RolesError;
}

/** What the tenant refuses, or answers in no shape that can be believed, is told; a mistake here and a cancel end it all. */
async function attempt<T>(read: () => Promise<T>): Promise<{ readonly value: T } | Failed> {
  try {
    return { value: await read() };
  } catch (error) {
    if (!(error instanceof RolesError) || error instanceof CancelledError) throw error;
    return { failure: error };
  }
}

const readOf = <T>(read: { readonly value: T } | Failed): T | undefined => ("value" in read ? read.value : undefined);

interface Members {
  /** Whoever may hold a role; `undefined` where not everybody is known. */
  readonly all: readonly ListedMember[] | undefined;
  readonly integrations: readonly Integration[] | undefined;
  readonly people: readonly Person[] | undefined;
}

/** Both lists together have each member once: that of all members shows API members, too. */
function membersIn(
  api: readonly ListedMember[] | undefined,
  full: readonly ListedMember[] | undefined,
  { isIntegration = () => false }: ReadOptions,
): Members {
  const known = [...(api ?? []), ...(full ?? [])];
  const byId = [...new Map(known.toReversed().map((member) => [member.id, member])).values()].toReversed();
  const isOf = ({ kind, identifier }: ListedMember) => kind === "api" || isIntegration(identifier);
  return {
    all: full && byId,
    integrations: known.length > 0 || api ? byId.filter(isOf).map(integrationOf) : undefined,
    people: full && byId.filter((member) => !isOf(member) && !member.inactiveFlag).map(personOf),
  };
}

const integrationOf = (member: ListedMember): Integration => ({
  id: member.id,
  identifier: member.identifier,
  displayName: member.displayName,
  kind: member.kind satisfies MemberKind,
  isInactive: member.inactiveFlag,
  role: member.securityRole === null ? null : { id: member.securityRole, name: member.securityRoleName ?? "" },
  location: nameOr(member.locationName, member.defaultLocation),
  businessUnit: nameOr(member.businessUnitName, member.defaultDepartment),
});

/** A reference may come without its name. */
const nameOr = (name: string | null, id: number | null) => name ?? (id === null ? null : `#${id}`);

const personOf = ({ id, identifier, displayName, securityRole: role }: ListedMember): Person => ({
  ...{ id, identifier, displayName, role },
});

/** The roles that an integration holds, active or not, or an active member. */
function membersByRole({ integrations = [], people = [] }: Members): ReadonlySet<number> {
  return new Set([...integrations.map(({ role }) => role?.id), ...people.map(({ role }) => role)].filter(isNumber));
}

const isNumber = (id: number | null | undefined): id is number => typeof id === "number";

function auditedRole(
  role: RoleSummary,
  { integrations, people }: Members,
  rows: ReadonlyMap<number, readonly RoleSetting[]>,
): AuditedRole {
  return {
    ...role,
    integrations: integrations?.filter((one) => one.role?.id === role.id && !one.isInactive),
    people: people?.filter((person) => person.role === role.id),
    settings: rows.get(role.id),
  };
}

const keyOf = ({ module, function: name }: FunctionName) => `${module}\n${name}`;

/** As the tenant lists them; where it doesn't, all that any role shows. */
function functionsIn(
  own: readonly FunctionName[] | undefined,
  rows: ReadonlyMap<number, readonly RoleSetting[]>,
): readonly FunctionName[] {
  const named = [...(own ?? []), ...(own && own.length > 0 ? [] : [...rows.values()].flat())];
  const names = named.map(({ module, function: name }) => ({ module, function: name }));
  return [...new Map(names.map((name) => [keyOf(name), name])).values()];
}

/** A role that lacks a row says nothing of that function: it isn't None there. */
function missingRows(
  roles: readonly RoleSummary[],
  rows: ReadonlyMap<number, readonly RoleSetting[]>,
  functions: readonly FunctionName[],
): Gap[] {
  return roles.flatMap(({ id, name, adminFlag }): Gap[] => {
    const settings = rows.get(id);
    if (!settings || adminFlag) return [];
    const there = new Set(settings.map(keyOf));
    const missing = functions.filter((one) => !there.has(keyOf(one)));
    if (missing.length === 0) return [];
    const [first] = missing;
    const more = missing.length > 1 ? ` and ${missing.length - 1} more` : "";
    const why = `it has no row for ${first?.module} › ${first?.function}${more}: what it grants there isn't known`;
    return [{ about: `the role "${name}"`, why, rules: ["excess", "lacking"] }];
  });
}
