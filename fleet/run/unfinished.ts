import type { Failure, TenantResult } from "../model/result";
import type { Run } from "../model/run";

/** The result of a tenant that no work came to, or of whose work nothing is known. */
export const unfinished = (
  run: Pick<Run, "id" | "command" | "targets">,
  tenant: string,
  failure: Failure,
): TenantResult => ({
  tenant,
  ...(run.targets?.[tenant] && { target: run.targets[tenant] }),
  run: run.id,
  command: run.command,
  at: new Date().toISOString(),
  seconds: 0,
  outcome: "failed",
  failure,
  requests: 0,
  writes: 0,
  desired: "",
  assignments: [],
  removes: [],
});
