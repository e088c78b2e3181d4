import type * as pulumi from "@pulumi/pulumi";
import type { LevelTable } from "../core/model/permission";
import type { AdoptMode, Unlisted } from "../core/model/role";
import { ConnectWiseResource } from "./shell";

/** Plain values: a preview resolves the names against the tenant, so it has to know them. */
export interface SecurityRoleArgs {
  /** At most 30 characters. Another name replaces the role: the API can't rename one. */
  name: string;
  /** `levels[module][function][verb]`; names as a vendor writes them, the tenant's own spelling is found. */
  levels: LevelTable;
  /** What an administrator has to allow by hand on Customize lists, for people; shown at every run. */
  customize?: readonly string[];
  /** The functions that `levels` doesn't name: `exact` (default) sets them to None, `keep` leaves them. */
  unlisted?: Unlisted;
  /** What becomes of a role of that name that is already there; `if-unshared` by default. */
  adopt?: AdoptMode;
  /** Identifiers of the members it is for: with `if-unshared`, a role that others hold is left alone. */
  members?: readonly string[];
  /** The name of an adopted role, to allow that more than half of its rows change. */
  force?: string | undefined;
  /** The optional parts of the profile that were chosen, for people. */
  features?: readonly string[];
  /**
   * Whether it waits (see `connectwise:wait`) or fails while the tenant's API sets no levels; true by default. With false, a role
   * that grants nothing beyond them is handed on to its members, and a {@link RoleVerification} waits or fails after them.
   */
  awaitLevels?: boolean;
  /** Other levels for tenants up to a version, such as `2019.2`. */
  variants?: readonly { upTo: string; levels: LevelTable; customize?: readonly string[] }[];
}

/** A security role of a ConnectWise PSA tenant, with its levels. A role of that name that is already there is adopted. */
export class SecurityRole extends ConnectWiseResource {
  declare readonly name: pulumi.Output<string>;
  /** Whether the last read of the tenant showed exactly these levels. */
  declare readonly exact: pulumi.Output<boolean>;
  /** Who set the levels: the `api`, an `administrator`, `both`, or `nobody` where the tenant showed them already. */
  declare readonly levelsWrittenBy: pulumi.Output<"api" | "administrator" | "both" | "nobody">;
  /** What was seen of it, for people. */
  declare readonly levelsEvidence: pulumi.Output<string>;
  /** Which of the profile's variants applies; `undefined` for its main permissions. */
  declare readonly variant: pulumi.Output<string | undefined>;
  /** The chosen features; `undefined` without any. */
  declare readonly features: pulumi.Output<string[] | undefined>;
  /** How many functions the tenant's role has. */
  declare readonly rows: pulumi.Output<number>;
  /** Which tenant has it, such as `acme at https://api-na.myconnectwise.net`. */
  declare readonly tenant: pulumi.Output<string>;

  constructor(name: string, args: SecurityRoleArgs, options?: pulumi.CustomResourceOptions) {
    const outputs = {
      exact: undefined,
      rows: undefined,
      tenant: undefined,
      levelsWrittenBy: undefined,
      levelsEvidence: undefined,
      variant: undefined,
    };
    super("securityRole", name, { ...args, ...outputs }, options);
  }
}
