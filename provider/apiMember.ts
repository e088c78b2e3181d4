import type * as pulumi from "@pulumi/pulumi";
import { roleTenantsOf } from "./roleTenants";
import { ConnectWiseResource } from "./shell";

/** What a member of either kind has; plain values but for the role, which a preview need not know. */
export interface MembershipArgs {
  /** The member id, at most 15 characters. Another one is another member. */
  identifier: string;
  /** The id of the security role, such as `role.id`. */
  securityRole: pulumi.Input<string | number>;
  /** Default location, by name or id; never blank. */
  location: string | number;
  /** Default business unit (the API's department) of that location, by name or id; never blank. */
  businessUnit: string | number;
}

export interface ApiMemberArgs extends MembershipArgs {
  /** At most 30 characters; the identifier where it is left out. */
  name?: string | undefined;
}

/** A member made for an integration. One of that identifier that is already there is adopted. */
export class ApiMember extends ConnectWiseResource {
  declare readonly location: pulumi.Output<string>;
  declare readonly businessUnit: pulumi.Output<string>;

  constructor(name: string, args: ApiMemberArgs, options?: pulumi.CustomResourceOptions) {
    super("apiMember", name, { ...args, roleTenants: roleTenantsOf(args?.securityRole) }, options);
  }
}
