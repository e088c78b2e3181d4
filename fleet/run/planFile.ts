import { readFileSync } from "node:fs";
import { z } from "zod";
import { InvalidInputError } from "../../provider/model/errors";
import type { TenantResult } from "../model/result";
import type { Run, TenantPlan } from "../model/run";
import { planOf } from "../tenant/desired";

/** What a preview found for each tenant, to be reviewed and then applied as it is. */
export interface PlanFile {
  readonly fleet: string;
  /** ISO 8601 */
  readonly at: string;
  readonly tenants: Readonly<Record<string, TenantPlan>>;
}

/** In the order of the run; tenants whose preview failed have no plan. */
export const planFileOf = ({ fleet, startedAt, waves }: Run, results: ReadonlyMap<string, TenantResult>): PlanFile => ({
  fleet,
  at: startedAt,
  tenants: Object.fromEntries(
    waves.flat().flatMap((tenant) => {
      const result = results.get(tenant);
      return result && result.outcome !== "failed" ? [[tenant, planOf(result)]] : [];
    }),
  ),
});

const planSchema = z.object({
  digest: z.string(),
  desired: z.string(),
  removes: z.array(z.string()),
  assignments: z.array(
    z.object({
      profile: z.string(),
      role: z.string(),
      member: z.string(),
      changes: z.array(z.looseObject({ subject: z.enum(["role", "levels", "member"]) })),
    }),
  ),
});
const fileSchema = z.object({ fleet: z.string(), at: z.string(), tenants: z.record(z.string(), planSchema) });

/**
 * Reads the file that a preview wrote.
 * @throws InvalidInputError where it isn't one, is another fleet's, or was edited since: a plan's digest tells
 */
export function readPlanFile(file: string, fleet: string): PlanFile {
  const problem = (message: string, path = "") =>
    new InvalidInputError("The plans can't be used", [{ path, message, file }]);
  const written = parse(file, problem);
  const parsed = fileSchema.safeParse(written);
  if (!parsed.success)
    throw problem("isn't what cwroles fleet preview --out writes", parsed.error.issues[0]?.path.join("."));
  const plans = written as PlanFile;
  if (plans.fleet !== fleet) throw problem(`is of the fleet "${plans.fleet}", not of "${fleet}"`, "fleet");
  const edited = Object.entries(plans.tenants).filter(([, plan]) => planOf(plan).digest !== plan.digest);
  if (edited.length > 0)
    throw problem(`isn't as the preview wrote it: ${edited.map(([tenant]) => tenant).join(", ")}`, "tenants");
  return plans;
}

function parse(file: string, problem: (message: string) => Error): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw problem(code === "ENOENT" ? "no such file" : "isn't JSON");
  }
}
