import { type Level, VERBS, type Verb, verbTitle } from "../model/level";
import { everyVerb, isBroadened, type LevelTable, NONE, type Permission, rowsOf, tableOf } from "../model/permission";
import type { Grant, GrantChange, Profile } from "../model/profile";
import type { FunctionName } from "../model/role";
import type { IndexedProfile } from "./names";

/** A function's name as somebody wrote it, and where. */
export interface LocatedName extends FunctionName {
  readonly keys: readonly PropertyKey[];
}

/** What is said of one function. A verb that isn't named stays as it was, or None where the function wasn't granted. */
export type RowChange = { readonly [Key in Verb | "all"]?: Level | undefined } & {
  readonly [Key in "why" | "ambiguity" | "source" | "beyondSource"]?: string | undefined;
} & { readonly customize?: readonly string[] | undefined };

/** What one profile, or one layer of a fleet's file, changes of the functions before it. */
export interface Changes {
  /** Who makes them: a profile's id, or `group au`. */
  readonly by: string;
  readonly sets: readonly (LocatedName & { readonly row: RowChange })[];
  readonly takesOut: readonly (LocatedName & { readonly why?: string })[];
}

/** Who gave each verb of a function its level. */
export type Origins = Readonly<Record<Verb, string>>;

/** A row in its own table's spelling. */
export interface LayeredRow extends FunctionName {
  readonly grant: Grant;
  readonly origins: Origins;
}

/** What changes have made of a table so far, by the names that {@link IndexedProfile.find} gives. */
export interface Layered {
  readonly rows: ReadonlyMap<FunctionName, LayeredRow>;
  /** What was taken out and not given back. */
  readonly without: ReadonlyMap<FunctionName, Pick<GrantChange, "by" | "why">>;
}

/** A table before any change. One that spells a function in two ways keeps both rows: a tenant refuses it, aloud. */
export function unchangedRows(start: readonly LayeredRow[], profileIndex: IndexedProfile): Layered {
  const rows = new Map<FunctionName, LayeredRow>();
  for (const row of start) {
    const { name } = profileIndex.find(row);
    rows.set(rows.has(name) ? row : name, row);
  }
  return { rows, without: new Map() };
}

/** The rows of a table, all from one origin. */
export const rowsFrom = (origin: string, grants: LevelTable<Grant>): LayeredRow[] =>
  [...rowsOf(grants)].map(({ row, ...name }) => ({ ...name, grant: row, origins: singleOrigin(origin) }));

export const grantsOf = ({ rows }: Layered): LevelTable<Grant> =>
  tableOf([...rows.values()].map((row) => ({ ...row, row: row.grant })));

/**
 * One set of changes on top of those before. A function that is taken out isn't granted at all: where the profile keeps
 * what it doesn't name, it is asked to be None. What gets broader than it was is beyond its source, unless the change
 * names a source of its own.
 */
export function applyChanges(before: Layered, profileIndex: IndexedProfile, { by, sets, takesOut }: Changes): Layered {
  const [rows, without] = [new Map(before.rows), new Map(before.without)];
  for (const { why = setBy(by), ...written } of takesOut) {
    const { name } = profileIndex.find(written);
    const change = changeOf(by, why, rows.get(name)?.grant, NONE);
    rows.delete(name);
    if (profileIndex.profile.unlisted === "keep") rows.set(name, noneRow(name, profileIndex.profile, change));
    without.set(name, { by, why });
  }
  for (const { row, ...written } of sets) {
    const { name } = profileIndex.find(written);
    rows.set(name, changedRow(rows.get(name), row, by, name, profileIndex.profile));
    without.delete(name);
  }
  return { rows, without };
}

/** The same of a feature's rows: only what the feature grants can change, and what it doesn't name it leaves to the profile. */
export function applyToFeature(before: Layered, profileIndex: IndexedProfile, changes: Changes): Layered {
  const sets = changes.sets.filter((set) => {
    const row = before.rows.get(profileIndex.find(set).name);
    return row !== undefined && changesGrant(row.grant, set.row);
  });
  return applyChanges(
    before,
    { ...profileIndex, profile: { ...profileIndex.profile, unlisted: "exact" } },
    { ...changes, sets },
  );
}

const setBy = (by: string) => `set by ${by}`;
const singleOrigin = (origin: string): Origins => byVerb(() => origin);

/** One value for each verb. */
export const byVerb = <Value>(of: (verb: Verb) => Value): Readonly<Record<Verb, Value>> =>
  Object.fromEntries(VERBS.map((verb) => [verb, of(verb)])) as Record<Verb, Value>;

const changeOf = (by: string, why: string, before: Grant | undefined, after: Permission): GrantChange => ({
  ...{ by, why },
  ...(before && { before: before.levels }),
  after,
});

const noneRow = (name: FunctionName, { source }: Profile, change: GrantChange): LayeredRow => ({
  ...name,
  grant: { levels: NONE, why: change.why, source: source.url, customize: [], changes: [change] },
  origins: singleOrigin(change.by),
});

function changedRow(
  before: LayeredRow | undefined,
  change: RowChange,
  by: string,
  name: FunctionName,
  profile: Profile,
): LayeredRow {
  const { why = setBy(by), customize, ambiguity, source } = change;
  const { grant, origins, ...names } = before ?? noneRow(name, profile, { by, why, after: NONE });
  const given = levelsGiven(change);
  const levels = { ...grant.levels, ...given };
  const isBroader = VERBS.some((verb) => isBroadened(grant.levels[verb], levels[verb]));
  const beyondSource =
    change.beyondSource ?? (isBroader && !source ? joined([grant.beyondSource, why], " ") : grant.beyondSource);
  return {
    ...names,
    grant: {
      levels,
      why: before ? joined([grant.why, why], "; ") : why,
      source: source ?? grant.source,
      customize: customize ?? grant.customize,
      ...withText("ambiguity", ambiguity ?? grant.ambiguity),
      ...withText("beyondSource", beyondSource),
      changes: [...(before ? (grant.changes ?? []) : []), changeOf(by, why, before?.grant, levels)],
    },
    origins: byVerb((verb) => (given[verb] === undefined ? origins[verb] : by)),
  };
}

/** Whether a row isn't the same after it. */
function changesGrant({ levels }: Grant, { why: _, ...change }: RowChange): boolean {
  const given = levelsGiven(change);
  const otherFields = [change.customize, change.ambiguity, change.source, change.beyondSource];
  return VERBS.some((verb) => (given[verb] ?? levels[verb]) !== levels[verb]) || otherFields.some(Boolean);
}

const withText = <Key extends string>(key: Key, text: string | undefined) =>
  (text ? { [key]: text } : {}) as { readonly [Name in Key]?: string };

const joined = (texts: readonly (string | undefined)[], between: string) => texts.filter(Boolean).join(between);

function levelsGiven({ all, ...change }: RowChange): Partial<Permission> {
  if (all) return everyVerb(all);
  return Object.fromEntries(VERBS.flatMap((verb) => (change[verb] ? [[verb, change[verb]]] : [])));
}

/**
 * One line for each change of a function: `Changed by our-sync (Edit: All → My): the reason`. A reason that is all of the
 * function's own isn't said again.
 */
export const describeChanges = ({
  why,
  changes = [],
}: { readonly [Key in "why" | "changes"]?: Grant[Key] }): string[] => [
  ...new Set(changes.map((change) => describeChange(change, why))),
];

function describeChange({ by, why, before, after }: GrantChange, grantReason: string | undefined): string {
  const reason = why === grantReason ? "" : `: ${why}`;
  if (!before) return `Added by ${by}${reason}`;
  const cells = VERBS.filter((verb) => before[verb] !== after[verb]).map(
    (verb) => `${verbTitle(verb)}: ${before[verb]} → ${after[verb]}`,
  );
  return `Changed by ${by}${cells.length > 0 ? ` (${cells.join(", ")})` : ""}${reason}`;
}
