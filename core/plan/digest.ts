import { createHash } from "node:crypto";
import { VERBS } from "../model/level";
import { isNone, type LevelTable, type Permission, rowsOf } from "../model/permission";
import type { Grant, Profile } from "../model/profile";
import type { AdoptMode, Unlisted } from "../model/role";

/** What a profile asks of a tenant, without the texts that explain it. */
export interface ProfileContent extends Pick<Profile, "unlisted"> {
  readonly grants: GrantedLevels;
  readonly features: readonly { readonly id: string; readonly grants: GrantedLevels }[];
  readonly variants: readonly { readonly upTo: string; readonly grants: GrantedLevels }[];
}
type GrantedLevels = LevelTable<Pick<Grant, "levels" | "customize">>;

/**
 * `sha256:` and 64 hexadecimal digits over what a profile asks for: levels, Customize entries, `unlisted`, every feature
 * and every variant. The order of rows, reasons, notes and sources don't count, nor does a row that changes nothing: None
 * where the other functions become None, too.
 *
 * Names count as they are written: there may be a tenant where two spellings, or a name and its alias, are two rows. So
 * whatever tenant it is, one digest stands for the same rows.
 *
 * Whole, not cut short: who writes two profiles can make them agree in 64 bits, with Customize entries that nobody reads.
 */
export const digestOf = ({ unlisted, grants, features, variants }: ProfileContent): string =>
  sha256([
    unlisted,
    grantedRows(grants, unlisted),
    sorted(features.map(({ id, grants: added }) => [id, grantedRows(added, unlisted)])),
    // The first of two for one version applies.
    variants.map(({ upTo, grants: instead }) => [upTo, grantedRows(instead, unlisted)]),
  ]);

/** What a stack asks of a security role: the arguments of the resource, for tenants of every version. */
export interface RequestedRole {
  readonly name: string;
  /** Those of the chosen features with them. */
  readonly levels: LevelTable;
  readonly customize?: readonly string[] | undefined;
  readonly unlisted?: Unlisted | undefined;
  readonly adopt?: AdoptMode | undefined;
  /** Identifiers of the members it is for. */
  readonly members?: readonly string[] | undefined;
  readonly force?: string | undefined;
  readonly features?: readonly string[] | undefined;
  readonly variants?:
    | readonly {
        readonly upTo: string;
        readonly levels: LevelTable;
        readonly customize?: readonly string[] | undefined;
      }[]
    | undefined;
}

/**
 * The digest of all that a stack asks of a role, which `connectwise:reviewedPlan` pins: levels with the chosen features,
 * variants, Customize entries, `unlisted`, the role's name, whom it is for, and what may become of a role that is there.
 * It is the same for the program and for the commands, without a tenant. Names count as in {@link digestOf}.
 */
export function requestDigest(requested: RequestedRole): string {
  const { name, unlisted = "exact", adopt = "if-unshared", members = [], force = "", features = [] } = requested;
  return sha256([
    "role",
    [name, force].map((text) => text.trim()),
    [unlisted, adopt],
    distinct(members.map((member) => member.trim())),
    distinct(features),
    levelRows(requested.levels, unlisted),
    distinct(requested.customize ?? []),
    (requested.variants ?? []).map(({ upTo, levels, customize }) => [
      upTo,
      levelRows(levels, unlisted),
      distinct(customize ?? []),
    ]),
  ]);
}

const sha256 = (content: unknown): string =>
  `sha256:${createHash("sha256").update(JSON.stringify(content)).digest("hex")}`;

/** Where unlisted functions are kept, a row of None takes something away, so that it counts. */
const counts = (levels: Permission, unlisted: Unlisted) => unlisted === "keep" || !isNone(levels);

const grantedRows = (grants: GrantedLevels, unlisted: Unlisted) =>
  sorted(
    [...rowsOf(grants)]
      .filter(({ row }) => row.customize.length > 0 || counts(row.levels, unlisted))
      .map(({ module, function: name, row }) => [module, name, cellsOf(row.levels), distinct(row.customize)]),
  );

const levelRows = (levels: LevelTable, unlisted: Unlisted) =>
  sorted(
    [...rowsOf(levels)]
      .filter(({ row }) => counts(row, unlisted))
      .map(({ module, function: name, row }) => [module, name, cellsOf(row)]),
  );

const cellsOf = (levels: Permission) => VERBS.map((verb) => levels[verb]);

const distinct = (texts: readonly string[]) => sorted([...new Set(texts)]);

/** By their JSON, code unit by code unit: the same in every language. */
const sorted = <T>(items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, key: JSON.stringify(item) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ item }) => item);
