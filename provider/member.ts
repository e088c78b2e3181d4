import type * as pulumi from "@pulumi/pulumi";
import type { Person } from "../core/model/member";
import type { MembershipArgs } from "./apiMember";
import { roleTenantsOf } from "./roleTenants";
import { ConnectWiseResource } from "./shell";

export interface MemberArgs extends MembershipArgs {
  /** What the tenant requires to create a full member; one that is already there doesn't need it. */
  person?: Partial<Person> | undefined;
}

/** A full member: a licensed user. One of that identifier that is already there is adopted. */
export class Member extends ConnectWiseResource {
  declare readonly location: pulumi.Output<string>;
  declare readonly businessUnit: pulumi.Output<string>;

  constructor(name: string, args: MemberArgs, options?: pulumi.CustomResourceOptions) {
    super("member", name, { ...args, roleTenants: roleTenantsOf(args?.securityRole) }, options);
  }
}
