import { createHash } from "node:crypto";
import { VERBS } from "../model/level";
import { isNone, type LevelTable, rowsOf } from "../model/permission";
import type { Grant, Profile } from "../model/profile";

/** What a profile asks of a tenant, without the texts that explain it. */
export interface ProfileContent extends Pick<Profile, "unlisted"> {
  readonly grants: GrantedLevels;
  readonly features: readonly { readonly id: string; readonly grants: GrantedLevels }[];
  readonly variants: readonly { readonly upTo: string; readonly grants: GrantedLevels }[];
}
type GrantedLevels = LevelTable<Pick<Grant, "levels" | "customize">>;

/**
 * `sha256:` and 64 hexadecimal digits over what a profile asks for: levels, Customize entries, `unlisted`, every feature
 * and every variant. Order, reasons, notes and sources don't count, nor does a row that changes nothing: None where the
 * other functions become None, too.
 *
 * A review without a tenant and a run with one get the same digest as long as both pass the profile in the catalogue's
 * spelling (`inCatalogueNames`), before the tenant's own names are looked up. What only a stack knows stays out of it:
 * the tenant's names and version, and the features it chose; every feature and variant of the profile is part of it
 * instead. To pin the role of one stack alone, pass the profile `withFeatures` and an empty list of features.
 *
 * Whole, not cut short: who writes two profiles can make them agree in 64 bits, with Customize entries that nobody reads.
 */
export function digestOf({ unlisted, grants, features, variants }: ProfileContent): string {
  const content = [
    unlisted,
    rowsThatCount(grants, unlisted === "keep"),
    sorted(features.map(({ id, grants: added }) => [id, rowsThatCount(added, false)])),
    sorted(variants.map(({ upTo, grants: instead }) => [upTo, rowsThatCount(instead, unlisted === "keep")])),
  ];
  return `sha256:${createHash("sha256").update(JSON.stringify(content)).digest("hex")}`;
}

/** Where unlisted functions are kept, a row of None takes something away, so that it counts. */
const rowsThatCount = (grants: GrantedLevels, noneCounts: boolean) =>
  sorted(
    [...rowsOf(grants)]
      .filter(({ row }) => noneCounts || row.customize.length > 0 || !isNone(row.levels))
      .map(({ module, function: name, row: { levels, customize } }) => [
        module,
        name,
        VERBS.map((verb) => levels[verb]),
        sorted([...new Set(customize)]),
      ]),
  );

/** By their JSON, code unit by code unit: the same in every language. */
const sorted = <T>(items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, key: JSON.stringify(item) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ item }) => item);
