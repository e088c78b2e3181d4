import { InvalidInputError } from "../model/errors";
import { VERBS } from "../model/level";
import { sameName } from "../model/name";
import { isBroadened, type LevelTable, rowIn, rowsOf, tableOf, unionOf } from "../model/permission";
import type { Grant, Profile } from "../model/profile";
import { isAtMost } from "../model/version";
import { nearest, suggest } from "./match";

/**
 * A profile with the permissions of the features that a tenant uses, in its variants, too.
 * @throws InvalidInputError for a feature that the profile doesn't have
 */
export function withFeatures(profile: Profile, chosen: readonly string[]): Profile {
  const featureIds = profile.features.map(({ id }) => id);
  const problems = chosen
    .filter((id) => !featureIds.includes(id))
    .map((id) => ({
      path: "features",
      message: `the profile "${profile.id}" has no feature "${id}", only ${featureIds.join(", ") || "its permissions"}; ${suggest(nearest(id, featureIds))}`,
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

/**
 * Every row of both tables; where both have one, the broader level of each verb, and what either says of it. The source is
 * that of the broader row; where neither is, the first's, and the reason names the other.
 */
export function unionOfGrants(a: LevelTable<Grant>, b: LevelTable<Grant>): LevelTable<Grant> {
  const rows = [...rowsOf(b)].map(({ module, function: name, row }) => {
    const rowOfA = rowIn(a, module, name);
    return { module, function: name, row: rowOfA ? unionOfGrant(rowOfA, row) : row };
  });
  return tableOf([...rowsOf(a), ...rows]);
}

function unionOfGrant(a: Grant, b: Grant): Grant {
  const [broader, narrower] = isBroader(b, a) && !isBroader(a, b) ? [b, a] : [a, b];
  const isByBoth = a.source !== b.source && isBroader(a, b) === isBroader(b, a);
  const ambiguity = joined([a.ambiguity, b.ambiguity], " ");
  const beyondSource = joined([a.beyondSource, b.beyondSource], " ");
  const changes = [...(a.changes ?? []), ...(b.changes ?? [])];
  return {
    levels: unionOf(a.levels, b.levels),
    why: joined([a.why, b.why, isByBoth ? `also documented at ${narrower.source}` : undefined], "; "),
    source: broader.source,
    customize: [...a.customize, ...b.customize].filter(isFirst),
    ...(ambiguity && { ambiguity }),
    ...(beyondSource && { beyondSource }),
    ...(changes.length > 0 && { changes }),
  };
}

/** An entry may differ in case from page to page. */
const isFirst = (entry: string, index: number, entries: readonly string[]) =>
  entries.findIndex((other) => sameName(other, entry)) === index;

const isBroader = (a: Grant, b: Grant) => VERBS.some((verb) => isBroadened(b.levels[verb], a.levels[verb]));

const joined = (texts: readonly (string | undefined)[], between: string) =>
  [...new Set(texts)].filter(Boolean).join(between);
