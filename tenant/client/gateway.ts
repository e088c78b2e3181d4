import { z } from "zod";
import type { LevelMethod } from "../../core/model/capability";
import { EmptyAnswerError, TenantError, UnreadableAnswerError } from "../../core/model/errors";
import type { Cell, Verb } from "../../core/model/level";
import { LEVELS, VERBS } from "../../core/model/level";
import type {
  BusinessUnit,
  DesiredMember,
  ListedMember,
  MemberFields,
  MemberKind,
  Named,
  ObservedMember,
} from "../../core/model/member";
import { sameName, sameSpelling } from "../../core/model/name";
import type { Permission } from "../../core/model/permission";
import type { CustomizeItem, FunctionName, RoleSetting, RoleSummary } from "../../core/model/role";
import {
  wireCount,
  wireCustomizeItem,
  wireDepartment,
  wireInfo,
  wireLocation,
  wireLocationDepartment,
  wireMember,
  wireRole,
  wireSetting,
  wireToken,
} from "../../core/model/wire";
import { plainName } from "../../text/clean.mjs";
import type { BusinessUnitLister, Created, Gateway, KeyPair, MemberLister, TokenIssuer } from "../gateway";
import { equals } from "./conditions";
import { createOnce } from "./create";
import type { TenantHttp } from "./http";

const ROLES = "/system/securityroles";
const settingsOf = (roleId: number) => `/system/securityRoles/${roleId}/settings`;
const MEMBERS: Record<MemberKind, string> = { api: "/system/apiMembers", full: "/system/members" };

/** A tenant over its REST API. Source of paths and shapes: the published description, versions 2022.1 to 2025.8. */
export class RestGateway implements Gateway, MemberLister, BusinessUnitLister, TokenIssuer {
  /** As the rows of /system/mySecurity name it. */
  #caller: string | undefined;
  /** How many rows a role has, as the tenant counted them: all of its roles have the same ones. */
  #rowCount: number | undefined;
  /** Rows as last read, by their role and their id, with all that the tenant says of them. */
  readonly #rows = new Map<number, ReadonlyMap<number, z.output<typeof wireSetting>>>();

  constructor(readonly http: TenantHttp) {}

  async version(): Promise<string> {
    const { version } = await this.http.request("GET", "/system/info", wireInfo);
    // `v2025.8.12345` → `2025.8`
    return version.replace(/^v?(\d+\.\d+).*$/, "$1");
  }

  async functions(): Promise<FunctionName[]> {
    return (await this.mySecurity()).map(({ module, function: name }) => ({ module, function: name }));
  }

  /** The rows of the member whose key is in use. */
  async mySecurity(): Promise<RoleSetting[]> {
    const rows = await this.http.list("/system/mySecurity", wireSetting);
    this.#caller = rows[0]?.member?.identifier ?? undefined;
    return rows.map(roleSetting);
  }

  async customizeItems(): Promise<CustomizeItem[]> {
    const items = await this.http.list("/system/mySecurity/customizeItems/", wireCustomizeItem);
    return items.map(({ customizeIdentifier, itemIdentifier }) => ({
      list: customizeIdentifier ?? "",
      entry: itemIdentifier ?? "",
    }));
  }

  async memberToken(identifier: string): Promise<KeyPair> {
    const path = `/system/members/${encodeURIComponent(identifier)}/tokens`;
    const { publicKey, privateKey } = await this.http.request("POST", path, wireToken);
    return { publicKey, privateKey };
  }

  /** The same tenant by another key pair. */
  withKeys(keys: KeyPair): RestGateway {
    return new RestGateway(this.http.withKeys(keys));
  }

  async roles(): Promise<RoleSummary[]> {
    return (await this.http.list(ROLES, wireRole)).map(roleSummary);
  }

  /** Roles are few: none is missed for how a tenant compares names, or reads conditions. */
  async findRoles(name: string): Promise<RoleSummary[]> {
    return (await this.roles()).filter((role) => sameName(role.name, name));
  }

  async role(id: number): Promise<RoleSummary | undefined> {
    const found = await this.#object(ROLES, id, wireRole);
    return found === undefined ? undefined : roleSummary(found);
  }

  async settings(roleId: number): Promise<RoleSetting[]> {
    const rows = await this.http.list(settingsOf(roleId), wireSetting);
    await this.#assertWhole(settingsOf(roleId), rows);
    this.#rows.set(roleId, new Map(rows.map((row) => [row.id, row])));
    return rows.map(roleSetting);
  }

  /**
   * The one rule for a list of rows: it is whole where it has as many as the tenant counts. Roles have the same rows, so that
   * the tenant is asked for the count once, and again where a list has another number.
   * @throws UnreadableAnswerError when it lists fewer than it counts, or one twice
   */
  async #assertWhole(path: string, rows: readonly { readonly id: number }[]): Promise<void> {
    const isUnique = new Set(rows.map(({ id }) => id)).size === rows.length;
    if (isUnique && rows.length === this.#rowCount) return;
    const count = isUnique ? await this.#count(path) : undefined;
    if (!isUnique || (count !== undefined && rows.length < count))
      throw new UnreadableAnswerError(`GET ${path}`, [
        { path: [], message: isUnique ? `${rows.length} rows of the ${count} that it counts` : "a row twice" },
      ]);
    this.#rowCount = rows.length;
  }

  /** `undefined` where an older release doesn't count. */
  async #count(path: string): Promise<number | undefined> {
    try {
      return (await this.http.request("GET", `${path}/count`, wireCount)).count;
    } catch (error) {
      if (error instanceof TenantError && [404, 405].includes(error.failure.status)) return undefined;
      throw error;
    }
  }

  async setting(roleId: number, settingId: number): Promise<RoleSetting | undefined> {
    const row = await this.#orUndefined("GET", `${settingsOf(roleId)}/${settingId}`, wireSetting);
    return row === undefined ? undefined : roleSetting(asRequested(row, settingId, settingsOf(roleId)));
  }

  async holders(roleId: number): Promise<string[]> {
    const lists = await Promise.all(Object.values(MEMBERS).map((path) => this.#holdersIn(path, roleId)));
    return [...new Set(lists.flat())];
  }

  /**
   * That nobody of a list holds a role isn't believed of conditions alone: a tenant may refuse those on references, or find nothing
   * by them. A member that was found by them and doesn't show its role holds it.
   */
  async #holdersIn(path: string, roleId: number): Promise<string[]> {
    const byRole = await this.http.list(path, wireMember, { conditions: `securityRole/id=${roleId}` }).catch(orNone);
    const isBelieved = byRole.length > 0 || (await this.#findsOthers(path, roleId));
    const members = isBelieved ? byRole : await this.#whole(path);
    const isWhole = !isBelieved || byRole.some(({ securityRole }) => isOther(securityRole?.id, roleId));
    const holds = ({ securityRole, inactiveFlag }: WireMember) =>
      inactiveFlag !== true && (securityRole?.id === roleId || (securityRole?.id == null && !isWhole));
    return members.filter(holds).map(({ identifier }) => identifier);
  }

  /** Whether the tenant finds members by their role at all: somebody has another one. */
  async #findsOthers(path: string, roleId: number): Promise<boolean> {
    const query = { conditions: `securityRole/id!=${roleId}`, pageSize: "1" };
    const allMembers = await this.http.request("GET", path, z.array(wireMember), { query }).catch(orNone);
    return allMembers.some(({ securityRole }) => isOther(securityRole?.id, roleId));
  }

  /**
   * A list with as little of each member as the tenant lets one ask for.
   * @throws UnreadableAnswerError where it shows nobody's role, which doesn't say that nobody has one
   */
  async #whole(path: string): Promise<WireMember[]> {
    const some = await this.http.list(path, wireMember, { fields: HOLDER_FIELDS }).catch(orNone);
    const members = some.some(hasRole) ? some : await this.http.list(path, wireMember);
    if (members.length === 0 || members.some(hasRole)) return members;
    throw new UnreadableAnswerError(`GET ${path}`, [{ path: ["securityRole", "id"], message: "it isn't there" }]);
  }

  async caller(): Promise<string | undefined> {
    if (this.#caller === undefined) await this.functions();
    return this.#caller;
  }

  createRole(name: string): Promise<Created<RoleSummary>> {
    return createOnce(
      async () => {
        const made = await this.http.request("POST", ROLES, wireRole, { body: { name } });
        return roleSummary(ofName(made, made.name, name, ROLES));
      },
      async () => (await this.findRoles(name)).find((role) => sameSpelling(role.name, name)),
      (ms) => this.http.pause(ms),
    );
  }

  async setLevels(roleId: number, settingId: number, levels: Partial<Permission>, method: LevelMethod): Promise<void> {
    const fields = Object.entries(levels).map(([verb, level]): [string, unknown] => [
      LEVEL_FIELDS[verb as Verb],
      level,
    ]);
    const row = this.#rows.get(roleId)?.get(settingId);
    if (!row) throw new Error(`The setting ${settingId} wasn't read before it is written`);
    // PUT replaces the whole object: what it leaves out would become blank.
    const body =
      method === "PATCH"
        ? fields.map(([field, level]) => replace(field, level))
        : { ...row, ...Object.fromEntries(fields) };
    await this.http.request(method, `${settingsOf(roleId)}/${settingId}`, z.unknown(), { body });
  }

  async deleteRole(id: number): Promise<void> {
    await this.#orUndefined("DELETE", `${ROLES}/${id}`, z.unknown());
  }

  async findMember(kind: MemberKind, identifier: string): Promise<ObservedMember | undefined> {
    const listed = await this.#meeting(equals("identifier", identifier), MEMBERS[kind], wireMember);
    const alike = listed.filter((member) => sameName(member.identifier, identifier));
    const found = alike.find((member) => sameSpelling(member.identifier, identifier)) ?? alike[0];
    return found === undefined ? undefined : observedMember(found);
  }

  async member(kind: MemberKind, id: number): Promise<ObservedMember | undefined> {
    const found = await this.#object(MEMBERS[kind], id, wireMember);
    return found === undefined ? undefined : observedMember(found);
  }

  async members(kind: MemberKind): Promise<ListedMember[]> {
    const listed = await this.http.list(MEMBERS[kind], wireMember);
    return listed.map((member) => ({
      ...observedMember(member),
      kind: member.licenseClass === "A" ? "api" : kind,
      displayName: member.name ?? [member.firstName, member.lastName].filter(Boolean).join(" "),
      firstName: member.name ?? member.firstName ?? "",
      lastName: member.name === undefined || member.name === null ? (member.lastName ?? "") : "",
      email: member.officeEmail || member.emailAddress || null,
    }));
  }

  createMember(kind: MemberKind, desired: DesiredMember): Promise<Created<ObservedMember>> {
    const { identifier, name, person, ...fields } = desired;
    const body = { identifier, ...(kind === "api" && { name: name ?? identifier }), ...person, ...wireFields(fields) };
    return createOnce(
      async () => {
        const made = await this.http.request("POST", MEMBERS[kind], wireMember, { body });
        return observedMember(ofName(made, made.identifier, identifier, MEMBERS[kind]));
      },
      async () => {
        const found = await this.findMember(kind, identifier);
        return found && sameSpelling(found.identifier, identifier) ? found : undefined;
      },
      (ms) => this.http.pause(ms),
    );
  }

  async updateMember(kind: MemberKind, id: number, fields: Partial<MemberFields>): Promise<void> {
    const body = Object.entries(wireFields(fields)).map(([path, value]) => replace(path, value));
    await this.http.request("PATCH", `${MEMBERS[kind]}/${id}`, z.unknown(), { body });
  }

  async locations(): Promise<Named[]> {
    return this.http.list("/system/locations", wireLocation);
  }

  async allBusinessUnits(): Promise<BusinessUnit[]> {
    const units = await this.http.list("/system/departments", wireDepartment);
    return units.map(({ id, identifier, name }) => ({ id, identifier: identifier ?? "", name: name ?? "" }));
  }

  async businessUnits(locationId: number): Promise<Named[]> {
    const path = `/system/locations/${locationId}/departments`;
    const pairs = await this.http.list(path, wireLocationDepartment);
    const units = pairs.flatMap(({ department }): Named[] =>
      typeof department?.id === "number" ? [{ id: department.id, name: department.name ?? "" }] : [],
    );
    if (pairs.length > units.length)
      throw new UnreadableAnswerError(`GET ${path}`, [{ path: ["department", "id"], message: "it isn't there" }]);
    if (units.every(({ name }) => name !== "")) return units;
    const namesById = new Map((await this.allBusinessUnits()).map(({ id, name }) => [id, name]));
    return units.map(({ id, name }) => ({ id, name: name || (namesById.get(id) ?? "") }));
  }

  /**
   * An object by its id. Its absence is asked twice: a single 404 may be a mistake on the way, and whoever believes it lets go
   * of what is there. Tenants may say so with 400, 410 or nothing at all, too.
   * @returns `undefined` where neither its own path nor the list by its id shows it
   * @throws UnreadableAnswerError for an object with another id
   */
  async #object<Schema extends z.ZodType<{ id: number }>>(path: string, id: number, schema: Schema) {
    const found = await this.#orUndefined("GET", `${path}/${id}`, schema);
    if (found !== undefined) return asRequested(found, id, path);
    const listed = await this.#meeting(`id=${id}`, path, schema);
    return listed.find((object) => object.id === id);
  }

  /** The objects that meet conditions; all of them where the tenant drops or refuses these. */
  async #meeting<Schema extends z.ZodType>(conditions: string, path: string, schema: Schema) {
    try {
      return await this.http.list(path, schema, { conditions });
    } catch (error) {
      if (error instanceof TenantError && error.failure.status === 400) return this.http.list(path, schema);
      throw error;
    }
  }

  /**
   * Turns "no such object" into `undefined`. The cloud answers wrong credentials with 404 as well, so a path that is
   * there on every tenant has to answer before an object counts as gone.
   */
  async #orUndefined<Schema extends z.ZodType>(method: "GET" | "DELETE", path: string, schema: Schema) {
    try {
      return await this.http.request(method, path, schema);
    } catch (error) {
      if (!(method === "GET" ? isAbsence(error) : isGone(error))) throw error;
      await this.version();
      return undefined;
    }
  }
}

/** What the holders of a role are known by. */
const HOLDER_FIELDS = "id,identifier,inactiveFlag,securityRole";

type WireMember = z.output<typeof wireMember>;

const hasRole = ({ securityRole }: WireMember) => typeof securityRole?.id === "number";

const isOther = (id: number | null | undefined, roleId: number) => typeof id === "number" && id !== roleId;

/** Nobody, where a tenant refuses the conditions. */
function orNone(error: unknown): [] {
  if (error instanceof TenantError && error.failure.status === 400) return [];
  throw error;
}

const isGone = (error: unknown) => error instanceof TenantError && [404, 410].includes(error.failure.status);

/** Whether an answer to a GET may mean that there is no such object. */
const isAbsence = (error: unknown) =>
  isGone(error) || error instanceof EmptyAnswerError || (error instanceof TenantError && error.failure.status === 400);

/** @throws UnreadableAnswerError for an object that wasn't asked for */
function asRequested<T extends { readonly id: number }>(object: T, id: number, path: string): T {
  if (object.id === id) return object;
  throw new UnreadableAnswerError(`GET ${path}/${id}`, [{ path: ["id"], message: `${object.id}` }]);
}

/** @throws UnreadableAnswerError where the answer to a POST is about something else */
function ofName<T>(object: T, name: string, requested: string, path: string): T {
  if (sameName(name, requested)) return object;
  throw new UnreadableAnswerError(`POST ${path}`, [{ path: [], message: `${JSON.stringify(name)} was made` }]);
}

const LEVEL_FIELDS: Record<Verb, `${Verb}Level`> = {
  add: "addLevel",
  edit: "editLevel",
  delete: "deleteLevel",
  inquire: "inquireLevel",
};

/** ConnectWise's dialect of JSON Patch: a bare, case-sensitive field name, references whole, blank as null. */
const replace = <Path extends string>(path: Path, value: unknown) => ({ op: "replace", path, value });

const functionName = (row: z.output<typeof wireSetting>): FunctionName => ({
  module: plainName(row.moduleName || row.moduleDescription || ""),
  function: plainName(row.moduleFunctionName || row.moduleFunctionDescription || ""),
});

/** A level in any case; what is none of the known ones stays as it is, and no text is no level. */
const levelOf = (word: string | null | undefined): Cell =>
  LEVELS.find((level) => level.toLowerCase() === word?.toLowerCase()) ?? (word || null);

const roleSummary = ({ id, name, adminFlag, inactiveFlag }: z.output<typeof wireRole>): RoleSummary => ({
  id,
  name,
  adminFlag: adminFlag ?? false,
  inactiveFlag: inactiveFlag ?? false,
});

function roleSetting(row: z.output<typeof wireSetting>): RoleSetting {
  const cells = Object.fromEntries(VERBS.map((verb) => [verb, levelOf(row[LEVEL_FIELDS[verb]])]));
  return { id: row.id, ...functionName(row), cells: cells as Record<Verb, Cell> };
}

function observedMember(member: z.output<typeof wireMember>): ObservedMember {
  return {
    id: member.id,
    identifier: member.identifier,
    licenseClass: member.licenseClass ?? null,
    securityRole: member.securityRole?.id ?? null,
    defaultLocation: member.defaultLocation?.id ?? null,
    defaultDepartment: member.defaultDepartment?.id ?? null,
    inactiveFlag: member.inactiveFlag ?? false,
    securityRoleName: member.securityRole?.name ?? null,
    locationName: member.defaultLocation?.name ?? null,
    businessUnitName: member.defaultDepartment?.name ?? null,
  };
}

/** Fields as the API takes them: a reference as `{id}`. */
function wireFields(fields: Partial<MemberFields>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [field, typeof value === "number" ? { id: value } : value]),
  );
}
