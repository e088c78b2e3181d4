import { type LevelTable, rowIn, tableOf } from "../model/permission";
import type { Grant, Profile } from "../model/profile";
import { catalogue } from "./catalogue";
import { catalogueName } from "./catalogueName";
import { unionOfGrants } from "./choose";
import { resolveLevels } from "./match";

/**
 * The profile with its functions as the catalogue spells them, so that two spellings of one function compare as one
 * without a tenant. A name that the catalogue doesn't know keeps its own spelling; no row is lost.
 */
export const inCatalogueNames = (profile: Profile): Profile => ({
  ...profile,
  grants: canonical(profile.grants),
  features: profile.features.map((feature) => ({ ...feature, grants: canonical(feature.grants) })),
  variants: profile.variants.map((variant) => ({ ...variant, grants: canonical(variant.grants) })),
  ...(profile.without && { without: profile.without.map((taken) => ({ ...taken, ...catalogueName(taken) })) }),
});

function canonical(grants: LevelTable<Grant>): LevelTable<Grant> {
  const { levels, problems } = resolveLevels(grants, catalogue);
  const unresolved = problems.flatMap(({ module, function: name }) => {
    const row = rowIn(grants, module, name);
    return row ? [{ module, function: name, row }] : [];
  });
  // A function named twice is unresolved the second time, and may then have the very name of the first.
  return unionOfGrants(levels, tableOf(unresolved));
}
