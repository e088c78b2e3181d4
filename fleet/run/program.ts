import type { ProfileRequest } from "../../core/profile/request";
import { ApiMember, Member, SecurityRole } from "../../provider";
import type { Assignment } from "../model/fleet";

/** What the engine is asked for: an assignment, and the levels as they are wanted on this tenant. */
export interface Wanted {
  readonly assignment: Assignment;
  readonly request: ProfileRequest;
}

/** The Pulumi program of a tenant: a role and a member for each profile, named after it. */
export const programOf = (wanted: readonly Wanted[]) => async (): Promise<void> => wanted.forEach(declare);

function declare({ assignment, request }: Wanted): void {
  const { profile, features, role: name, adopt, force, member: identifier } = assignment;
  const role = new SecurityRole(profile.id, { name, ...request, features, adopt, force, members: [identifier] });
  const { location, businessUnit, memberKind, memberName, person } = assignment;
  const membership = { identifier, securityRole: role.id, location, businessUnit };
  if (memberKind === "full") new Member(profile.id, { ...membership, person });
  else new ApiMember(profile.id, { ...membership, name: memberName });
}
