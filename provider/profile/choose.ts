import { InvalidInputError } from "../model/errors";
import { type LevelTable, rowsOf, tableOf, unionOf } from "../model/permission";
import type { Grant, Profile } from "../model/profile";
import { isAtMost } from "../model/version";
import { nearest, suggest } from "./match";

/**
 * A profile with the permissions of the features that a tenant uses, in its variants, too.
 * @throws InvalidInputError for a feature that the profile doesn't have
 */
export function withFeatures(profile: Profile, chosen: readonly string[]): Profile {
  const known = profile.features.map(({ id }) => id);
  const problems = chosen
    .filter((id) => !known.includes(id))
    .map((id) => ({
      path: "features",
      message: `the profile "${profile.id}" has no feature "${id}"; ${
        known.length > 0 ? `${suggest(nearest(id, known))} There are: ${known.join(", ")}` : "it has none"
      }`,
    }));
  if (problems.length > 0) throw new InvalidInputError("Unknown features", problems);
  const added = profile.features.filter(({ id }) => chosen.includes(id)).map(({ grants }) => grants);
  const widen = (grants: LevelTable<Grant>) => added.reduce(unionOfGrants, grants);
  return {
    ...profile,
    grants: widen(profile.grants),
    variants: profile.variants.map((variant) => ({ ...variant, grants: widen(variant.grants) })),
  };
}

/** The variant for the oldest versions that still covers this one. */
export function variantFor<Variant extends { readonly upTo: string }>(
  variants: readonly Variant[],
  version: string,
): Variant | undefined {
  const fitting = variants.filter(({ upTo }) => isAtMost(version, upTo));
  return fitting.find((variant) => fitting.every(({ upTo }) => isAtMost(variant.upTo, upTo)));
}

/** Every row of both tables; where both have one, the broader level of each verb, and what either says of it. */
export function unionOfGrants(a: LevelTable<Grant>, b: LevelTable<Grant>): LevelTable<Grant> {
  const rows = [...rowsOf(b)].map(({ module, function: name, row }) => {
    const there = a[module]?.[name];
    return { module, function: name, row: there ? unionOfGrant(there, row) : row };
  });
  return tableOf([...rowsOf(a), ...rows]);
}

function unionOfGrant(a: Grant, b: Grant): Grant {
  const ambiguity = [...new Set([a.ambiguity, b.ambiguity])].filter(Boolean).join(" ");
  const beyondSource = [...new Set([a.beyondSource, b.beyondSource])].filter(Boolean).join(" ");
  return {
    levels: unionOf(a.levels, b.levels),
    why: [...new Set([a.why, b.why])].join("; "),
    source: a.source,
    customize: [...new Set([...a.customize, ...b.customize])],
    ...(ambiguity && { ambiguity }),
    ...(beyondSource && { beyondSource }),
  };
}
