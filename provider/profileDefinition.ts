import type { Level } from "../core/model/level";
import type { Unlisted } from "../core/model/role";

/** What a function is granted: levels by verb, or one for `all`; a verb that isn't named is None. */
export interface ProfileRow {
  /** One level for all four verbs. */
  readonly all?: Level | undefined;
  /** Whether records may be made. */
  readonly add?: Level | undefined;
  /** Whether records may be changed. */
  readonly edit?: Level | undefined;
  /** Whether records may be deleted. */
  readonly delete?: Level | undefined;
  /** Whether records may be read. */
  readonly inquire?: Level | undefined;
  /** Entries to allow on the row's Customize list, as `Table / Entry`; an administrator does it by hand. */
  readonly customize?: readonly string[] | undefined;
  /** What the integration needs it for. */
  readonly why?: string | undefined;
  /** Where the source leaves room, and how this profile reads it. */
  readonly ambiguity?: string | undefined;
  /** Where this row is documented, if not in the profile's source. */
  readonly source?: string | undefined;
  /** Why the row grants more than its source asks for. */
  readonly beyondSource?: string | undefined;
}

/** What becomes of a function of the profile that is extended; a verb that isn't named stays as it was. */
export interface ProfileRowChange extends ProfileRow {
  /** Why it isn't as in the profile that is extended. */
  readonly why: string;
}

/** Functions by their module: `{ Companies: { Contacts: "All" } }`. */
export type ByModule<Row> = Readonly<Record<string, Readonly<Record<string, Row>>>>;

/** An optional part of a profile, for tenants whose configuration names it. */
export interface ProfileFeature {
  /** Which tenants need it. */
  readonly why: string;
  /** What it grants besides. */
  readonly permissions: ByModule<Level | ProfileRow>;
}

/** Where the permissions are documented. */
export interface ProfileSource {
  /** The page's address. */
  readonly url: string;
  /** The page's title. */
  readonly title: string;
  /** When it was read: `2026`, `2026-01` or `2026-01-31`. */
  readonly retrieved: string;
}

interface AnyProfile {
  /** What a file has as its name: `wise-sync`. */
  readonly id: string;
  /** What people call the integration. */
  readonly name: string;
  /** Optional parts, by names such as `expense-sync`. */
  readonly features?: Readonly<Record<string, ProfileFeature>> | undefined;
}

/** A profile that stands alone. */
export interface WholeProfile extends AnyProfile {
  /** Whose integration it is. */
  readonly vendor: string;
  readonly source: ProfileSource;
  /** What the integration needs the permissions for, where a row doesn't say. */
  readonly why: string;
  /** What becomes of every other function: `exact` (default) sets it to None, `keep` leaves it. */
  readonly unlisted?: Unlisted | undefined;
  /** What the vendor tells the administrator besides; shown at every run. */
  readonly advice?: readonly string[] | undefined;
  /** A level stands for all four verbs. */
  readonly permissions: ByModule<Level | ProfileRow>;
  /** Other permissions for tenants up to (and including) a version such as `2019.2`. */
  readonly variants?:
    | readonly { readonly upTo: string; readonly why: string; readonly permissions: ByModule<Level | ProfileRow> }[]
    | undefined;
  readonly extends?: undefined;
  readonly without?: undefined;
}

/** A profile that says what it changes of another one. */
export interface ExtendingProfile extends AnyProfile {
  /** The id of a file in the project's folder `profiles`, or else of a profile that this package brings along. */
  readonly extends: string;
  /** Why it isn't the other profile as it is. */
  readonly why: string;
  /** The other profile's where it is left out. */
  readonly vendor?: string | undefined;
  /** The other profile's where it is left out. */
  readonly source?: ProfileSource | undefined;
  /** As in the other profile where it is left out. */
  readonly unlisted?: Unlisted | undefined;
  /** The other profile's where it is left out. */
  readonly advice?: readonly string[] | undefined;
  /** Other levels, and functions besides. */
  readonly permissions?: ByModule<ProfileRowChange> | undefined;
  /** Functions that aren't granted at all, each with the reason. */
  readonly without?: ByModule<string> | undefined;
  readonly variants?: undefined;
}

/** A profile in the program itself: the keys of a file in `profiles/`, and `id`. */
export type ProfileDefinition = WholeProfile | ExtendingProfile;

/**
 * A profile in TypeScript instead of a file, for {@link profile}, which checks it as it checks a file. Commands that
 * work without the program, such as `cwroles review`, see files only.
 */
export const defineProfile = (definition: ProfileDefinition): ProfileDefinition => definition;
