import type { TenantReader } from "../gateway";
import { InvalidInputError } from "../model/errors";
import type { LevelTable } from "../model/permission";
import type { DesiredRole, FunctionName } from "../model/role";
import { variantFor } from "../profile/choose";
import { resolveLevels } from "../profile/match";

/** What is asked of a role, in a vendor's words, for tenants of every version. */
export interface RoleRequest extends DesiredRole {
  /** What an administrator has to allow by hand, for people. */
  readonly customize?: readonly string[];
  readonly variants?: readonly { upTo: string; levels: LevelTable; customize?: readonly string[] }[];
}

/** The same for one tenant: its own names, one variant chosen. */
export interface ResolvedRole extends DesiredRole {
  readonly customize: readonly string[];
  /** `up to 2019.2`; `undefined` where the profile's main permissions apply. */
  readonly variant: string | undefined;
  /** The rows that every role of the tenant has. */
  readonly functions: readonly FunctionName[];
}

/**
 * One read, and one more of the tenant's version where there are variants.
 * @throws InvalidInputError when the tenant has no function of a name, with the nearest
 */
export async function resolveRole(
  tenant: Pick<TenantReader, "functions" | "version">,
  { name, unlisted, levels, customize = [], variants = [] }: RoleRequest,
): Promise<ResolvedRole> {
  const [version, functions] = await Promise.all([
    variants.length > 0 ? tenant.version() : undefined,
    tenant.functions(),
  ]);
  const variant = version === undefined ? undefined : variantFor(variants, version);
  const resolved = resolveLevels(variant?.levels ?? levels, functions);
  if (resolved.problems.length > 0)
    throw new InvalidInputError("Unknown functions", resolved.problems, "unknown-function");
  return {
    name,
    unlisted,
    levels: resolved.levels,
    customize: variant ? (variant.customize ?? []) : customize,
    variant: variant && describeVariant(variant.upTo),
    functions,
  };
}

export const describeVariant = (upTo: string) => `up to ${upTo}`;
