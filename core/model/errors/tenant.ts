import { cleanLine } from "../../../text/clean.mjs";
import { type Advice, RolesError } from "./base";

export interface TenantFailure {
  readonly method: string;
  /** Path and query, without host and credentials. */
  readonly path: string;
  readonly status: number;
  /** The tenant's own code (`ObjectExists`, `Security`, …), where its answer had one. */
  readonly tenantCode?: string | undefined;
  readonly tenantMessage?: string | undefined;
  /** What the tenant says of single fields: `name: is too long`. */
  readonly fields?: readonly string[];
  /** The codes of those: `MaxLength`. */
  readonly fieldCodes?: readonly string[];
  /** The methods that the path takes, from the `Allow` header of a 405. */
  readonly allow?: string | undefined;
}

/** The tenant answered, and refused. */
export class TenantError extends RolesError {
  readonly code = "tenant-refused";
  readonly fault = "tenant";

  constructor(
    readonly failure: TenantFailure,
    advice?: Advice,
  ) {
    const { method, path, status, tenantCode, tenantMessage, fields = [] } = failure;
    const answer = [tenantCode, tenantMessage].filter(Boolean).join(": ");
    const refused = `${method} ${path} answered ${status}${answer && ` (${answer})`}.`;
    super(cleanLine(fields.length > 0 ? `${refused} Fields: ${fields.join("; ")}.` : refused), advice);
  }

  /** Whether the tenant refused to create something because another one has its name. Source: the code `ObjectExists`. */
  get isNameInUse(): boolean {
    const { tenantCode, fieldCodes = [] } = this.failure;
    return [tenantCode, ...fieldCodes].includes("ObjectExists");
  }
}
