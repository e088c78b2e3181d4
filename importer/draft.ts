import type { Permission } from "../core/model/permission";
import type { FunctionName } from "../core/model/role";

/** What an article says, as far as it could be read: the raw material of a profile. */
export interface Draft {
  readonly title?: string;
  readonly url?: string;
  readonly grants: readonly DraftGrant[];
  readonly features: readonly DraftFeature[];
  readonly variants: readonly DraftVariant[];
  readonly unmatched: readonly UnmatchedName[];
  /** Lines that speak of permissions but couldn't be read. */
  readonly notUnderstood: readonly Remark[];
  /** What a person should know besides: a version, a picture that the text lacks. */
  readonly notices: readonly Remark[];
  /** How many lines, rows and entries speak of something else. */
  readonly skipped: number;
}

/** A function with its levels; the names are those of the known functions. */
export interface DraftGrant extends FunctionName {
  readonly levels: Permission;
  /** The most that the page may mean, where the narrower of two readings was taken. */
  readonly broadest?: Permission;
  /** Entries of its Customize list, `Table / Entry`. */
  readonly customize: readonly string[];
  /** Where the page leaves room, a sentence each. None means that the row was read with certainty. */
  readonly doubts: readonly string[];
  /** Where the page names it first. */
  readonly line: number;
  /** What the page says beside the levels, in its own words. */
  readonly words: string;
}

/** Other permissions for tenants up to a version. */
export interface DraftVariant {
  readonly upTo: string;
  readonly line: number;
  readonly grants: readonly DraftGrant[];
}

/** What only some tenants need, by the words of the page. */
export interface DraftFeature {
  /** `billing-sync` */
  readonly id: string;
  /** The words that make it an option. */
  readonly words: string;
  readonly line: number;
  readonly grants: readonly DraftGrant[];
}

export interface UnmatchedName {
  /** As the page has it; missing where no module is named. */
  readonly module?: string;
  readonly function: string;
  /** Missing where the page gives none. */
  readonly levels?: Permission;
  readonly line: number;
  /** Why it fits nothing, with the nearest names. */
  readonly message: string;
}

export interface Remark {
  readonly line: number;
  /** The title that it stands below. */
  readonly section?: string;
  readonly text: string;
}

/** Every row of a draft, those of its options and versions as well. */
export const allGrants = ({ grants, features, variants }: Pick<Draft, "grants" | "features" | "variants">) => [
  ...grants,
  ...[...features, ...variants].flatMap((part) => part.grants),
];

/** Whether something is left for a person to decide. */
export const isCertain = (draft: Draft): boolean =>
  allGrants(draft).every(({ doubts }) => doubts.length === 0) &&
  draft.unmatched.length + draft.notUnderstood.length + draft.notices.length === 0;
