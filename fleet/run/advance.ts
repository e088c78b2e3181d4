import type { TenantResult } from "../model/result";
import type { Run, RunEnd } from "../model/run";

/** What of a result decides how its run goes on. */
type Verdict = Pick<TenantResult, "tenant" | "outcome" | "failure">;

/** What comes next in a run. */
export type Advance =
  | { readonly kind: "go" /** Those of the present wave without a result. */; readonly tenants: readonly string[] }
  | { readonly kind: "end"; readonly end: Pick<RunEnd, "how" | "reason"> };

/**
 * Which tenants of a run may be at work now, given what is known of it: the tenants of one wave, until each has a result;
 * or that the run is at its end, because all are done or a brake stops it. Pure: a resumed run, and every worker, comes to
 * the same answer.
 */
export function advance(run: Run, results: ReadonlyMap<string, Verdict>): Advance {
  for (const [index, wave] of run.waves.entries()) {
    const reason = brake(run, wave, index, results);
    if (reason) return { kind: "end", end: { how: "stopped", reason } };
    const open = wave.filter((tenant) => !results.has(tenant));
    if (open.length > 0) return { kind: "go", tenants: open };
  }
  return { kind: "end", end: { how: "finished" } };
}

/** Why nothing more may begin. */
function brake(run: Run, wave: readonly string[], index: number, results: ReadonlyMap<string, Verdict>) {
  const failed = wave.flatMap((tenant) => {
    const result = results.get(tenant);
    return result?.outcome === "failed" ? [result] : [];
  });
  const broader = failed.filter(({ failure }) => failure?.broadens);
  const where = run.waves.length > 1 ? ` of wave ${index + 1}` : "";
  if (broader.length > 0)
    return `${broader.map(({ tenant }) => tenant).join(", ")}${where} would be granted more than was reviewed`;
  const isDone = wave.every((tenant) => results.has(tenant)) && index === run.waves.length - 1;
  return !isDone && failed.length > wave.length * run.maxFailures
    ? `${failed.length} of the ${wave.length} tenants${where} failed, more than ${Math.round(run.maxFailures * 100)} %`
    : undefined;
}
