import { NOT_ASKED } from "../core/model/capability";
import { type Level, VERBS, type Verb } from "../core/model/level";
import {
  isBroadened,
  type LevelTable,
  mapRows,
  NONE,
  type Permission,
  rowIn,
  rowsOf,
  tableOf,
  unionOf,
} from "../core/model/permission";
import type { Feature, Grant, Profile } from "../core/model/profile";
import type { FunctionName } from "../core/model/role";
import type { LevelsChange } from "../core/plan/change";
import { plan } from "../core/plan/plan";
import { catalogue } from "../core/profile/catalogue";
import { withFeatures } from "../core/profile/choose";
import { resolveLevels } from "../core/profile/match";
import type { Draft, DraftGrant, Remark, UnmatchedName } from "./draft";

/** What a page asks for that a profile doesn't have, and the other way round. */
export interface Comparison {
  /** Functions that the page lists and the profile doesn't grant. */
  readonly added: readonly LevelsChange[];
  /** Functions that the profile grants and the page no longer lists. */
  readonly removed: readonly LevelsChange[];
  readonly changed: readonly LevelsChange[];
  /** What differs on rows that the page leaves unclear. */
  readonly unclear: readonly LevelsChange[];
  readonly customize: readonly CustomizeChange[];
  /** Versions up to which only one of the two has other permissions, or has others. */
  readonly variants: readonly VariantChange[];
  /** The rows that the page leaves unclear, whether they differ or not. */
  readonly ambiguous: readonly DraftGrant[];
  readonly unmatched: readonly UnmatchedName[];
  readonly notUnderstood: readonly Remark[];
}

export interface CustomizeChange extends FunctionName {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export interface VariantChange {
  readonly upTo: string;
  readonly changes: readonly LevelsChange[];
}

/** The names by which a page is read for a profile: the profile's own first, so that the two can be laid side by side. */
export function namesFor(profile: Profile): FunctionName[] {
  const own = namesIn(grantsWith(profile, profile.features));
  const isOwn = ({ module, function: name }: FunctionName) =>
    resolveLevels({ [module]: { [name]: true } }, own).problems.length === 0;
  return [...own, ...catalogue.filter((name) => !isOwn(name))];
}

/** @param page read by the names of {@link namesFor} */
export function compareWithPage(profile: Profile, page: Draft): Comparison {
  const after = grantTable(withOptions(page));
  const before = grantsWith(
    profile,
    profile.features.filter((feature) => isOnPage(feature, profile.grants, after)),
  );
  const changes = levelChanges(before, asNearAs(before, after));
  const isUnclear = ({ module, function: name }: FunctionName) => (rowIn(after, module, name)?.doubts.length ?? 0) > 0;
  const clear = changes.filter((change) => !isUnclear(change));
  const has = (table: LevelTable<unknown>, { module, function: name }: FunctionName) =>
    rowIn(table, module, name) !== undefined;
  return {
    added: clear.filter((change) => !has(before, change)),
    removed: clear.filter((change) => !has(after, change)),
    changed: clear.filter((change) => has(before, change) && has(after, change)),
    unclear: changes.filter(isUnclear),
    customize: customizeChanges(before, after),
    variants: variantChanges(profile, page),
    ambiguous: withOptions(page).filter(({ doubts }) => doubts.length > 0),
    unmatched: page.unmatched,
    notUnderstood: page.notUnderstood,
  };
}

/** Whether the page asks for something else than the profile, or may do so in what couldn't be read. */
export const differs = ({ ambiguous: _, ...rest }: Comparison): boolean =>
  Object.values(rest).some((found) => found.length > 0);

/** All that a page asks for, with all its options: a row of two of them has the broader levels. */
function withOptions({ grants, features }: Draft): DraftGrant[] {
  const rows = [...grants, ...features.flatMap((feature) => feature.grants)];
  const table = new Map<string, DraftGrant>();
  for (const row of rows) {
    const key = `${row.module}\n${row.function}`;
    const there = table.get(key);
    table.set(key, there ? union(there, row) : row);
  }
  return [...table.values()];
}

function union(a: DraftGrant, b: DraftGrant): DraftGrant {
  const broadest = unionOf(a.broadest ?? a.levels, b.broadest ?? b.levels);
  const customize = [...new Set([...a.customize, ...b.customize])];
  return { ...a, levels: unionOf(a.levels, b.levels), broadest, customize, doubts: [...a.doubts, ...b.doubts] };
}

/** Of what the page may mean, the levels that are nearest to the profile's: what differs from those, differs by any reading. */
function asNearAs(before: LevelTable<Levels>, after: LevelTable<DraftGrant>): LevelTable<Levels> {
  const rows = [...rowsOf(after)].map(({ row, ...name }) => {
    const own = rowIn(before, name.module, name.function)?.levels ?? NONE;
    const { levels: narrow, broadest: broad = narrow } = row;
    const nearest = (verb: Verb): Level => {
      if (isBroadened(own[verb], narrow[verb])) return narrow[verb];
      return isBroadened(broad[verb], own[verb]) ? broad[verb] : own[verb];
    };
    const levels = {
      add: nearest("add"),
      edit: nearest("edit"),
      delete: nearest("delete"),
      inquire: nearest("inquire"),
    };
    return { ...name, row: { levels } };
  });
  return tableOf(rows);
}

const grantsWith = (profile: Profile, features: readonly Feature[]): LevelTable<Grant> =>
  withFeatures(
    profile,
    features.map(({ id }) => id),
  ).grants;

/** A page of one revision may leave out what a feature adds; where it asks for any of it, the whole feature is compared. */
const isOnPage = ({ grants }: Feature, base: LevelTable<Grant>, page: LevelTable<DraftGrant>): boolean =>
  [...rowsOf(grants)].some(({ module, function: name, row }) => {
    const asked = rowIn(page, module, name);
    const requested = asked?.broadest ?? asked?.levels ?? NONE;
    const without = rowIn(base, module, name)?.levels ?? NONE;
    return VERBS.some(
      (verb) => isBroadened(without[verb], row.levels[verb]) && !isBroadened(requested[verb], row.levels[verb]),
    );
  });

const namesIn = (table: LevelTable<unknown>): FunctionName[] =>
  [...rowsOf(table)].map(({ module, function: name }) => ({ module, function: name }));

const grantTable = (grants: readonly DraftGrant[]): LevelTable<DraftGrant> =>
  tableOf(grants.map((grant) => ({ module: grant.module, function: grant.function, row: grant })));

interface Levels {
  readonly levels: Permission;
}

/** The page is what is desired, the profile what is there. */
function levelChanges(before: LevelTable<Levels>, after: LevelTable<Levels>): LevelsChange[] {
  const settings = [...rowsOf(before)].map(({ row, ...name }, id) => ({ ...name, id, cells: row.levels }));
  const role = { name: "", levels: mapRows(after, ({ levels }) => levels), unlisted: "exact" as const };
  const { changes } = plan({ role: { settings } }, { role }, NOT_ASKED);
  return changes.filter((change) => change.subject === "levels");
}

function customizeChanges(before: LevelTable<Grant>, after: LevelTable<DraftGrant>): CustomizeChange[] {
  return [...rowsOf(after)].flatMap(({ row, ...name }) => {
    const there = rowIn(before, name.module, name.function)?.customize ?? [];
    const lacking = (from: readonly string[], other: readonly string[]) =>
      from.filter((entry) => !other.some((known) => sameEntry(known, entry)));
    const [added, removed] = [lacking(row.customize, there), lacking(there, row.customize)];
    return added.length + removed.length > 0 ? [{ ...name, added, removed }] : [];
  });
}

/** Vendors write `Invoicing/Tax code` and `Invoicing / Tax Code`. */
const sameEntry = (a: string, b: string): boolean => compact(a) === compact(b);
const compact = (entry: string) => entry.toLowerCase().replace(/\s*\/\s*/g, "/");

function variantChanges(profile: Profile, page: Draft): VariantChange[] {
  const versions = new Set([...profile.variants, ...page.variants].map(({ upTo }) => upTo));
  return [...versions].flatMap((upTo) => {
    const before = profile.variants.find((variant) => variant.upTo === upTo)?.grants ?? {};
    const after = grantTable(page.variants.find((variant) => variant.upTo === upTo)?.grants ?? []);
    const changes = levelChanges(before, after);
    return changes.length > 0 ? [{ upTo, changes }] : [];
  });
}
