import picomatch from "picomatch";
import { InvalidInputError } from "../core/model/errors";
import { nearest, suggest } from "../core/profile/match";
import type { Fleet, FleetTenant } from "./model/fleet";
import type { TenantResult } from "./model/result";

/** Which tenants are meant: those that fit every condition that is given. */
export interface Selection {
  /** Names or globs, such as `au-*`. */
  readonly tenants?: readonly string[] | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Those whose last result failed. */
  readonly failed?: boolean | undefined;
}

/**
 * The tenants that a selection means, in the order of the fleet's file; without a condition all of them.
 * @throws InvalidInputError for each name, group or tag that means nobody, with the nearest
 */
export function selectTenants(
  { tenants }: Fleet,
  selection: Selection,
  latest: ReadonlyMap<string, TenantResult> = new Map(),
): FleetTenant[] {
  const conditions = [
    condition("--tenant", selection.tenants, tenants, ({ name }) => [name]),
    condition("--group", selection.groups, tenants, ({ groups }) => groups),
    condition("--tag", selection.tags, tenants, ({ tags }) => tags),
  ];
  const problems = conditions.flatMap((selected) => selected.problems);
  if (problems.length > 0) throw new InvalidInputError("Which tenants?", problems);
  const isFailed = ({ name }: FleetTenant) => latest.get(name)?.outcome === "failed";
  return tenants
    .filter((tenant) => conditions.every(({ fits }) => fits(tenant)))
    .filter((tenant) => !selection.failed || isFailed(tenant));
}

function condition(
  path: string,
  patterns: readonly string[] | undefined,
  tenants: readonly FleetTenant[],
  wordsOf: (tenant: FleetTenant) => readonly string[],
) {
  if (!patterns) return { fits: () => true, problems: [] };
  const words = [...new Set(tenants.flatMap(wordsOf))];
  const problems = patterns
    .filter((pattern) => !words.some((word) => picomatch(pattern)(word)))
    .map((pattern) => ({ path, message: `nothing fits "${pattern}"; ${suggest(nearest(pattern, words))}` }));
  const isMeant = picomatch([...patterns]);
  return { fits: (tenant: FleetTenant) => wordsOf(tenant).some((word) => isMeant(word)), problems };
}
