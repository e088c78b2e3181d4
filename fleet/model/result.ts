import type { TenantId } from "../../core/model/tenant";
import type { Change } from "../../core/plan/change";
import type { Command } from "./command";
import type { Assignment } from "./fleet";

/** From the best to the worst; `waiting` is for an administrator, who has to set what the tenant's API refuses. */
export const OUTCOMES = ["removed", "exact", "drifted", "waiting", "failed"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What a command saw or did on one tenant; JSON, without a credential. */
export interface TenantResult {
  readonly tenant: string;
  /** Which company on which site it was; missing where no work came to it, and in results of earlier versions. */
  readonly target?: TenantId;
  /** The run's id. */
  readonly run: string;
  readonly command: Command;
  /** When it was done, ISO 8601. */
  readonly at: string;
  readonly seconds: number;
  readonly outcome: Outcome;
  /** Why it failed, or is left for an administrator. */
  readonly failure?: Failure;
  /** Requests to the tenant, those of the engine's providers with them. */
  readonly requests: number;
  readonly writes: number;
  /** What the engine did to the stack's resources, such as `{create: 2}`; missing where it wasn't started. */
  readonly engine?: Readonly<Record<string, number>>;
  /** Digest of all that is asked of the tenant; see `desiredDigest`. */
  readonly desired: string;
  /** Missing where the tenant couldn't be read. */
  readonly assignments: readonly AssignmentResult[];
  /** What the engine deletes or replaces, such as `the security role "Old" of wise-sync`. */
  readonly removes: readonly string[];
  /** What the engine left on the tenant, or couldn't keep, for people. */
  readonly notes?: readonly string[];
}

export interface Failure {
  /**
   * Of the error's class, such as `unreachable` or `other-tenant`; `not-reviewed`, `engine`, `still-differs`, `not-in-fleet`,
   * `deadline`, `interrupted`, `unfinished`, `unexpected`.
   */
  readonly code: string;
  readonly message: string;
  /** Whether what was refused would have granted more than was reviewed. */
  readonly broadens?: true;
}

/** One profile on one tenant, as the last read showed it. */
export interface AssignmentResult extends Pick<Assignment, "adopt" | "force" | "memberKind"> {
  readonly profile: string;
  readonly role: string;
  readonly member: string;
  readonly outcome: Outcome;
  /** Rows of the role as read; 0 where it isn't there. */
  readonly rows: number;
  /** What differs and isn't accepted: empty means exact. Of a planned run: what would change. */
  readonly changes: readonly Change[];
  readonly accepted: readonly AcceptedCell[];
  /** What an administrator has to allow by hand, since the API doesn't reach it. */
  readonly customize: readonly string[];
  readonly notes: readonly string[];
}

/** A deviation that somebody answers for. */
export interface AcceptedCell {
  readonly module: string;
  readonly function: string;
  readonly verb: string;
  /** As the tenant shows it. */
  readonly level: string;
  readonly by: string;
  readonly reason: string;
  /** The last day it holds, `2026-12-31`. */
  readonly until: string;
}

/** The worst of several; `exact` where there is none. */
export const worst = (outcomes: readonly Outcome[]): Outcome =>
  outcomes.reduce<Outcome>((a, b) => (OUTCOMES.indexOf(b) > OUTCOMES.indexOf(a) ? b : a), "exact");
