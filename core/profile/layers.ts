import { type Level, VERBS, type Verb } from "../model/level";
import { everyVerb, isBroadened, NONE, type Permission, rowsOf, tableOf } from "../model/permission";
import type { Grant, Profile } from "../model/profile";
import type { FunctionName } from "../model/role";
import type { NamedProfile } from "./namedProfile";

/** Levels other than a profile's: one for all verbs, or verb by verb; a verb that isn't named stays as it was. */
export type LevelOverride =
  | Level
  | ({ readonly [Key in Verb | "all"]?: Level | undefined } & { readonly why?: string | undefined });

/** What one layer makes of a profile's functions, by module. */
export interface LayerChanges {
  readonly levels?: Readonly<Record<string, Readonly<Record<string, LevelOverride>>>> | undefined;
  /** Functions that aren't granted at all. */
  readonly without?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** A layer, and what people call it. */
export interface LabelledChanges {
  readonly label: string;
  readonly entry: false | LayerChanges;
}

/** Which layer each verb of a function is from. */
export type Origins = Readonly<Record<Verb, string>>;

/** What some of the layers have made of it, by the names that {@link NamedProfile.find} gives. */
export interface Layered {
  readonly rows: ReadonlyMap<FunctionName, Row>;
  /** With the layer that took it out. */
  readonly without: ReadonlyMap<FunctionName, string>;
}

/** In its own table's spelling. */
export interface Row extends FunctionName {
  readonly grant: Grant;
  readonly origins: Origins;
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

/** Rows as the layers leave them, one after the other. */
export const applyLayers = (start: readonly Row[], named: NamedProfile, layers: readonly LabelledChanges[]): Layered =>
  layers.reduce<Layered>((before, { label, entry }) => (entry ? layered(before, named, label, entry) : before), {
    rows: byName(start, named),
    without: new Map(),
  });

export const grantsOf = (rows: Layered["rows"]) =>
  tableOf([...rows.values()].map((row) => ({ ...row, row: row.grant })));

const everywhere = (label: string): Origins => ({ add: label, edit: label, delete: label, inquire: label });

export const ownRow = ({ row, ...name }: FunctionName & { row: Grant }): Row => ({
  ...name,
  grant: row,
  origins: everywhere("profile"),
});

export const byVerb = <Value>(of: (verb: Verb) => Value) =>
  Object.fromEntries(VERBS.map((verb) => [verb, of(verb)])) as Record<Verb, Value>;

/** One layer on top of those before. */
function layered(before: Layered, named: NamedProfile, label: string, entry: LayerChanges): Layered {
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

function overridden(row: Row, override: LevelOverride, label: string): Row {
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

function levelsGiven(override: LevelOverride): Partial<Permission> {
  if (typeof override === "string") return everyVerb(override);
  const { all } = override;
  return all
    ? everyVerb(all)
    : Object.fromEntries(VERBS.flatMap((verb) => (override[verb] ? [[verb, override[verb]]] : [])));
}

/** The functions that an entry takes out. */
const excluded = ({ without = {} }: LayerChanges): FunctionName[] =>
  Object.entries(without).flatMap(([module, names]) => names.map((name) => ({ module, function: name })));

/** The functions whose levels an entry sets. */
export const overrides = ({ levels = {} }: LayerChanges): (FunctionName & { override: LevelOverride })[] =>
  [...rowsOf(levels)].map(({ row, ...name }) => ({ ...name, override: row }));
