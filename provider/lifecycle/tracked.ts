import { helpLink, RefusedError } from "../../core/model/errors";
import type { MemberKind, ObservedMember } from "../../core/model/member";
import { sameSpelling } from "../../core/model/name";
import type { RoleSummary } from "../../core/model/role";
import { describeTenant, parseTenant, sameTenant, type TenantId } from "../../core/model/tenant";
import { type Located, locateMember, locateRole } from "../../tenant/apply/locate";
import type { Reporter } from "../../tenant/apply/reporter";
import type { Connection } from "../../tenant/connection";
import { type Owned, Ownership } from "./ownership";
import type { RunConnection } from "./runConnection";

/** What a resource's inputs and state say of where it belongs; those of an earlier version say neither. */
export interface Belonging {
  /** As `describeTenant` writes it. */
  readonly tenant?: string | undefined;
  /** `project/stack`, as the engine calls it. */
  readonly stack?: string | undefined;
}

/** Whether a connection leads to the tenant that a state names, or to where that has moved. */
export function isTenantOf({ tenant, movedFrom }: Pick<Connection, "tenant" | "movedFrom">, recorded: string): boolean {
  const recordedTenant = parseTenant(recorded);
  return [tenant, movedFrom].some((known) => known && recordedTenant && sameTenant(recordedTenant, known));
}

/**
 * What is known by an id belongs to one tenant: on another one the same id is somebody else's.
 * @param recorded as the state has it; `undefined` for a state of an earlier version
 * @throws RefusedError that names both tenants, and how to go on
 */
export function assertSameTenant(
  { tenant, movedFrom }: Pick<Connection, "tenant" | "movedFrom">,
  recorded: string | undefined,
): void {
  if (recorded === undefined || isTenantOf({ tenant, movedFrom }, recorded)) return;
  throw new RefusedError(
    `This stack belongs to the tenant ${recorded}, but its connection leads to ${describeTenant(tenant)}: nothing is changed on either. Each tenant is a stack of its own: pulumi stack init ${tenant.companyId}. If the connection is wrong, set connectwise:site and connectwise:companyId back. If the tenant itself has this new address: pulumi config set connectwise:movedFrom "${recorded}"`,
    { topic: "stack-of-another-tenant" },
  );
}

/** What is known of a role or member of this name beside the engine's state. */
export const ownershipOf = (
  { claims, tenant, unrecorded }: RunConnection,
  { kind, name }: Pick<Subject, "kind" | "name">,
  { stack }: Belonging,
  reporter: Reporter,
): Ownership => new Ownership(claims, { tenant, kind, name }, stack, reporter, unrecorded);

/** For a check: the program asks for what has this name, so that nothing else of this run deletes it, changed or not. */
export const markRequested = ({ taken }: RunConnection, subject: Pick<Subject, "kind" | "name">): void =>
  void taken.add(requestedKey(subject));

/** What a tracked object is, and how the tenant is asked for it. */
export interface Lookup<T> {
  /** Looks for it by id and by name. */
  readonly locate: () => Promise<Located<T>>;
  /** What the tenant calls one: a role's name, a member's identifier. */
  readonly nameOf: (object: T) => string;
}

/** A role as the state knows it. */
export const trackedRole = (
  connection: RunConnection,
  id: number,
  state: Belonging & Owned & { readonly name: string },
  reporter: Reporter,
): Tracked<RoleSummary> =>
  new Tracked(connection, { kind: "role", id, name: state.name }, state, reporter, {
    locate: () => locateRole(connection.gateway, id, state.name),
    nameOf: ({ name }) => name,
  });

/** A member as the state knows it. */
export const trackedMember = (
  connection: RunConnection,
  kind: MemberKind,
  id: number,
  state: Belonging & Owned & { readonly identifier: string },
  reporter: Reporter,
): Tracked<ObservedMember> =>
  new Tracked(connection, { kind: "member", id, name: state.identifier }, state, reporter, {
    locate: () => locateMember(connection.gateway, kind, id, state.identifier),
    nameOf: ({ identifier }) => identifier,
  });

/** An object that the state knows by id and name. Nothing is done to it before the tenant was asked for both. */
export class Tracked<T extends { readonly id: number }> {
  /** What is known of it beside the state. */
  readonly ownership: Ownership;

  constructor(
    private readonly connection: RunConnection,
    private readonly subject: Subject,
    private readonly state: Belonging & Owned,
    private readonly reporter: Reporter,
    private readonly lookup: Lookup<T>,
  ) {
    this.ownership = ownershipOf(connection, subject, state, reporter);
  }

  /** For a preview: what became of it; tells aloud where it isn't what the state says. */
  async inspect(): Promise<{ isAsKnown: boolean /** What it is called now. */; name: string }> {
    const located = await this.lookup.locate();
    if (located.kind !== "same") this.reporter.warn(lostNotice(this.#whereabouts(located)));
    const isThere = located.kind === "same" || located.kind === "renamed";
    return {
      isAsKnown: located.kind === "same",
      name: isThere ? this.lookup.nameOf(located.object) : this.subject.name,
    };
  }

  /**
   * For a refresh: the object and what it is called, also where somebody renamed it.
   * @returns `undefined` where the tenant has it no longer, or nobody can tell whether it has
   */
  async read(): Promise<{ object: T; name: string; owned: Owned } | undefined> {
    const located = await this.lookup.locate();
    if (located.kind === "renamed" || located.kind === "elsewhere")
      this.reporter.warn(lostNotice(this.#whereabouts(located)));
    if (located.kind === "gone" || located.kind === "elsewhere") {
      await this.ownership.reopen(this.subject.id);
      return undefined;
    }
    if (located.kind === "same") this.#tellUpgrade();
    const name = located.kind === "same" ? this.subject.name : this.lookup.nameOf(located.object);
    return { object: located.object, name, owned: await this.ownership.owned(this.subject.id, this.state) };
  }

  /**
   * For an update: the object, if id and name fit, or if it was renamed to what is asked for now.
   * @throws RefusedError for any other
   */
  async assertClaimed(requested: string): Promise<{ object: T; isRenamed: boolean; owned: Owned }> {
    const located = await this.lookup.locate();
    const isRenamed = located.kind === "renamed" && sameSpelling(this.lookup.nameOf(located.object), requested);
    if (located.kind !== "same" && !isRenamed) return this.#refuse(located);
    this.#tellUpgrade();
    this.take();
    return { object: located.object, isRenamed, owned: await this.ownership.owned(this.subject.id, this.state) };
  }

  /** From now on no other resource of this run deletes it. */
  take(): void {
    this.connection.taken.add(takenKey(this.subject));
  }

  /**
   * Lets go of the object: aloud and untouched where another resource or another stack has it, else by `act`.
   * @throws RefusedError where id and name don't fit
   */
  async release(act: (object: T, owned: Owned) => Promise<void>): Promise<void> {
    const { subject, ownership, connection, reporter } = this;
    const owned = await ownership.owned(subject.id, this.state);
    const letGoOf = () => {
      reporter.warn(letGoNotice(subject));
      return ownership.handOver(subject.id, owned);
    };
    if (connection.taken.has(takenKey(subject))) return letGoOf();
    const located = await this.lookup.locate();
    if (located.kind === "gone") return ownership.forget();
    if (located.kind !== "same") return this.#refuse(located);
    if (connection.taken.has(requestedKey(subject))) return letGoOf();
    const successor = await ownership.successor(subject.id);
    if (successor) {
      reporter.warn(handOverNotice(subject, successor.stack, connection.claims.place));
      return ownership.handOver(subject.id, owned, successor);
    }
    this.#tellUpgrade();
    await ownership.begin(subject.id, owned);
    await act(located.object, owned);
    await ownership.end(subject.id);
  }

  #whereabouts = (located: Exclude<Located<T>, { kind: "same" }>) =>
    describeLocation(this.subject, located, this.lookup.nameOf);

  #refuse(located: Exclude<Located<T>, { kind: "same" }>): never {
    throw new RefusedError(this.#whereabouts(located), { topic: "role-or-member-renamed-or-gone" });
  }

  #tellUpgrade(): void {
    if (this.state.tenant === undefined) this.reporter.warn(upgradeNotice(this.subject, this.connection.tenant));
  }
}

const takenKey = ({ kind, id }: Subject): string => `${kind} ${id}`;
const requestedKey = ({ kind, name }: Pick<Subject, "kind" | "name">): string => `${kind} "${name.toLowerCase()}"`;

/** What a message is about. */
export interface Subject {
  readonly kind: "role" | "member";
  /** A role's name or a member's identifier, as the state knows it. */
  readonly name: string;
  readonly id: number;
}

const WORDS = { role: "security role", member: "member" } as const;
const PLACES = { role: "System > Security Roles", member: "System > Members" } as const;

const describeSubject = ({ kind, name }: Subject) => `The ${WORDS[kind]} "${name}"`;

/**
 * What became of an object that isn't what the state says, and what can be done.
 * @param nameOf what the tenant calls an object
 */
function describeLocation<T extends { readonly id: number }>(
  subject: Subject,
  located: Exclude<Located<T>, { kind: "same" }>,
  nameOf: (object: T) => string,
): string {
  const { kind, id } = subject;
  switch (located.kind) {
    case "gone":
      return `${describeSubject(subject)} (id ${id}) is gone. Run pulumi up --refresh.`;
    case "renamed": {
      const name = nameOf(located.object);
      return `${describeSubject(subject)} (id ${id}) is called "${name}" in the tenant now, and is left as it is. Rename it back in ${PLACES[kind]}, or keep its new name: pulumi config set ${kind} "${name}"`;
    }
    case "elsewhere": {
      const otherName = located.atId ? `, and id ${id} is "${nameOf(located.atId)}"` : "";
      return `${describeSubject(subject)} has id ${located.object.id} in the tenant now, not ${id}${otherName}: as after a restore, nobody can tell whether it is the one that this stack knows. pulumi refresh lets go of it; pulumi up then takes over what is there, by the rules of adopt.`;
    }
  }
}

/** The same as a notice, with where to read on. */
const lostNotice = (message: string): string => `${message} (${helpLink("role-or-member-renamed-or-gone")})`;

/** A state of an earlier version doesn't say which tenant it is about. */
const upgradeNotice = (subject: Subject, tenant: TenantId): string =>
  `${describeSubject(subject)} (id ${subject.id}): its state, of an earlier version, doesn't say which tenant it belongs to. It is there by id and name in ${describeTenant(tenant)}, which is recorded from now on.`;

const letGoNotice = (subject: Subject): string =>
  `${describeSubject(subject)} stays as it is: another resource of this stack has it now.`;

const handOverNotice = (subject: Subject, stack: string, place: string): string =>
  `${describeSubject(subject)} stays as it is: the stack "${stack}" has taken it over and sees to it from now on. If there is no such stack any more, see to it by hand (known from ${place}).`;
