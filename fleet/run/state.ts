import type { Deployment } from "@pulumi/pulumi/automation";
import type { Assignment } from "../model/fleet";

/** A resource in the engine's state, as far as it is looked at here. */
interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly inputs?: { readonly name?: string; readonly identifier?: string };
}

const ROLE = "pulumi-nodejs:dynamic/connectwise:SecurityRole";
const MEMBER = /^pulumi-nodejs:dynamic\/connectwise:(Api)?Member$/;

/** The roles and members that a stack has and that nothing asks for any more, sorted: the engine lets go of them. */
export function removesOf(state: Deployment | undefined, assignments: readonly Assignment[]): string[] {
  const resources: readonly StateResource[] = state?.deployment?.resources ?? [];
  const roles = new Set(assignments.map(({ role }) => role));
  const members = new Set(assignments.map(({ member }) => member.toLowerCase()));
  return resources
    .flatMap(({ type, inputs: { name = "", identifier = "" } = {} }) => {
      if (type === ROLE && !roles.has(name)) return [`the security role "${name}"`];
      return MEMBER.test(type) && !members.has(identifier.toLowerCase()) ? [`the member "${identifier}"`] : [];
    })
    .sort();
}

/** Whether a killed run left operations of which the engine doesn't know what came of them. */
export const isInterrupted = (state: Deployment | undefined): boolean =>
  (state?.deployment?.pending_operations?.length ?? 0) > 0;
