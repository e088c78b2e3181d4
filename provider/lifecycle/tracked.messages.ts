import { see } from "../../core/model/errors";
import { describeTenant, type TenantId } from "../../core/model/tenant";
import type { Located } from "../../tenant/apply/locate";

/** What a message is about. */
export interface Subject {
  readonly kind: "role" | "member";
  /** A role's name or a member's identifier, as the state knows it. */
  readonly name: string;
  readonly id: number;
}

const WORDS = { role: "security role", member: "member" } as const;
const PLACES = { role: "System > Security Roles", member: "System > Members" } as const;

const named = ({ kind, name }: Subject) => `The ${WORDS[kind]} "${name}"`;

/**
 * What became of an object that isn't what the state says, and what can be done.
 * @param nameOf what the tenant calls an object
 */
export function whereabouts<T extends { readonly id: number }>(
  subject: Subject,
  located: Exclude<Located<T>, { kind: "same" }>,
  nameOf: (object: T) => string,
): string {
  const { kind, id } = subject;
  switch (located.kind) {
    case "gone":
      return `${named(subject)} (id ${id}) is gone. Run pulumi up --refresh.`;
    case "renamed": {
      const name = nameOf(located.object);
      return `${named(subject)} (id ${id}) is called "${name}" in the tenant now, and is left as it is. Rename it back in ${PLACES[kind]}, or keep its new name: pulumi config set ${kind} "${name}"`;
    }
    case "elsewhere": {
      const other = located.atId ? `, and id ${id} is "${nameOf(located.atId)}"` : "";
      return `${named(subject)} has id ${located.object.id} in the tenant now, not ${id}${other}: as after a restore, nobody can tell whether it is the one that this stack knows. pulumi refresh lets go of it; pulumi up then takes over what is there, by the rules of adopt.`;
    }
  }
}

/** The same as a notice, with where to read on. */
export const lostNotice = (message: string): string => `${message} (${see("role-or-member-renamed-or-gone")})`;

/** A state of an earlier version doesn't say which tenant it is about. */
export const upgraded = (subject: Subject, tenant: TenantId): string =>
  `${named(subject)} (id ${subject.id}): its state, of an earlier version, doesn't say which tenant it belongs to. It is there by id and name in ${describeTenant(tenant)}, which is recorded from now on.`;

export const letGo = (subject: Subject): string =>
  `${named(subject)} stays as it is: another resource of this stack has it now.`;

export const letGoTo = (subject: Subject, stack: string, place: string): string =>
  `${named(subject)} stays as it is: the stack "${stack}" has taken it over and sees to it from now on. If there is no such stack any more, see to it by hand (known from ${place}).`;
