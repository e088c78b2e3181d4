import type { FaultPlan } from "./http/faultSchema";
import type { LoggedRequest } from "./http/requestLog";
import type { Seed } from "./seed/schema";

/**
 * What PATCH and PUT on `/system/securityRoles/{id}/settings/{id}` do:
 * `writable` sets the levels, as the published project-role settings do; `read-only` refuses, as published;
 * `false-200` answers 200 with the unchanged row.
 */
export const SETTINGS_MODES = ["writable", "read-only", "false-200"] as const;
export type SettingsMode = (typeof SETTINGS_MODES)[number];

/**
 * Where tenants are said to differ, or no public source settles it: each answer can be had, and the first is what a sandbox
 * gives unless told otherwise. sandbox/README.md says what speaks for which.
 *
 * - `subPaths`: a PATCH of a path into a reference or a list (`defaultLocation/id`) is `written`, or `ignored` with status 200;
 * - `patchOp`: the `op` of a PATCH in `any-case`, or in `lower-case` as published;
 * - `unknownVersion`: an `Accept` header with a version that the tenant doesn't have is `ignored`, or `refused`;
 * - `errors`: null or absent where a refusal is about no field;
 * - `compression`: answers to who takes `gzip`;
 * - `options`: the method OPTIONS is `refused` with 405, or `answered`;
 * - `times` are told in `seconds`, or with `milliseconds` where there are any;
 * - `info`: `/system/info` without a key is `refused` as any other path, or `answered` (by the first company of a site);
 * - `currentVersion`: the header `api-current-version` is `sent` with the tenant's release, or `absent`;
 * - `codebases`: on premise `any` codebase answers (`v2025_1`), or the tenant's `own` alone, and `v4_6_release`;
 * - `names`: names compare as `sql-server` has it, without regard to case and to blanks at the end; or such `blanks-count`; or they are `exact`.
 */
export const QUIRKS = {
  subPaths: ["written", "ignored"],
  patchOp: ["any-case", "lower-case"],
  unknownVersion: ["ignored", "refused"],
  errors: ["null", "absent"],
  compression: ["none", "gzip"],
  options: ["refused", "answered"],
  times: ["seconds", "milliseconds"],
  info: ["refused", "answered"],
  currentVersion: ["sent", "absent"],
  codebases: ["any", "own"],
  names: ["sql-server", "blanks-count", "exact"],
} as const;
export type Quirks = { readonly [Name in keyof typeof QUIRKS]: (typeof QUIRKS)[Name][number] };

/** Every quirk, those that aren't chosen with their first answer. */
export const allQuirks = (...chosen: readonly (Partial<Quirks> | undefined)[]): Quirks =>
  Object.assign(Object.fromEntries(Object.entries(QUIRKS).map(([name, [first]]) => [name, first])), ...chosen);

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
  /** Default `writable`. */
  readonly settings?: SettingsMode;
  /** Default: the first answer of each. */
  readonly quirks?: Partial<Quirks>;
  /** Release the tenant runs, e.g. `2025.1`. Default: the seed's, else `2025.1`. */
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
