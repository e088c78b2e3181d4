import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { InvalidInputError } from "../../core/model/errors";
import { MEMBER_KINDS } from "../../core/model/member";
import { ADOPT_MODES } from "../../core/model/role";
import type { TenantResult } from "../model/result";
import type { Run, TenantPlan } from "../model/run";
import { planOf } from "../tenant/read";

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
      const { target, outcome = "failed" } = result ?? {};
      return result && target && outcome !== "failed" ? [[tenant, planOf({ ...result, target })]] : [];
    }),
  ),
});

const planSchema = z.object({
  digest: z.string(),
  target: z.object({ origin: z.string(), companyId: z.string() }),
  desired: z.string(),
  removes: z.array(z.string()),
  assignments: z.array(
    z.object({
      ...{ profile: z.string(), role: z.string(), member: z.string() },
      ...{ adopt: z.enum(ADOPT_MODES), force: z.string().optional(), memberKind: z.enum(MEMBER_KINDS) },
      changes: z.array(z.looseObject({ subject: z.enum(["role", "levels", "member"]) })),
    }),
  ),
});
const fileSchema = z.object({ fleet: z.string(), at: z.string(), tenants: z.record(z.string(), planSchema) });

/** `sha256:` and 64 hexadecimal digits over a file's bytes. */
export const fileDigest = (bytes: string | Buffer): string =>
  `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

/**
 * Reads the file that a preview wrote.
 * @param pinned the file's digest, where it is known from another place than the file
 * @throws InvalidInputError where it isn't one, has another digest, is another fleet's, of an earlier version, or was edited
 * since: a plan's own digest tells
 */
export function readPlanFile(file: string, fleet: string, pinned?: string): PlanFile {
  const problem = (message: string, path = "") =>
    new InvalidInputError("The plans can't be used", [{ path, message, file }]);
  const bytes = read(file, problem);
  const digest = fileDigest(bytes);
  if (pinned !== undefined && pinned !== digest)
    throw problem(`its digest is ${digest}, --plan-digest names ${pinned}: it isn't the file that was reviewed`);
  const written = parse(bytes.toString("utf8"), problem);
  if (isOfEarlierVersion(written))
    throw problem("was written by an earlier version: write it again with cwroles fleet preview --out");
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

/** Its plans don't say which tenant they are for. */
const isOfEarlierVersion = (written: unknown): boolean => {
  const { data } = earlierSchema.safeParse(written);
  return data !== undefined && Object.values(data.tenants).some(({ target }) => target === undefined);
};
const earlierSchema = z.object({
  tenants: z.record(z.string(), z.object({ digest: z.string(), target: z.unknown().optional() })),
});

function read(file: string, problem: (message: string) => Error): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw problem(code === "ENOENT" ? "no such file" : `it can't be read (${code})`);
  }
}

function parse(text: string, problem: (message: string) => Error): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw problem("isn't JSON");
  }
}
