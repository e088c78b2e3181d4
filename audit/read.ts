import type { ListedMember, MemberKind } from "../core/model/member";
import type { FunctionName, RoleSetting, RoleSummary } from "../core/model/role";
import { type Lists, type Reading, readOf, type SurveyReader, survey } from "../tenant/apply/survey";
import type { RoleReader } from "../tenant/gateway";
import type { AuditedRole, Gap, Integration, Observation, Person } from "./model";
import { RULES, type Rule } from "./rules";

/** All that an audit asks of a tenant. It has no write. */
export type AuditReader = SurveyReader & Pick<RoleReader, "caller">;

export interface ReadOptions {
  /** Whether a licensed member is an integration's, by its identifier: audit.yaml says so. */
  readonly isIntegration?: (identifier: string) => boolean;
  /** Told how many of the tenant's lists are read. */
  readonly onProgress?: (read: number, of: number) => void;
}

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
  const { onProgress } = options;
  const membersOf = ({ api, full }: Lists) => membersIn(readOf(api), readOf(full), options);
  const surveyed = await survey(tenant, { onProgress, rolesToRead: (lists) => rolesHeld(lists, membersOf(lists)) });
  const { roles, api, full, functions, version } = surveyed;
  if ("failure" in roles && "failure" in api && "failure" in full) throw roles.failure;
  const members = membersOf(surveyed);
  const summaries = readOf(roles);
  const rows = new Map(
    [...surveyed.rows].flatMap(([id, reading]) => ("value" in reading ? [[id, reading.value]] : [])),
  );
  const names = functionsIn(readOf(functions), rows);
  return {
    functions: names,
    version: readOf(version),
    caller: "failure" in functions ? undefined : await tenant.caller(),
    roles: summaries?.map((role) => auditedRole(role, members, rows)),
    integrations: members.integrations,
    people: members.people,
    gaps: [...unread(surveyed), ...missingRows(summaries ?? [], rows, names)],
  };
}

/** The roles that somebody holds; all where the tenant doesn't say who does. */
function rolesHeld({ roles }: Lists, members: Members): RoleSummary[] {
  const holders = membersByRole(members);
  return (readOf(roles) ?? []).filter(({ id }) => members.all === undefined || holders.has(id));
}

/** What couldn't be read. */
function unread({ roles, api, full, functions, version, rows }: Awaited<ReturnType<typeof survey>>): Gap[] {
  const gap = <T>(about: string, reading: Reading<T> | undefined, rules: readonly Rule[]): Gap[] =>
    reading && "failure" in reading ? [{ about, why: reading.failure.message, rules }] : [];
  return [
    ...gap("security roles", roles, ROLE_RULES),
    ...gap("API members", api, "failure" in full ? MEMBER_RULES : []),
    ...gap("members", full, PEOPLE_RULES),
    ...gap("functions of roles", functions, ["unseen-functions"]),
    ...gap("version", version, []),
    ...(readOf(roles) ?? []).flatMap(({ id, name }) => gap(`the role "${name}"`, rows.get(id), LEVEL_RULES)),
  ];
}

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
  const allMembers = [...(api ?? []), ...(full ?? [])];
  const byId = [...new Map(allMembers.toReversed().map((member) => [member.id, member])).values()].toReversed();
  const isOf = ({ kind, identifier }: ListedMember) => kind === "api" || isIntegration(identifier);
  return {
    all: full && byId,
    integrations: allMembers.length > 0 || api ? byId.filter(isOf).map(integrationOf) : undefined,
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
  callerFunctions: readonly FunctionName[] | undefined,
  rows: ReadonlyMap<number, readonly RoleSetting[]>,
): readonly FunctionName[] {
  const named = [
    ...(callerFunctions ?? []),
    ...(callerFunctions && callerFunctions.length > 0 ? [] : [...rows.values()].flat()),
  ];
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
    const shownKeys = new Set(settings.map(keyOf));
    const missing = functions.filter((one) => !shownKeys.has(keyOf(one)));
    if (missing.length === 0) return [];
    const [first] = missing;
    const moreText = missing.length > 1 ? ` and ${missing.length - 1} more` : "";
    const why = `it has no row for ${first?.module} › ${first?.function}${moreText}: what it grants there isn't known`;
    return [{ about: `the role "${name}"`, why, rules: ["excess", "lacking"] }];
  });
}
