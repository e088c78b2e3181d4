import type { LevelMethod } from "../../core/model/capability";
import { TenantError } from "../../core/model/errors";
import type { Cell, Verb } from "../../core/model/level";
import type { DesiredMember, MemberFields, MemberKind, Named, ObservedMember } from "../../core/model/member";
import { sameName } from "../../core/model/name";
import { NONE, type Permission, tableOf } from "../../core/model/permission";
import type { CustomizeItem, FunctionName, RoleSetting, RoleSummary } from "../../core/model/role";
import { catalogue } from "../../core/profile/catalogue";
import type { SettingsMode } from "../../sandbox";
import type { Gateway } from "../../tenant/gateway";

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What tells an object from all others of its tenant, whatever becomes of its id and its name. No API shows it. */
interface Identified {
  readonly identity: number;
}
export type MemoryRole = Identified & Writable<RoleSummary> & { settings: RoleSetting[] };
export type MemoryMember = Identified &
  Writable<Pick<ObservedMember, "id" | "identifier"> & MemberFields> & { kind: MemberKind };

const UNITS: readonly Named[] = ["Service", "Sales"].map((name, index) => ({ id: index + 1, name }));
const LOCATIONS = [
  { id: 1, name: "Main Office", units: UNITS },
  { id: 2, name: "Tampa", units: UNITS.slice(0, 1) },
];

/** What a tenant has, with direct access by names: what an administrator does in the web client. */
export class MemoryTenant {
  readonly all: { roles: MemoryRole[]; members: MemoryMember[] } = { roles: [], members: [] };
  /** The member whose key is in use. */
  readonly caller = "RolesAsCode";
  /** What the Customize lists of that member allow. */
  readonly customize: CustomizeItem[] = [];
  #lastId = 0;
  #lastIdentity = 0;

  /** @param functions the rows that each role has */
  constructor(readonly functions: readonly FunctionName[] = catalogue) {}

  nextId = () => ++this.#lastId;

  addRole(name: string, adminFlag = false): number {
    const settings = this.functions.map((row): RoleSetting => ({ ...row, id: this.nextId(), cells: NONE }));
    const identity = ++this.#lastIdentity;
    this.all.roles.push({ identity, id: this.nextId(), name, adminFlag, inactiveFlag: false, settings });
    return this.#lastId;
  }

  roles = (): readonly RoleSummary[] => this.all.roles;

  levels(name: string) {
    return tableOf(this.#role(name).settings.map(({ cells, ...row }) => ({ ...row, row: cells })));
  }

  setLevel(role: string, module: string, name: string, verb: Verb, level: Cell): void {
    const settings = this.#role(role).settings;
    const index = settings.findIndex((row) => row.module === module && row.function === name);
    settings[index] = { ...found(settings[index]), cells: { ...found(settings[index]).cells, [verb]: level } };
  }

  addMember(kind: MemberKind, identifier: string, fields: MemberFields): MemoryMember {
    const member = { identity: ++this.#lastIdentity, id: this.nextId(), kind, identifier, ...fields };
    this.all.members.push(member);
    return member;
  }

  member(identifier: string) {
    const member = found(this.all.members.find((candidate) => sameName(candidate.identifier, identifier)));
    const { locationName, businessUnitName } = observed(member);
    return {
      role: this.all.roles.find(({ id }) => id === member.securityRole)?.name ?? null,
      location: locationName,
      businessUnit: businessUnitName,
      inactive: member.inactiveFlag,
    };
  }

  #role = (name: string) => found(this.all.roles.find((role) => sameName(role.name, name)));
}

/** The gateway without a network: what the conformance cases ask of a tenant, at its simplest. */
export class MemoryGateway implements Gateway {
  /** How often a level was asked for. */
  writes = 0;

  constructor(
    readonly tenant: MemoryTenant,
    private readonly settingsMode: SettingsMode,
  ) {}

  version = async () => "2025.1";
  functions = async () => this.tenant.functions;
  roles = async () => this.tenant.all.roles.map(summaryOf);
  customizeItems = async () => this.tenant.customize;

  async mySecurity() {
    const { securityRole } = found(this.tenant.all.members.find((member) => member.identifier === this.tenant.caller));
    return this.settings(found(securityRole ?? undefined));
  }

  caller = async (): Promise<string | undefined> => this.tenant.caller;
  findRoles = async (name: string) => (await this.roles()).filter((role) => sameName(role.name, name));
  role = async (id: number) => (await this.roles()).find((role) => role.id === id);
  settings = async (roleId: number) => [...this.#role(roleId, "GET").settings];

  setting = async (roleId: number, settingId: number) =>
    (await this.settings(roleId)).find(({ id }) => id === settingId);

  holders = async (roleId: number) =>
    this.#holding(roleId).flatMap((member) => (member.inactiveFlag ? [] : member.identifier));

  async createRole(name: string) {
    const path = "/system/securityroles";
    if ((await this.findRoles(name)).length > 0)
      throw new TenantError({ method: "POST", path, status: 400, tenantCode: "ObjectExists" });
    return { object: found(await this.role(this.tenant.addRole(name))), isCertain: true };
  }

  async setLevels(roleId: number, settingId: number, levels: Partial<Permission>, method: LevelMethod) {
    const path = `/system/securityRoles/${roleId}/settings/${settingId}`;
    this.writes += 1;
    if (this.settingsMode === "read-only") throw new TenantError({ method, path, status: 405, allow: "GET" });
    if (this.settingsMode === "false-200") return;
    const { settings } = this.#role(roleId, method);
    const index = settings.findIndex(({ id }) => id === settingId);
    settings[index] = { ...found(settings[index]), cells: { ...found(settings[index]).cells, ...levels } };
  }

  /** An active member keeps its role from being deleted; an inactive one loses it. */
  async deleteRole(id: number) {
    const holding = this.#holding(id);
    if (holding.some(({ inactiveFlag }) => !inactiveFlag))
      throw new TenantError({ method: "DELETE", path: `/system/securityroles/${id}`, status: 409 });
    for (const member of holding) member.securityRole = null;
    this.tenant.all.roles = this.tenant.all.roles.filter((role) => role.id !== id);
  }

  async findMember(kind: MemberKind, identifier: string) {
    const member = this.#members(kind).find((candidate) => sameName(candidate.identifier, identifier));
    return member && this.#observed(member);
  }

  async member(kind: MemberKind, id: number) {
    const member = this.#members(kind).find((candidate) => candidate.id === id);
    return member && this.#observed(member);
  }

  async createMember(kind: MemberKind, { identifier, name, person, ...fields }: DesiredMember) {
    const path = kind === "api" ? "/system/apiMembers" : "/system/members";
    this.#assertGivable(fields, "POST", path);
    if (this.tenant.all.members.some((member) => sameName(member.identifier, identifier)))
      throw new TenantError({ method: "POST", path, status: 400, tenantCode: "ObjectExists" });
    return { object: this.#observed(this.tenant.addMember(kind, identifier, fields)), isCertain: true };
  }

  async updateMember(kind: MemberKind, id: number, fields: Partial<MemberFields>) {
    this.#assertGivable(fields, "PATCH", `/system/members/${id}`);
    Object.assign(found(this.#members(kind).find((member) => member.id === id)), fields);
  }

  locations = async () => LOCATIONS.map(({ id, name }) => ({ id, name }));
  businessUnits = async (locationId: number) => found(LOCATIONS.find(({ id }) => id === locationId)).units;

  #members = (kind: MemberKind) => this.tenant.all.members.filter((member) => member.kind === kind);
  #holding = (roleId: number) => this.tenant.all.members.filter(({ securityRole }) => securityRole === roleId);

  #observed(member: MemoryMember): ObservedMember {
    const role = this.tenant.all.roles.find(({ id }) => id === member.securityRole);
    return { ...observed(member), securityRoleName: role?.name ?? null };
  }

  #role(id: number, method: string): MemoryRole {
    const role = this.tenant.all.roles.find((candidate) => candidate.id === id);
    if (!role) throw new TenantError({ method, path: `/system/securityRoles/${id}/settings`, status: 404 });
    return role;
  }

  /** A member can't be given a role that isn't there. */
  #assertGivable({ securityRole }: Partial<MemberFields>, method: string, path: string): void {
    if (typeof securityRole === "number" && !this.tenant.all.roles.some(({ id }) => id === securityRole))
      throw new TenantError({ method, path, status: 400, tenantCode: "InvalidObject" });
  }
}

const summaryOf = ({ id, name, adminFlag, inactiveFlag }: MemoryRole): RoleSummary => ({
  id,
  name,
  adminFlag,
  inactiveFlag,
});

const observed = ({ kind, identity: _, ...member }: MemoryMember): ObservedMember => ({
  ...member,
  licenseClass: kind === "api" ? "A" : "F",
  securityRoleName: null,
  locationName: LOCATIONS.find(({ id }) => id === member.defaultLocation)?.name ?? null,
  businessUnitName: UNITS.find(({ id }) => id === member.defaultDepartment)?.name ?? null,
});

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("The tenant has no such thing");
  return value;
}
