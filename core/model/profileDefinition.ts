import type { Level, Verb } from "./level";
import type { Unlisted } from "./role";

/** What is granted on one function: one level for all four verbs, or each by its name; a verb that isn't named is None. */
export type GrantDefinition =
  | Level
  | ({ readonly [Key in Verb | "all"]?: Level } & {
      /** Entries to allow by hand on the row's Customize list: `Table / Entry`. */
      readonly customize?: readonly string[];
      /** What the integration needs it for. */
      readonly why?: string;
      /** Where the source leaves room, and how this profile reads it. */
      readonly ambiguity?: string;
      /** Where this row is documented, if not in the profile's source. */
      readonly source?: string;
      /** Why the row grants more than its source asks for. */
      readonly beyondSource?: string;
    });

/** `permissions[module][function]`, in the names of a vendor's page or of the web client. */
export type PermissionsDefinition = Readonly<Record<string, Readonly<Record<string, GrantDefinition>>>>;

interface SourceDefinition {
  readonly url: string;
  readonly title: string;
  /** `2026`, `2026-01` or `2026-01-31` */
  readonly retrieved: string;
}

interface FeatureDefinition {
  readonly why: string;
  readonly permissions: PermissionsDefinition;
}

/** What one integration needs, with the keys of a file in `profiles/`. */
export interface CompleteDefinition {
  readonly name: string;
  readonly vendor: string;
  readonly source: SourceDefinition;
  /** What the integration needs the permissions for, where a row doesn't say. */
  readonly why: string;
  readonly permissions: PermissionsDefinition;
  /** The functions that it doesn't name: `exact` (default) sets them to None, `keep` leaves them. */
  readonly unlisted?: Unlisted;
  /** What the vendor tells the administrator besides the levels. */
  readonly advice?: readonly string[];
  /** Permissions that only some tenants need, by name. */
  readonly features?: Readonly<Record<string, FeatureDefinition>>;
  /** Other permissions for tenants up to a version, such as `2019.2`. */
  readonly variants?: readonly (FeatureDefinition & { readonly upTo: string })[];
}

/** A profile that builds on another one; what it doesn't name is the other's. */
export interface ExtendingDefinition {
  readonly name: string;
  /** The id of a profile in the project's `profiles/`, or of the library. */
  readonly extends: string;
  /** Why it isn't as the other profile, where a row doesn't say. */
  readonly why: string;
  readonly vendor?: string;
  readonly source?: SourceDefinition;
  readonly unlisted?: Unlisted;
  readonly advice?: readonly string[];
  /** What it adds, raises and lowers; a verb that isn't named stays as it is in the other profile. */
  readonly permissions?: PermissionsDefinition;
  /** What it takes out, `without[module][function]`, each with its reason. */
  readonly without?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly features?: Readonly<Record<string, FeatureDefinition>>;
}

/** A profile written in TypeScript. */
export type ProfileDefinition = { readonly id: string } & (CompleteDefinition | ExtendingDefinition);
