import { RunError } from "@pulumi/pulumi/errors.js";
import { type Input, secret } from "@pulumi/pulumi/output.js";
import { ProviderResource, type ResourceOptions } from "@pulumi/pulumi/resource.js";

/** The connection to one tenant; each is what the stack's key `connectwise:…` of that name is. README.md explains them. */
export interface ProviderArgs {
  /** The address, such as `api-na.myconnectwise.net`. */
  readonly site: Input<string>;
  readonly companyId: Input<string>;
  readonly publicKey: Input<string>;
  /** Kept encrypted in the state, whether or not it is handed over as a secret. */
  readonly privateKey: Input<string>;
  /** A GUID, as the developer site of ConnectWise issues it. */
  readonly clientId: Input<string>;
  /** `v4_6_release` by default. */
  readonly codebase?: Input<string>;
  /** The version that requests name, such as `2024.3`. */
  readonly apiVersion?: Input<string>;
  /** Who sets levels: `auto` (default), `api`, `attended`. */
  readonly levels?: Input<string>;
  /** How long to wait for an administrator, such as `15m`; not at all by default. */
  readonly wait?: Input<string>;
  readonly requestsPerMinute?: Input<string>;
  readonly movedFrom?: Input<string>;
  readonly reviewedPlan?: Input<string>;
}

/**
 * The connection to a tenant, for programs that work on several: `new SecurityRole(name, args, { provider })`. Without one the
 * connection is that of the stack's configuration.
 */
export class Provider extends ProviderResource {
  constructor(name: string, args: ProviderArgs, options?: ResourceOptions) {
    // A program in JavaScript may leave them out.
    if (!args) throw new RunError(`${name} needs a connection: site, companyId, publicKey, privateKey, clientId.`);
    const { privateKey, ...otherArgs } = args;
    const keys = Object.entries({ ...otherArgs, privateKey: secret(privateKey) });
    // The host of dynamic providers hands these on as the configuration.
    super(
      "pulumi-nodejs",
      name,
      Object.fromEntries(keys.map(([key, value]) => [`connectwise:${key}`, value])),
      options,
    );
  }
}
