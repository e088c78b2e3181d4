import { InvalidInputError, RefusedError } from "../../core/model/errors";
import type { LevelTable } from "../../core/model/permission";
import type { Grant, Profile } from "../../core/model/profile";
import type { DesiredRole, FunctionName } from "../../core/model/role";
import { variantFor } from "../../core/profile/choose";
import { resolveLevels } from "../../core/profile/match";
import type { TenantReader } from "../gateway";

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
 * @throws RefusedError when the tenant shows no functions, or no version that can be compared
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
  if (functions.length === 0)
    throw new RefusedError("The tenant shows this key no function of any security role: give its member a role.", {
      topic: "403-security",
    });
  if (version !== undefined && !/^\d{4}\.\d+$/.test(version))
    throw new RefusedError(
      `The tenant calls its version "${version}", which can't be compared with those of the profile's variants.`,
    );
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

const describeVariant = (upTo: string) => `up to ${upTo}`;

/** What stands behind the levels of a resolved role: the profile's grants, or its variant's, under the tenant's names. */
export function grantsFor(
  { grants, variants }: Profile,
  { variant, functions }: Pick<ResolvedRole, "variant" | "functions">,
): LevelTable<Grant> {
  const chosen = variants.find(({ upTo }) => describeVariant(upTo) === variant);
  return resolveLevels(chosen?.grants ?? grants, functions).levels;
}
