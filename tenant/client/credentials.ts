/** Of the published description that requests and answers are read by. */
export const API_VERSION = "2025.1";

/** What a request says in `Accept`, to have its answer as a version has it. */
export const acceptOf = (version = API_VERSION): string => `application/vnd.connectwise.com+json; version=${version}`;

/** What a client needs of a tenant; tenant/connection.ts reads them. */
export interface Credentials {
  /** Scheme and host. */
  readonly origin: string;
  /** The path segment before `/apis/3.0`: `v4_6_release`, or a codebase such as `v2025_1`. */
  readonly codebase: string;
  readonly companyId: string;
  readonly publicKey: string;
  readonly privateKey: string;
  /** The integration's GUID from ConnectWise's developer site. */
  readonly clientId: string;
  /** The version that requests name in `Accept`. Default: {@link API_VERSION}. */
  readonly apiVersion?: string | undefined;
  /** How many requests the tenant gets from this process at most, evenly spaced. Default: as many as there are to send. */
  readonly requestsPerMinute?: number | undefined;
}
