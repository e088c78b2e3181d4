import type { TenantResult } from "../model/result";
import type { Journal, Run } from "../model/run";

/** The last result of each tenant before a run began: what there is to compare with. */
export async function formerResults(journal: Journal, run: Run): Promise<ReadonlyMap<string, TenantResult>> {
  const former = new Map<string, TenantResult>();
  for (const { id } of (await journal.runs()).filter((other) => other.id < run.id))
    for (const [tenant, result] of await journal.results(id)) if (!former.has(tenant)) former.set(tenant, result);
  return former;
}
