import { VERBS } from "../../core/model/level";
import type { MemberFields } from "../../core/model/member";
import { sameName } from "../../core/model/name";
import { isBroadened, isNone, NONE, type Permission, rowIn } from "../../core/model/permission";
import type { DesiredRole, RoleSetting } from "../../core/model/role";
import type { Resource } from "./engine";
import type { Kind } from "./provider";
import { type HistoryTenant, must, type Thing } from "./tenant";

/** A run of one stack on one tenant, as seen from outside. */
export interface Actor {
  readonly stack: string;
  readonly tenant: HistoryTenant;
  /** What the program asks for by name: `{ role: "Sync", member: "sync" }`; a run without program asks for nothing. */
  readonly asked: Partial<Readonly<Record<Kind, string>>>;
  /** Likewise the logical names: what has another one is a resource of its own, whose tenant the engine asks for last. */
  readonly registered: Partial<Readonly<Record<Kind, string>>>;
  /** What the program asks of its role; a run without program asks for nothing. */
  readonly desired?: Pick<DesiredRole, "levels" | "unlisted">;
  /** What the engine's state has. */
  readonly resources: () => readonly Resource[];
}

/** A request that changes something, before it is sent. */
export type Write =
  | { readonly method: "createRole"; readonly name: string }
  | {
      readonly method: "setLevels";
      readonly id: number;
      readonly setting: number;
      readonly levels: Partial<Permission>;
    }
  | { readonly method: "deleteRole"; readonly id: number }
  | { readonly method: "createMember"; readonly name: string; readonly fields: MemberFields }
  | { readonly method: "updateMember"; readonly id: number; readonly fields: Partial<MemberFields> };

interface Facts {
  /** Whether a stack made it. */
  isMade: boolean;
  /** The stacks that made it or took it over, and didn't let go of it. */
  readonly holders: Set<string>;
  /** The roles that a member had when stacks took it over: those it may be given back. */
  readonly formerRoles: Set<number | null>;
}

const TAKEN_OVER = /^The (security role|member) "(.+?)" was there before/;

/**
 * Says which requests are wrong, by what it saw itself: who made what, and what was taken over aloud. It knows objects by what
 * never changes, and none of what the code under test keeps.
 */
export class Oracle {
  readonly violations: string[] = [];
  readonly #facts = new Map<string, Facts>();
  /** Names for which a killed run may have sent a POST without effect. */
  readonly #doubtful = new Set<string>();

  /** Ahead of a request. */
  write(actor: Actor, write: Write): void {
    const { tenant } = actor;
    const tenants = meant(actor, kindOf(write)).map(({ outputs }) => outputs.tenant);
    if (tenants.length > 0 && !tenants.includes(tenant.title))
      this.#violated(actor, write, `its state belongs to ${tenants[0]}`);
    if (write.method === "createRole") this.#creation(actor, write, "role");
    if (write.method === "createMember") this.#creation(actor, write, "member");
    if (write.method === "createMember") this.#gift(actor, write, write.fields.securityRole);
    if (write.method === "setLevels") this.#levels(actor, write);
    if (write.method === "deleteRole") this.#deletion(actor, write);
    if (write.method === "updateMember") this.#fields(actor, write);
  }

  /** A POST took effect, whether or not anybody hears of it. */
  made({ tenant, stack }: Actor, kind: Kind, name: string): void {
    const thing = named(tenant, kind, name);
    if (thing) Object.assign(this.#factsOf(tenant, thing), { isMade: true }).holders.add(stack);
  }

  /** What a run says may be that it takes an object over, which has to be the one that its stack asks for. */
  told(actor: Actor, message: string): void {
    const [, words, name = ""] = TAKEN_OVER.exec(message) ?? [];
    if (words === undefined) return;
    const kind = words === "member" ? "member" : "role";
    const thing = named(actor.tenant, kind, name);
    if (!thing || !sameName(name, actor.asked[kind] ?? ""))
      return void this.violations.push(`${actor.stack} takes over ${kind} "${name}", which it isn't asked for`);
    const facts = this.#factsOf(actor.tenant, thing);
    facts.holders.add(actor.stack);
    if (kind === "member") facts.formerRoles.add(roleOf(actor.tenant, thing.id));
  }

  /** The engine recorded that a resource is deleted: from now on its object is nothing to the stack. */
  deleted(
    stack: string,
    tenant: HistoryTenant,
    { kind, id }: Pick<Thing, "kind"> & Pick<Resource, "id">,
    others: readonly Resource[],
  ): void {
    const thing = withId(tenant, kind, Number(id));
    const isHeld = others.some(
      (other) => other.kind === kind && other.id === id && other.outputs.tenant === tenant.title,
    );
    if (thing && !isHeld) this.#factsOf(tenant, thing).holders.delete(stack);
  }

  /** A run was killed: of what it asked for, it may not know whether it was made, even where it was. */
  killed(actor: Actor): void {
    for (const [kind, name] of Object.entries(actor.asked) as [Kind, string][]) {
      const thing = named(actor.tenant, kind, name);
      const isOwn = thing && this.#isMade(actor.tenant, thing) && this.#isHolder(actor, thing);
      if (!thing || isOwn) this.#doubtful.add(doubtOf(actor, kind, name));
    }
  }

  /** Nobody can tell an object that grants nothing to nobody, under a name that was about to be made, from one's own. */
  begun(actor: Actor): void {
    for (const [kind, name] of Object.entries(actor.asked) as [Kind, string][]) {
      const thing = named(actor.tenant, kind, name);
      if (!thing || !this.#doubtful.has(doubtOf(actor, kind, name)) || !this.#isUntouched(actor, thing)) continue;
      this.#doubtful.delete(doubtOf(actor, kind, name));
      this.made(actor, kind, name);
    }
  }

  /** Whether a stack made this. */
  #isMade = (tenant: HistoryTenant, thing: Thing): boolean => this.#factsOf(tenant, thing).isMade;

  /** Whether it is as a POST of the stack leaves it: a role grants nothing to nobody, a member has what was asked for. */
  #isUntouched(actor: Actor, { kind, id }: Thing): boolean {
    const { all } = actor.tenant;
    if (kind === "member") {
      const { securityRole, ...place } = must(all.members.find((member) => member.id === id));
      const role = securityRole === null ? undefined : withId(actor.tenant, "role", securityRole);
      return role !== undefined && this.#isHolder(actor, role) && isAsRequested(place);
    }
    const role = all.roles.find((candidate) => candidate.id === id);
    const isHeld = all.members.some(({ securityRole, inactiveFlag }) => securityRole === id && !inactiveFlag);
    return !isHeld && (role?.settings ?? []).every(({ cells }) => isNone(cells));
  }

  #creation(actor: Actor, write: Write & { name: string }, kind: Kind): void {
    if (named(actor.tenant, kind, write.name)) this.#violated(actor, write, "the name is there already");
    const twin = meant(actor, kind).find((one) => sameName(nameOf(one), write.name));
    const thing = twin && withId(actor.tenant, kind, Number(twin.id));
    if (thing && this.#isHolder(actor, thing)) this.#violated(actor, write, `a twin of its own "${thing.name}"`);
  }

  #levels(actor: Actor, write: Write & { method: "setLevels" }): void {
    const { tenant } = actor;
    const role = tenant.all.roles.find(({ id }) => id === write.id);
    if (!role) return;
    this.#own(actor, write, { kind: "role", ...role });
    if (role.adminFlag) this.#violated(actor, write, "it is a role of administrators");
    const cells = role.settings.find(({ id }) => id === write.setting)?.cells;
    const isNarrowed = Object.entries(write.levels).some(
      ([verb, level]) => cells && isBroadened(level, cells[verb as keyof Permission]),
    );
    if (isNarrowed && isOfCaller(tenant, write.id)) this.#violated(actor, write, "it is narrowed under the key in use");
  }

  #deletion(actor: Actor, write: Write & { method: "deleteRole" }): void {
    const role = actor.tenant.all.roles.find(({ id }) => id === write.id);
    if (!role) return;
    this.#own(actor, write, { kind: "role", ...role });
    if (!this.#isMade(actor.tenant, { kind: "role", ...role })) this.#violated(actor, write, "no stack made it");
    if (role.adminFlag) this.#violated(actor, write, "it is a role of administrators");
  }

  #fields(actor: Actor, write: Write & { method: "updateMember" }): void {
    const thing = withId(actor.tenant, "member", write.id);
    if (!thing) return;
    this.#own(actor, write, thing);
    if (thing.name === actor.tenant.caller) this.#violated(actor, write, "its key is in use");
    if (write.fields.securityRole === undefined) return;
    const { formerRoles } = this.#factsOf(actor.tenant, thing);
    if (!formerRoles.has(identityOfRole(actor.tenant, write.fields.securityRole)))
      this.#gift(actor, write, write.fields.securityRole);
  }

  /** A member gets a role of the stack's own. */
  #gift(actor: Actor, write: Write, role: number | null): void {
    const thing = role === null ? undefined : withId(actor.tenant, "role", role);
    if (thing && !this.#isHolder(actor, thing))
      this.#violated(actor, write, `it gets the role "${thing.name}", which is nothing to the stack`);
    const { settings = [] } = actor.tenant.all.roles.find(({ id }) => id === role) ?? {};
    if (settings.some((row) => isBeyond(actor, row)))
      this.#violated(actor, write, `it gets the role "${thing?.name}", which grants more than is asked`);
  }

  #own(actor: Actor, write: Write, thing: Thing): void {
    if (!this.#isHolder(actor, thing))
      this.#violated(actor, write, `the ${thing.kind} "${thing.name}" was neither made nor taken over by it`);
  }

  #isHolder = ({ tenant, stack }: Actor, thing: Thing) => this.#factsOf(tenant, thing).holders.has(stack);

  #violated({ stack, tenant }: Actor, write: Write, why: string): void {
    this.violations.push(`${stack} sends ${JSON.stringify(write)} to ${tenant.title}: ${why}`);
  }

  #factsOf({ title }: HistoryTenant, { identity }: Thing): Facts {
    const key = `${title} ${identity}`;
    const facts = this.#facts.get(key) ?? { isMade: false, holders: new Set(), formerRoles: new Set() };
    this.#facts.set(key, facts);
    return facts;
  }
}

/** Whether a row grants more than the program asks for. */
function isBeyond({ desired }: Actor, { module, function: name, cells }: RoleSetting): boolean {
  if (!desired) return false;
  const allowed = rowIn(desired.levels, module, name) ?? (desired.unlisted === "exact" ? NONE : cells);
  return VERBS.some((verb) => isBroadened(allowed[verb], cells[verb]));
}

const kindOf = ({ method }: Write): Kind => (/Member$/.test(method) ? "member" : "role");

/** The resources of a kind that a run is about; the engine asks for the tenant of what it is only to delete last. */
const meant = ({ resources, registered }: Actor, requested: Kind) =>
  resources().filter(
    ({ kind, name, isReplaced }) => kind === requested && !isReplaced && [name, undefined].includes(registered[kind]),
  );

const named = (tenant: HistoryTenant, kind: Kind, name: string) =>
  tenant.things().find((thing) => thing.kind === kind && sameName(thing.name, name));

const withId = (tenant: HistoryTenant, kind: Kind, id: number) =>
  tenant.things().find((thing) => thing.kind === kind && thing.id === id);

/** The name by which a stack knows its resource. */
const nameOf = ({ kind, outputs }: Resource) => String(kind === "role" ? outputs.name : outputs.identifier);

const identityOfRole = (tenant: HistoryTenant, id: number | null) =>
  id === null ? null : (withId(tenant, "role", id)?.identity ?? null);

const roleOf = (tenant: HistoryTenant, memberId: number) =>
  identityOfRole(tenant, tenant.all.members.find(({ id }) => id === memberId)?.securityRole ?? null);

const isOfCaller = ({ all, caller }: HistoryTenant, roleId: number) =>
  all.members.some(({ identifier, securityRole }) => identifier === caller && securityRole === roleId);

const doubtOf = ({ stack, tenant }: Actor, kind: Kind, name: string) =>
  `${stack} ${tenant.title} ${kind} ${name.toLowerCase()}`;

/** Where programs ask members to be. */
const isAsRequested = ({ defaultLocation, defaultDepartment, inactiveFlag }: Omit<MemberFields, "securityRole">) =>
  defaultLocation === 1 && defaultDepartment === 1 && !inactiveFlag;
