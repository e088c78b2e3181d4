import { sameName } from "../../core/model/name";
import { everyVerb } from "../../core/model/permission";
import type { FunctionName } from "../../core/model/role";
import { describeTenant, type TenantId } from "../../core/model/tenant";
import { type MemoryMember, type MemoryRole, MemoryTenant } from "../helpers/memoryGateway";
import type { Kind } from "./provider";

/** Few, so that a history takes a few milliseconds. */
const FUNCTIONS: readonly FunctionName[] = [
  { module: "Companies", function: "Contacts" },
  { module: "Companies", function: "Notes" },
  { module: "Finance", function: "Agreements" },
  { module: "Finance", function: "Invoicing" },
  { module: "Procurement", function: "Products" },
];

type All = MemoryTenant["all"];

/** Somebody's role or member, by what never changes. */
export interface Thing {
  readonly kind: Kind;
  readonly identity: number;
  readonly id: number;
  readonly name: string;
}

/** A tenant with roles and members of others, and what its administrators may do past the API. */
export class HistoryTenant extends MemoryTenant {
  #snapshot: All;
  /** Whose each pair of id and name has been: where both fit, nobody can tell two objects apart. */
  readonly #known = new Map<string, number>();

  constructor(readonly tenantId: TenantId) {
    super(FUNCTIONS);
    const place = { defaultLocation: 2, defaultDepartment: 1, inactiveFlag: false };
    this.addMember("api", this.caller, { ...place, securityRole: this.addRole("Administrators", true) });
    const portal = this.addRole("Customer Portal");
    const spare = this.addRole("Spare");
    this.setLevel("Customer Portal", "Companies", "Contacts", "inquire", "All");
    this.setLevel("Spare", "Finance", "Agreements", "edit", "My");
    this.addMember("api", "custportal", { ...place, securityRole: portal });
    this.addMember("api", "oldsync", { ...place, securityRole: spare, inactiveFlag: true });
    this.#snapshot = structuredClone(this.all);
    this.remember();
  }

  /** For people. */
  get title(): string {
    return describeTenant(this.tenantId);
  }

  things = (all: All = this.all): Thing[] => [
    ...all.roles.map(({ identity, id, name }) => ({ kind: "role" as const, identity, id, name })),
    ...all.members.map(({ identity, id, identifier }) => ({ kind: "member" as const, identity, id, name: identifier })),
  ];

  /** Another one's name or id may come to these objects from now on, but not both. */
  remember(): void {
    for (const thing of this.things()) this.#known.set(keyOf(thing), thing.identity);
  }

  /**
   * What an administrator does, unless the tenant refuses it, or nobody could tell objects apart afterwards.
   * @returns whether it was done
   */
  change(deed: (all: All) => void): boolean {
    const all = structuredClone(this.all);
    deed(all);
    const things = this.things(all);
    const isTold = ({ identity, ...thing }: Thing) => [identity, undefined].includes(this.#known.get(keyOf(thing)));
    const isOnce = new Set(things.map(({ kind, name }) => `${kind} ${name.toLowerCase()}`)).size === things.length;
    if (!isOnce || !things.every(isTold)) return false;
    Object.assign(this.all, all);
    this.remember();
    return true;
  }

  /** A role as somebody makes it by hand. @param level of one function, if any */
  addForeignRole(name: string, level?: "My" | "All"): void {
    this.addRole(name);
    if (level) this.setLevel(name, "Finance", "Invoicing", "inquire", level);
  }

  /** Has an administrator make an object, unless one of that name is there. */
  make(kind: Kind, name: string, add: () => void): boolean {
    if (this.things().some((thing) => thing.kind === kind && sameName(thing.name, name))) return false;
    add();
    this.remember();
    return true;
  }

  backUp(): void {
    this.#snapshot = structuredClone(this.all);
  }

  /** What was backed up comes back, and by how many places ids move among the roles, and among the members. */
  restore(places: number): boolean {
    return this.change((all) => {
      Object.assign(all, structuredClone(this.#snapshot));
      renumber(all, "role", places);
      renumber(all, "member", places);
    });
  }
}

const keyOf = ({ kind, id, name }: Omit<Thing, "identity">) => `${kind} ${id} ${name.toLowerCase()}`;

/** Ids move on among the objects of a kind; what refers to them follows. */
export function renumber(all: All, kind: Kind, places: number): void {
  const objects: (MemoryRole | MemoryMember)[] = kind === "role" ? all.roles : all.members;
  const ids = objects.map(({ id }) => id);
  const moved = new Map(ids.map((id, index) => [id, ids[(index + places) % ids.length] ?? id]));
  for (const object of objects) object.id = moved.get(object.id) ?? object.id;
  if (kind === "member") return;
  for (const member of all.members)
    if (member.securityRole !== null) member.securityRole = moved.get(member.securityRole) ?? null;
}

/** Levels that a profile asks for; what it doesn't name is None, or kept. */
export const PROFILES = [
  { Companies: { Contacts: everyVerb("All") } },
  { Companies: { Contacts: everyVerb("My"), Notes: everyVerb("All") }, Procurement: { Products: everyVerb("My") } },
  { Finance: { Invoicing: { ...everyVerb("None"), edit: "All", inquire: "All" } } },
] as const;

export function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("There is no such thing in this world");
  return value;
}
