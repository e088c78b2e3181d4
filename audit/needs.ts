import { type LevelTable, mapRows } from "../core/model/permission";
import type { Grant, Profile } from "../core/model/profile";
import type { FunctionName } from "../core/model/role";
import { unionOfGrants, variantFor, withFeatures } from "../core/profile/choose";
import { resolveLevels } from "../core/profile/match";
import { levelsOf } from "../core/profile/parse";
import type { Needs, Observation } from "./model";

/**
 * What a profile asks for on a tenant.
 * @param features those that are used; `undefined` where nobody says, so that any may be
 * @throws InvalidInputError for a feature that the profile doesn't have
 */
export function needsOf(
  profile: Profile,
  { functions, version }: Pick<Observation, "functions" | "version">,
  features?: readonly string[],
): Needs {
  const chosen = features ? withFeatures(profile, features) : profile;
  const every = features
    ? chosen
    : withFeatures(
        profile,
        profile.features.map(({ id }) => id),
      );
  const variant = (of: Profile) => (version ? variantFor(of.variants, version)?.grants : undefined) ?? of.grants;
  const levels = resolved(variant(chosen), functions);
  const most = resolved(unionOfGrants(variant(chosen), variant(every)), functions);
  return { levels: levels.levels, most: most.levels, isPart: profile.unlisted === "keep", notes: levels.notes };
}

/** A name that the tenant doesn't have grants nothing there: it is told, and the rest is compared. */
function resolved(grants: LevelTable<Grant>, functions: readonly FunctionName[]) {
  const { levels, problems } = resolveLevels(levelsOf(grants), functions);
  return { levels: mapRows(levels, (row) => row), notes: problems.map(({ path, message }) => `${path}: ${message}`) };
}
