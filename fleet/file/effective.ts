import type { Verb } from "../../core/model/level";
import { type LevelTable, rowIn, rowsOf, tableOf } from "../../core/model/permission";
import type { Profile } from "../../core/model/profile";
import type { FunctionName } from "../../core/model/role";
import {
  applyChanges,
  byVerb,
  type Changes,
  grantsOf,
  type Layered,
  type LayeredRow,
  type Origins,
  rowsFrom,
  unchangedRows,
} from "../../core/profile/changes";
import { withFeatures } from "../../core/profile/choose";
import type { IndexedProfile } from "../../core/profile/names";
import type { ProfileLayer } from "./layer";
import type { ProfileEntry } from "./schema";

/** A profile as a list of layers leaves it. */
export interface EffectiveProfile {
  readonly profile: Profile;
  /** Of the rows of `profile.grants`. */
  readonly origins: LevelTable<Origins>;
  /** What a layer took out and no later one gave back. */
  readonly without: readonly (FunctionName & { readonly by: string })[];
}

/**
 * The profile with the chosen features and then, layer by layer, its exclusions and overrides. Both hold for the profile's
 * permissions and for its variants alike: they say what a function has on tenants of every version. A verb that an
 * override doesn't name stays as it was, or None where the function wasn't granted. A function that is taken out isn't
 * granted at all: where the profile keeps what it doesn't name, it is asked to be None. The result has no features left to
 * choose, which would undo an exclusion.
 */
export function effectiveProfile(
  named: IndexedProfile,
  features: readonly string[],
  layers: readonly ProfileLayer[],
): EffectiveProfile {
  const whole = withFeatures(named.profile, features);
  const apply = (start: readonly LayeredRow[]) =>
    layers.reduce<Layered>(
      (before, { label, entry }) => (entry ? applyChanges(before, named, changesOf(label, entry)) : before),
      unchangedRows(start, named),
    );
  const layered = apply(rowsWithOrigins(named.profile, whole, features));
  const variants = whole.variants.map((variant) => ({
    ...variant,
    grants: grantsOf(apply(rowsFrom("profile", variant.grants))),
  }));
  return {
    profile: { ...whole, grants: grantsOf(layered), features: [], variants },
    origins: tableOf([...layered.rows.values()].map((row) => ({ ...row, row: row.origins }))),
    without: [...layered.without].map(([name, { by }]) => ({ ...name, by })),
  };
}

/** A level is the profile's own unless a chosen feature broadened it, or brought the row. */
function rowsWithOrigins(profile: Profile, whole: Profile, chosen: readonly string[]): LayeredRow[] {
  const features = profile.features.filter(({ id }) => chosen.includes(id));
  return [...rowsOf(whole.grants)].map(({ module, function: name, row }) => {
    const own = rowIn(profile.grants, module, name);
    const origin = (verb: Verb) => {
      if (own?.levels[verb] === row.levels[verb]) return "profile";
      const feature = features.find(({ grants }) => rowIn(grants, module, name)?.levels[verb] === row.levels[verb]);
      return `feature ${feature?.id}`;
    };
    return { module, function: name, grant: row, origins: byVerb(origin) };
  });
}

/** What a layer says of a profile's functions, each with its keys in the entry. */
export const changesOf = (label: string, { levels = {}, without = {} }: ProfileEntry): Changes => ({
  by: label,
  sets: [...rowsOf(levels)].map(({ row, ...name }) => ({
    ...name,
    keys: ["levels", name.module, name.function],
    row: typeof row === "string" ? { all: row } : row,
  })),
  takesOut: Object.entries(without).flatMap(([module, names]) =>
    names.map((name, index) => ({ module, function: name, keys: ["without", module, index] })),
  ),
});
