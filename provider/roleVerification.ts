import type * as pulumi from "@pulumi/pulumi";
import type { ApiMember } from "./apiMember";
import type { Member } from "./member";
import type { SecurityRole } from "./securityRole";
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

  constructor(
    name: string,
    { roles = [], members = [] }: RoleVerificationArgs,
    options?: pulumi.CustomResourceOptions,
  ) {
    const ids = { roles: roles.map(({ id }) => id), members: members.map(({ id }) => id) };
    super("roleVerification", name, { ...ids, exact: undefined }, options);
  }
}
