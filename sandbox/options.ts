import type { Contract } from "./contract";
import type { FaultPlan } from "./http/faultSchema";
import type { LoggedRequest } from "./http/requestLog";
import type { Seed } from "./seed/schema";
import type { Quirks, SettingsMode } from "./switches";

/** A company of a sandbox that hosts several. What it leaves out is as the sandbox's own options say. */
export interface CompanyOptions {
  /** As keys have it before the `+`; compared without regard to case. */
  readonly id: string;
  /** Default: the seed's. */
  readonly name?: string;
  /** Tenant to start from; its company is replaced by `id` and `name`. */
  readonly seed?: Seed;
  /** The only key pair of the managing member, who is the first in the seed to have one. Default: as in the seed. */
  readonly keys?: { readonly publicKey: string; readonly privateKey: string };
  readonly settings?: SettingsMode;
  readonly quirks?: Partial<Quirks> | undefined;
  /** How it behaves, unless `settings`, `quirks` and `version` say otherwise. */
  readonly contract?: Contract;
  readonly version?: string;
  /** Failures that only this company's requests meet, in place of the sandbox's. */
  readonly faults?: FaultPlan;
}

export interface SandboxOptions {
  /** The companies to host. Default: one, the seed's. */
  readonly companies?: readonly CompanyOptions[];
  /** 0 takes a free one. Default 0. */
  readonly port?: number;
  /** Address to listen on. Default 127.0.0.1: nobody else reaches it. By any other it also answers to IP addresses. */
  readonly host?: string;
  /** Default: that of `contract`, else `writable`. */
  readonly settings?: SettingsMode;
  /** Default: those of `contract`, else the first answer of each. */
  readonly quirks?: Partial<Quirks>;
  /** How a tenant was seen to behave. */
  readonly contract?: Contract;
  /** Release the tenant runs, e.g. `2025.1`. Default: that of `contract`, else the seed's, else `2025.1`. */
  readonly version?: string;
  /** First part of the API's path. Default `v4_6_release`; on the cloud the release's own, `v2025_1`. */
  readonly codebase?: string;
  /**
   * Makes it a site of ConnectWise's cloud, reached under this host name, e.g. `api-na.myconnectwise.net`. A name without
   * `api-` gets what the cloud answers there: its login page.
   */
  readonly cloudHost?: string;
  /** Speak https, with a certificate made for this run. Default false. */
  readonly tls?: boolean;
  /** File that gets the certificate of the authority (PEM) for clients to trust. Asks for `tls`. */
  readonly caFile?: string;
  /** Tenant to start from. Default: the one in seed/default.yaml. */
  readonly seed?: Seed;
  /** JSON file that keeps the tenant, or those of all companies, between runs; it wins over the seed once it exists. */
  readonly stateFile?: string;
  /** Failures to produce from the start. With `companies` each has them for itself: one's rate limit is not another's. */
  readonly faults?: FaultPlan;
  /** Called for every API request when it has been answered. */
  readonly onRequest?: (request: LoggedRequest) => void;
  /** Clock for `_info.lastUpdated`. Default: the real one. */
  readonly now?: () => Date;
}
