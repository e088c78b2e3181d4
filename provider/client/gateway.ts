import { z } from "zod";
import type { Gateway, KeyPair, Made, TokenIssuer } from "../gateway";
import type { LevelMethod } from "../model/capability";
import { TenantError, UnreadableAnswerError } from "../model/errors";
import type { Cell, Verb } from "../model/level";
import { VERBS } from "../model/level";
import type { DesiredMember, MemberFields, MemberKind, Named, ObservedMember } from "../model/member";
import type { Permission } from "../model/permission";
import type { CustomizeItem, FunctionName, RoleSetting, RoleSummary } from "../model/role";
import {
  wireCount,
  wireCustomizeItem,
  wireInfo,
  wireLocation,
  wireLocationDepartment,
  wireMember,
  wireRole,
  wireSetting,
  wireToken,
} from "../model/wire";
import { equals } from "./conditions";
import { createOnce } from "./create";
import { TenantHttp } from "./http";

const ROLES = "/system/securityroles";
const settingsOf = (roleId: number) => `/system/securityRoles/${roleId}/settings`;
const MEMBERS: Record<MemberKind, string> = { api: "/system/apiMembers", full: "/system/members" };

/** A tenant over its REST API. Source of paths and shapes: the published description, versions 2022.1 to 2025.8. */
export class RestGateway implements Gateway, TokenIssuer {
  /** As the rows of /system/mySecurity name it. */
  #caller: string | undefined;
  /** How many rows the caller's own role has. */
  #functionCount = 0;
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
    this.#functionCount = rows.length;
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
    return new RestGateway(new TenantHttp({ ...this.http.credentials, ...keys }));
  }

  async roles(): Promise<RoleSummary[]> {
    return (await this.http.list(ROLES, wireRole)).map(roleSummary);
  }

  async findRoles(name: string): Promise<RoleSummary[]> {
    return (await this.http.list(ROLES, wireRole, { conditions: equals("name", name) })).map(roleSummary);
  }

  async role(id: number): Promise<RoleSummary | undefined> {
    const found = await this.#orUndefined("GET", `${ROLES}/${id}`, wireRole);
    return found === undefined ? undefined : roleSummary(found);
  }

  async settings(roleId: number): Promise<RoleSetting[]> {
    const rows = await this.http.list(settingsOf(roleId), wireSetting);
    await this.#assertWhole(settingsOf(roleId), rows.length);
    this.#rows.set(roleId, new Map(rows.map((row) => [row.id, row])));
    return rows.map(roleSetting);
  }

  /**
   * Fewer rows than the caller's own role has may be an answer that lost some: the tenant's count decides.
   * @throws UnreadableAnswerError when it lists fewer than it counts
   */
  async #assertWhole(path: string, rows: number): Promise<void> {
    if (rows >= this.#functionCount) return;
    const { count } = await this.http.request("GET", `${path}/count`, wireCount);
    if (rows < count)
      throw new UnreadableAnswerError(`GET ${path}`, [
        { path: [], message: `${rows} rows of the ${count} that it counts` },
      ]);
  }

  async setting(roleId: number, settingId: number): Promise<RoleSetting | undefined> {
    const row = await this.#orUndefined("GET", `${settingsOf(roleId)}/${settingId}`, wireSetting);
    return row === undefined ? undefined : roleSetting(row);
  }

  async holders(roleId: number): Promise<string[]> {
    const conditions = `securityRole/id=${roleId} and inactiveFlag=false`;
    const lists = await Promise.all(
      Object.values(MEMBERS).map((path) => this.http.list(path, wireMember, { conditions })),
    );
    return [...new Set(lists.flat().map(({ identifier }) => identifier))];
  }

  async caller(): Promise<string | undefined> {
    if (this.#caller === undefined) await this.functions();
    return this.#caller;
  }

  createRole(name: string): Promise<Made<RoleSummary>> {
    return createOnce(
      async () => roleSummary(await this.http.request("POST", ROLES, wireRole, { body: { name } })),
      async () => (await this.findRoles(name))[0],
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
    const [found] = await this.http.list(MEMBERS[kind], wireMember, { conditions: equals("identifier", identifier) });
    return found === undefined ? undefined : observedMember(found);
  }

  async member(kind: MemberKind, id: number): Promise<ObservedMember | undefined> {
    const found = await this.#orUndefined("GET", `${MEMBERS[kind]}/${id}`, wireMember);
    return found === undefined ? undefined : observedMember(found);
  }

  createMember(kind: MemberKind, desired: DesiredMember): Promise<Made<ObservedMember>> {
    const { identifier, name, person, ...fields } = desired;
    const body = { identifier, ...(kind === "api" && { name: name ?? identifier }), ...person, ...wireFields(fields) };
    return createOnce(
      async () => observedMember(await this.http.request("POST", MEMBERS[kind], wireMember, { body })),
      () => this.findMember(kind, identifier),
    );
  }

  async updateMember(kind: MemberKind, id: number, fields: Partial<MemberFields>): Promise<void> {
    const body = Object.entries(wireFields(fields)).map(([path, value]) => replace(path, value));
    await this.http.request("PATCH", `${MEMBERS[kind]}/${id}`, z.unknown(), { body });
  }

  async locations(): Promise<Named[]> {
    return this.http.list("/system/locations", wireLocation, { fields: "id,name" });
  }

  async businessUnits(locationId: number): Promise<Named[]> {
    const pairs = await this.http.list(`/system/locations/${locationId}/departments`, wireLocationDepartment);
    return pairs.flatMap(({ department }): Named[] =>
      typeof department?.id === "number" ? [{ id: department.id, name: department.name ?? "" }] : [],
    );
  }

  /**
   * Turns "no such object" into `undefined`. The cloud answers wrong credentials with 404 as well, so a path that is
   * there on every tenant has to answer before an object counts as gone.
   */
  async #orUndefined<Schema extends z.ZodType>(method: "GET" | "DELETE", path: string, schema: Schema) {
    try {
      return await this.http.request(method, path, schema);
    } catch (error) {
      if (!(error instanceof TenantError) || error.failure.status !== 404) throw error;
      await this.version();
      return undefined;
    }
  }
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
  module: row.moduleName || row.moduleDescription || "",
  function: row.moduleFunctionName || row.moduleFunctionDescription || "",
});

const roleSummary = ({ id, name, adminFlag, inactiveFlag }: z.output<typeof wireRole>): RoleSummary => ({
  id,
  name,
  adminFlag: adminFlag ?? false,
  inactiveFlag: inactiveFlag ?? false,
});

function roleSetting(row: z.output<typeof wireSetting>): RoleSetting {
  const cells = Object.fromEntries(VERBS.map((verb) => [verb, row[LEVEL_FIELDS[verb]] ?? null]));
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
