import type { LevelMethod } from "../core/model/capability";
import type {
  BusinessUnit,
  DesiredMember,
  ListedMember,
  MemberFields,
  MemberKind,
  Named,
  ObservedMember,
} from "../core/model/member";
import type { Permission } from "../core/model/permission";
import type { CustomizeItem, FunctionName, RoleSetting, RoleSummary } from "../core/model/role";

/**
 * What this project asks of a tenant. Every method may throw `TenantError` (it refused) or `UnreachableError`
 * (no answer); "not there" is `undefined` or an empty list, never an error.
 */
export interface Gateway extends TenantReader, RoleGateway, MemberGateway {}

/** All that can be asked without changing anything: whoever gets only this can't write. */
export interface TenantReader extends RoleReader, MemberReader, OwnReader, Organization {
  /** Of the tenant's software, `2025.8`. */
  version(): Promise<string>;
}

/** What the tenant shows of the member whose key is in use, and to nobody else. */
export interface OwnReader {
  /** The levels that the member works with. */
  mySecurity(): Promise<readonly RoleSetting[]>;
  /** What its Customize lists allow. */
  customizeItems(): Promise<readonly CustomizeItem[]>;
}

/** A key pair of a member. */
export interface KeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
}

export interface TokenIssuer {
  /** A short-lived key pair of a member. It is asked for by a POST, and changes no permission. */
  memberToken(identifier: string): Promise<KeyPair>;
}

export interface RoleReader {
  roles(): Promise<readonly RoleSummary[]>;
  /** The names of the rows that every role of the tenant has. */
  functions(): Promise<readonly FunctionName[]>;
  findRoles(name: string): Promise<readonly RoleSummary[]>;
  role(id: number): Promise<RoleSummary | undefined>;
  settings(roleId: number): Promise<readonly RoleSetting[]>;
  setting(roleId: number, settingId: number): Promise<RoleSetting | undefined>;
  /** Identifiers of the active members that hold a role. */
  holders(roleId: number): Promise<readonly string[]>;
  /** The identifier of the member whose key is in use, where the tenant says so. */
  caller(): Promise<string | undefined>;
}

/** What came of a creation. */
export interface Created<T> {
  readonly object: T;
  /**
   * Whether the tenant itself answered that it made this one. Else the answer was lost or told nothing, and this is what was
   * found under the name afterwards: it may be somebody else's.
   */
  readonly isCertain: boolean;
}

export interface RoleGateway extends RoleReader {
  /** Creates the role, or finds the one that a lost answer left behind. */
  createRole(name: string): Promise<Created<RoleSummary>>;
  /** Asks for levels of one setting of a role whose settings were read before. Whether it took effect only a later read shows. */
  setLevels(roleId: number, settingId: number, levels: Partial<Permission>, method: LevelMethod): Promise<void>;
  deleteRole(id: number): Promise<void>;
}

export interface MemberReader {
  findMember(kind: MemberKind, identifier: string): Promise<ObservedMember | undefined>;
  member(kind: MemberKind, id: number): Promise<ObservedMember | undefined>;
}

export interface MemberLister {
  /** Every member of a kind, active or not. What has the licence of API members counts as one, whatever list shows it. */
  members(kind: MemberKind): Promise<readonly ListedMember[]>;
}

export interface BusinessUnitLister {
  /** Every business unit, whatever locations it belongs to. */
  allBusinessUnits(): Promise<readonly BusinessUnit[]>;
}

export interface MemberGateway extends MemberReader {
  /** Creates the member, or finds the one that a lost answer left behind. */
  createMember(kind: MemberKind, desired: DesiredMember): Promise<Created<ObservedMember>>;
  updateMember(kind: MemberKind, id: number, fields: Partial<MemberFields>): Promise<void>;
}

export interface Organization {
  locations(): Promise<readonly Named[]>;
  /** The business units that belong to a location. */
  businessUnits(locationId: number): Promise<readonly Named[]>;
}
