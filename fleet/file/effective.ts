import { VERBS, type Verb } from "../../core/model/level";
import {
  everyVerb,
  isBroadened,
  type LevelTable,
  NONE,
  type Permission,
  rowIn,
  rowsOf,
  tableOf,
} from "../../core/model/permission";
import type { Grant, Profile } from "../../core/model/profile";
import type { FunctionName } from "../../core/model/role";
import { withFeatures } from "../../core/profile/choose";
import type { ProfileLayer } from "./layer";
import type { NamedProfile } from "./names";
import type { OverrideFile, ProfileEntry } from "./schema";

/** Which layer each verb of a function is from. */
export type Origins = Readonly<Record<Verb, string>>;

/** A profile as a list of layers leaves it. */
export interface EffectiveProfile {
  readonly profile: Profile;
  /** Of the rows of `profile.grants`. */
  readonly origins: LevelTable<Origins>;
  /** What a layer took out and no later one gave back. */
  readonly without: readonly (FunctionName & { readonly by: string })[];
}

/** What some of the layers have made of it, by the names that {@link NamedProfile.find} gives. */
interface Layered {
  readonly rows: ReadonlyMap<FunctionName, Row>;
  /** With the layer that took it out. */
  readonly without: ReadonlyMap<FunctionName, string>;
}

/** In its own table's spelling. */
interface Row extends FunctionName {
  readonly grant: Grant;
  readonly origins: Origins;
}

/**
 * The profile with the chosen features and then, layer by layer, its exclusions and overrides. Both hold for the profile's
 * permissions and for its variants alike: they say what a function has on tenants of every version. A verb that an
 * override doesn't name stays as it was, or None where the function wasn't granted. A function that is taken out isn't
 * granted at all: where the profile keeps what it doesn't name, it is asked to be None. The result has no features left to
 * choose, which would undo an exclusion.
 */
export function effectiveProfile(
  named: NamedProfile,
  features: readonly string[],
  layers: readonly ProfileLayer[],
): EffectiveProfile {
  const whole = withFeatures(named.profile, features);
  const apply = (start: readonly Row[]) =>
    layers.reduce<Layered>((before, { label, entry }) => (entry ? layered(before, named, label, entry) : before), {
      rows: byName(start, named),
      without: new Map(),
    });
  const { rows, without } = apply(rowsWithOrigins(named.profile, whole, features));
  const variants = whole.variants.map((variant) => ({
    ...variant,
    grants: grantsOf(apply([...rowsOf(variant.grants)].map(ownRow)).rows),
  }));
  return {
    profile: { ...whole, grants: grantsOf(rows), features: [], variants },
    origins: tableOf([...rows.values()].map((row) => ({ ...row, row: row.origins }))),
    without: [...without].map(([name, by]) => ({ ...name, by })),
  };
}

/** A table that spells one function in two ways keeps both rows: a tenant refuses it, aloud. */
function byName(start: readonly Row[], named: NamedProfile): Layered["rows"] {
  const rows = new Map<FunctionName, Row>();
  for (const row of start) {
    const { name } = named.find(row);
    rows.set(rows.has(name) ? row : name, row);
  }
  return rows;
}

const grantsOf = (rows: Layered["rows"]) => tableOf([...rows.values()].map((row) => ({ ...row, row: row.grant })));

const everywhere = (label: string): Origins => ({ add: label, edit: label, delete: label, inquire: label });

const ownRow = ({ row, ...name }: FunctionName & { row: Grant }): Row => ({
  ...name,
  grant: row,
  origins: everywhere("profile"),
});

/** A level is the profile's own unless a chosen feature broadened it, or brought the row. */
function rowsWithOrigins(profile: Profile, whole: Profile, chosen: readonly string[]): Row[] {
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

const byVerb = <Value>(of: (verb: Verb) => Value) =>
  Object.fromEntries(VERBS.map((verb) => [verb, of(verb)])) as Record<Verb, Value>;

/** One layer on top of those before. */
function layered(before: Layered, named: NamedProfile, label: string, entry: ProfileEntry): Layered {
  const [rows, without] = [new Map(before.rows), new Map(before.without)];
  for (const written of excluded(entry)) {
    const { name } = named.find(written);
    rows.delete(name);
    if (named.profile.unlisted === "keep") rows.set(name, noneRow(name, named.profile, label));
    without.set(name, label);
  }
  for (const { override, ...written } of overrides(entry)) {
    const { name } = named.find(written);
    rows.set(name, overridden(rows.get(name) ?? noneRow(name, named.profile, label), override, label));
    without.delete(name);
  }
  return { rows, without };
}

const noneRow = (name: FunctionName, { source }: Profile, label: string): Row => ({
  ...name,
  grant: { levels: NONE, why: `set by ${label}`, source: source.url, customize: [] },
  origins: everywhere(label),
});

function overridden(row: Row, override: OverrideFile, label: string): Row {
  const given = levelsGiven(override);
  const levels = { ...row.grant.levels, ...given };
  const reason = (typeof override === "object" && override.why) || `set by ${label}`;
  const isBroader = VERBS.some((verb) => isBroadened(row.grant.levels[verb], levels[verb]));
  const isNew = VERBS.every((verb) => row.origins[verb] === label);
  return {
    ...row,
    grant: {
      ...row.grant,
      levels,
      why: isNew ? reason : `${row.grant.why}; ${reason}`,
      ...(isBroader && { beyondSource: [row.grant.beyondSource, reason].filter(Boolean).join(" ") }),
    },
    origins: byVerb((verb) => (given[verb] === undefined ? row.origins[verb] : label)),
  };
}

function levelsGiven(override: OverrideFile): Partial<Permission> {
  if (typeof override === "string") return everyVerb(override);
  const { all } = override;
  return all
    ? everyVerb(all)
    : Object.fromEntries(VERBS.flatMap((verb) => (override[verb] ? [[verb, override[verb]]] : [])));
}

/** The functions that an entry takes out. */
const excluded = ({ without = {} }: ProfileEntry): FunctionName[] =>
  Object.entries(without).flatMap(([module, names]) => names.map((name) => ({ module, function: name })));

/** The functions whose levels an entry sets. */
export const overrides = ({ levels = {} }: ProfileEntry): (FunctionName & { override: OverrideFile })[] =>
  [...rowsOf(levels)].map(({ row, ...name }) => ({ ...name, override: row }));
