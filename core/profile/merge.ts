import { InvalidInputError } from "../model/errors";
import { VERBS, verbTitle } from "../model/level";
import { type LevelTable, mapRows, type Permission, rowIn, rowsOf, tableOf } from "../model/permission";
import type { Grant, Profile } from "../model/profile";
import { inCatalogueNames } from "./canonical";
import { unionOfGrants, variantFor } from "./choose";

/**
 * One profile for a member that serves several integrations: the broader level of each verb, with who needs what in each
 * row's reason. Functions are spelled as in the catalogue. Each version of a tenant gets what the profiles' variants for
 * it add up to. A feature keeps its name, or gets its profile's id before it where two have one of that name.
 * @throws InvalidInputError when a profile is named twice
 */
export function mergeProfiles(profiles: readonly Profile[]): Profile {
  const ids = profiles.map(({ id }) => id);
  const repeatedIds = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (repeatedIds.length > 0)
    throw new InvalidInputError(
      "Nothing to merge",
      repeatedIds.map((id) => ({ path: id, message: "is named twice" })),
    );
  const parts = profiles.map(inCatalogueNames).map(attributed);
  const [first, ...otherProfiles] = parts;
  if (!first) throw new InvalidInputError("Nothing to merge", [{ path: "profiles", message: "none is named" }]);
  return {
    id: ids.join("-and-"),
    name: parts.map(({ name }) => name).join(" + "),
    vendor: [...new Set(parts.map(({ vendor }) => vendor))].join(" and "),
    source: {
      url: first.source.url,
      title: `Merged from the profiles ${ids.join(" and ")}`,
      retrieved: otherProfiles.reduce(
        (earliest, { source }) => (source.retrieved < earliest ? source.retrieved : earliest),
        first.source.retrieved,
      ),
    },
    unlisted: parts.some(({ unlisted }) => unlisted === "keep") ? "keep" : "exact",
    advice: parts.flatMap(({ name, advice }) => advice.map((text) => `${name}: ${text}`)),
    grants: combined(parts, ({ grants }) => grants),
    features: parts.flatMap((part) =>
      part.features.map((feature) => ({ ...feature, id: featureId(part, feature.id, parts) })),
    ),
    variants: variantsOf(parts),
  };
}

/** The profile, with its name before everything that is said of a row. */
function attributed(profile: Profile): Profile {
  const attribute = (text: string) => `${profile.name}: ${text}`;
  const attributeGrants = (grants: LevelTable<Grant>) =>
    mapRows(grants, (grant) => ({
      ...grant,
      why: `${profile.name} (${describeLevels(grant.levels)}): ${grant.why}`,
      ...(grant.ambiguity && { ambiguity: attribute(grant.ambiguity) }),
      ...(grant.beyondSource && { beyondSource: attribute(grant.beyondSource) }),
    }));
  return {
    ...profile,
    grants: attributeGrants(profile.grants),
    features: profile.features.map(({ why, grants, ...feature }) => ({
      ...feature,
      why: attribute(why),
      grants: attributeGrants(grants),
    })),
    variants: profile.variants.map(({ why, grants, ...variant }) => ({
      ...variant,
      why: attribute(why),
      grants: attributeGrants(grants),
    })),
  };
}

/** `Edit All, Inquire My`, or `All` for all four. */
function describeLevels(levels: Permission): string {
  const [level] = new Set(VERBS.map((verb) => levels[verb]));
  if (VERBS.every((verb) => levels[verb] === level)) return String(level);
  const named = VERBS.filter((verb) => levels[verb] !== "None");
  return named.map((verb) => `${verbTitle(verb)} ${levels[verb]}`).join(", ");
}

function combined(parts: readonly Profile[], grantsOf: (part: Profile) => LevelTable<Grant>): LevelTable<Grant> {
  const union = parts.map(grantsOf).reduce(unionOfGrants);
  return tableOf(
    [...rowsOf(union)].map((entry) => {
      const silent = parts.filter(
        (part) => rowIn(grantsOf(part), entry.module, entry.function)?.customize.length === 0,
      );
      return entry.row.customize.length > 0 && silent.length > 0
        ? { ...entry, row: withSilent(entry.row, silent) }
        : entry;
    }),
  );
}

/** A Customize list that is narrowed for one integration may lack what another one needs. */
function withSilent(grant: Grant, silent: readonly Profile[]): Grant {
  const names = silent.map(({ name }) => name).join(" and ");
  const note = `${names}: names no entries of the Customize list; allow what it needs besides.`;
  return { ...grant, ambiguity: [grant.ambiguity, note].filter(Boolean).join(" ") };
}

function featureId(part: Profile, id: string, parts: readonly Profile[]): string {
  const isShared = parts.some((other) => other !== part && other.features.some((feature) => feature.id === id));
  return isShared ? `${part.id}-${id}` : id;
}

/** For each version that any profile makes a difference at: what all of them need up to there. */
function variantsOf(parts: readonly Profile[]): Profile["variants"] {
  const limits = [...new Set(parts.flatMap(({ variants }) => variants.map(({ upTo }) => upTo)))];
  return limits.map((upTo) => ({
    upTo,
    why: parts.flatMap(({ variants }) => variantFor(variants, upTo)?.why ?? []).join("; "),
    grants: combined(parts, ({ variants, grants }) => variantFor(variants, upTo)?.grants ?? grants),
  }));
}
