import type { Failure, TenantResult } from "../model/result";

/** How often a tenant is tried again that couldn't be reached, before its failure counts. */
const RETRIES = 2;

/**
 * As errors of the client say it, by themselves or from within the engine: see `UnreachableError` and `TenantError`. Of
 * statuses, those that go away by themselves.
 */
const PASSING = /\bNo answer from \S|\banswered (429|5\d\d)\b/;
const CODES = new Set(["unreachable", "tenant-refused", "engine"]);

/** Whether a tenant is to be tried again later, rather than called failed. @param retries so far */
export const isTransient = (failure: Failure | undefined, retries: number): failure is Failure =>
  failure !== undefined && retries < RETRIES && CODES.has(failure.code) && PASSING.test(failure.message);

/** What attempts without a result sent; kept beside the job. */
export type RequestTotals = Pick<TenantResult, "requests" | "writes">;

/** The result with what was sent before it came about. */
export const withRequestTotals = (
  result: TenantResult,
  { requests = 0, writes = 0 }: Partial<RequestTotals> = {},
): TenantResult => ({
  ...result,
  requests: result.requests + requests,
  writes: result.writes + writes,
});
