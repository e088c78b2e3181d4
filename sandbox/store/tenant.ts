import { type Cell, levelField, VERBS, type Verb } from "../model/securityRole";
import { isRef } from "../model/shape";
import { createRole, deleteRole, rowOf } from "../rules/roles";
import type { StoredRecord } from "./collection";
import type { Store } from "./store";

/** Who a direct change is signed by in `_info.updatedBy`. */
export const ADMINISTRATOR = "Administrator";

/** Levels of a role: `levels[module][function][verb]`. */
export type RoleLevels = Record<string, Record<string, Record<Verb, Cell>>>;

export interface TenantRole {
  readonly id: number;
  readonly name: string;
  readonly adminFlag: boolean;
  readonly inactiveFlag: boolean;
}

/** A member, full or API, with the names of what it refers to; null where unset. */
export interface TenantMember {
  readonly id: number;
  readonly identifier: string;
  readonly licenseClass: string;
  readonly inactive: boolean;
  readonly role: string | null;
  readonly location: string | null;
  readonly businessUnit: string | null;
}

/** What a direct change of a member may set, all by name; null clears. */
export interface MemberChange {
  readonly role?: string | null;
  readonly location?: string | null;
  readonly businessUnit?: string | null;
  readonly inactive?: boolean;
}

/**
 * Direct access to the tenant by names, past the API and its rules: what an administrator does in the web client.
 * Every look-up by a name that nothing bears throws an Error that says so.
 */
export class Tenant {
  constructor(readonly store: Store) {}

  get companyId(): string {
    return this.store.company.id;
  }

  /** Key pairs that sign requests, each with the member it belongs to. */
  apiKeys(): { publicKey: string; privateKey: string; member: string }[] {
    return this.store.keys.map(({ publicKey, privateKey, memberId }) => ({
      publicKey,
      privateKey,
      member: String(this.store.collections.members.get(memberId)?.fields.identifier),
    }));
  }

  roles(): TenantRole[] {
    return [...this.store.collections.securityRoles.all()].map(({ id, fields }) => ({
      id,
      name: String(fields.name),
      adminFlag: fields.adminFlag === true,
      inactiveFlag: fields.inactiveFlag === true,
    }));
  }

  addRole(name: string): number {
    return createRole(this.store, { name, adminFlag: false, inactiveFlag: false }, ADMINISTRATOR).id;
  }

  removeRole(name: string): void {
    deleteRole(this.store, this.roleRecord(name), ADMINISTRATOR);
  }

  renameRole(name: string, to: string): void {
    const role = this.roleRecord(name);
    this.store.update("securityRoles", role, { ...role.fields, name: to }, ADMINISTRATOR);
  }

  /** Every row of a role, in the web client's order. */
  levels(role: string): RoleLevels {
    const levels: RoleLevels = {};
    for (const { fields } of this.rows(role)) {
      const module = String(fields.moduleName);
      const cells = Object.fromEntries(VERBS.map((verb) => [verb, fields[levelField(verb)]])) as Record<Verb, Cell>;
      levels[module] = { ...levels[module], [String(fields.moduleFunctionName)]: cells };
    }
    return levels;
  }

  level(role: string, module: string, name: string, verb: Verb): Cell {
    return this.row(role, module, name).fields[levelField(verb)] as Cell;
  }

  /** Sets one cell; null takes the verb away from the row. */
  setLevel(role: string, module: string, name: string, verb: Verb, level: Cell): void {
    const row = this.row(role, module, name);
    this.store.update("settings", row, { ...row.fields, [levelField(verb)]: level }, ADMINISTRATOR);
  }

  /** Sets cells of the row with this id, whatever other role is called like its own. */
  setRow(id: number, levels: Partial<Record<Verb, Cell>>): void {
    const row = this.store.collections.settings.get(id);
    if (!row) throw new Error(`The tenant has no row with id ${id}.`);
    const fields = Object.entries(levels).map(([verb, level]) => [levelField(verb as Verb), level]);
    this.store.update("settings", row, { ...row.fields, ...Object.fromEntries(fields) }, ADMINISTRATOR);
  }

  members(): TenantMember[] {
    return [...this.store.collections.members.all()].map((record) => this.describe(record));
  }

  member(identifier: string): TenantMember {
    return this.describe(this.memberRecord(identifier));
  }

  setMember(identifier: string, change: MemberChange): void {
    const record = this.memberRecord(identifier);
    const fields = {
      ...record.fields,
      ...(change.role === undefined ? {} : { securityRole: this.reference("securityRoles", change.role) }),
      ...(change.location === undefined ? {} : { defaultLocation: this.reference("locations", change.location) }),
      ...(change.businessUnit === undefined
        ? {}
        : { defaultDepartment: this.reference("departments", change.businessUnit) }),
      ...(change.inactive === undefined ? {} : { inactiveFlag: change.inactive }),
    };
    this.store.update("members", record, fields, ADMINISTRATOR);
  }

  private describe({ id, fields }: StoredRecord): TenantMember {
    return {
      id,
      identifier: String(fields.identifier),
      licenseClass: String(fields.licenseClass),
      inactive: fields.inactiveFlag === true,
      role: this.nameOf("securityRoles", fields.securityRole),
      location: this.nameOf("locations", fields.defaultLocation),
      businessUnit: this.nameOf("departments", fields.defaultDepartment),
    };
  }

  private nameOf(collection: "securityRoles" | "locations" | "departments", value: unknown): string | null {
    const record = isRef(value) ? this.store.collections[collection].get(value.id) : undefined;
    return record ? String(record.fields.name) : null;
  }

  private reference(collection: "securityRoles" | "locations" | "departments", name: string | null) {
    return name === null ? null : { id: this.byField(collection, "name", name).id };
  }

  private rows(role: string): StoredRecord[] {
    return this.store.collections.settings.childrenOf(this.roleRecord(role).id);
  }

  private row(role: string, module: string, name: string): StoredRecord {
    const row = rowOf(this.rows(role), module, name);
    if (!row) throw new Error(`Role ${role} has no row ${module} / ${name}.`);
    return row;
  }

  private roleRecord = (name: string): StoredRecord => this.byField("securityRoles", "name", name);
  private memberRecord = (identifier: string): StoredRecord => this.byField("members", "identifier", identifier);

  private byField(collection: keyof Store["collections"], field: string, value: string): StoredRecord {
    const [found] = this.store.called(collection, field, value);
    if (!found) throw new Error(`The tenant has no ${collection} whose ${field} is "${value}".`);
    return found;
  }
}
