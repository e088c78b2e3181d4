import type * as pulumi from "@pulumi/pulumi";
import { RunError } from "@pulumi/pulumi/errors.js";
import { ApiMember } from "./apiMember";
import { Member } from "./member";
import { roleTenantsOf } from "./roleTenants";
import { SecurityRole } from "./securityRole";
import { ConnectWiseResource } from "./shell";

export interface RoleVerificationArgs {
  /** Roles with `awaitLevels: false`. */
  roles: readonly SecurityRole[];
  /** Who holds them: made before an administrator is asked for anything. */
  members?: readonly (ApiMember | Member)[];
}

/**
 * Waits (see `connectwise:wait`) or fails until a read of the tenant shows the levels of its roles exactly: the last step of a
 * program, once all that the API can do is done. It makes nothing on the tenant.
 */
export class RoleVerification extends ConnectWiseResource {
  /** Whether the last read of the tenant showed exactly the levels of these roles. */
  declare readonly exact: pulumi.Output<boolean>;

  constructor(name: string, args: RoleVerificationArgs, options?: pulumi.CustomResourceOptions) {
    // A program in JavaScript may hand over anything.
    const { roles = [], members = [] } = args ?? {};
    assertResources(name, "roles", roles, [SecurityRole]);
    assertResources(name, "members", members, [ApiMember, Member]);
    const ids = { roles: roles.map(({ id }) => id), members: members.map(({ id }) => id) };
    super("roleVerification", name, { ...ids, roleTenants: roleTenantsOf(ids.roles), exact: undefined }, options);
  }
}

/** @throws RunError, which Pulumi prints without a stack */
function assertResources(
  name: string,
  key: keyof RoleVerificationArgs,
  given: unknown,
  types: readonly (typeof SecurityRole | typeof ApiMember | typeof Member)[],
): void {
  const isMeant = (value: unknown) => types.some((type) => value instanceof type);
  if (Array.isArray(given) && given.every(isMeant)) return;
  const names = types.map((type) => type.name).join(" or ");
  throw new RunError(`${name} can't be used: ${key}: a list of what new ${names} made is meant, not of ids.`);
}
