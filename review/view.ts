import type { Cell, Verb } from "../core/model/level";
import type { GrantChange, TakenOut } from "../core/model/profile";
import type { FunctionName } from "../core/model/role";
import type { Rank, Risk } from "../core/risk/risk";

/** `mixed` is broadened in one place and narrowed in another: it counts as broadened wherever one of the two is asked for. */
export type Direction = "broadened" | "narrowed" | "mixed" | "unchanged";

/** The level of a function that a profile doesn't name and, with `unlisted: keep`, leaves to each tenant. */
export const KEPT = "left as it is";

export interface CellView {
  /** A level, {@link KEPT}, `null` where the tenant's row lacks the verb, or a word of the tenant's own. */
  readonly before: Cell;
  readonly after: Cell;
  readonly direction: Direction;
}

/** A reviewed exception: a broadening that doesn't call for approval until it expires. */
export interface ExclusionView {
  readonly reason: string;
  /** The last day it holds, `2026-12-31`. */
  readonly expires: string;
  /** `new` with this change: it counts once it is merged. */
  readonly status: "holds" | "expired" | "new";
  /** The verbs it covers; missing where it covers all of them and the Customize list. */
  readonly verbs?: readonly Verb[];
}

/** One function, changed or not. */
export interface Row extends FunctionName {
  readonly cells: Readonly<Record<Verb, CellView>>;
  readonly customize: { readonly added: readonly string[]; readonly removed: readonly string[] };
  readonly direction: Direction;
  /** Of what was broadened; missing where nothing was. */
  readonly broadeningRisk?: Risk;
  /** Of all that it grants afterwards; missing where it grants nothing. */
  readonly grantRisk?: Risk;
  /** Whether an administrator has to set it by hand. */
  readonly manual: boolean;
  readonly why?: string;
  readonly ambiguity?: string;
  readonly beyondSource?: string;
  /** What profiles that extend another one made of it, in their order; missing where none did. */
  readonly changes?: readonly GrantChange[];
  /** Which profile takes it out of the one that it extends, and why. */
  readonly takenOut?: Pick<TakenOut, "by" | "why">;
  /** Address of the page that documents the levels. */
  readonly source?: string;
  readonly exclusions: readonly ExclusionView[];
  /** Whether exclusions that hold cover everything that was broadened. */
  readonly excluded: boolean;
}

/** A text that changed, with the functions it stands at. */
export interface TextChange {
  /** `reason`, `ambiguity`, `source`, … */
  readonly what: string;
  readonly before?: string;
  readonly after?: string;
  readonly functions: readonly FunctionName[];
}

/** A difference that isn't about one function: `unlisted: exact → keep`. */
export interface Fact {
  /**
   * `setting`: of a stack or a tenant, where broadened means that somebody has to approve it. `brake`: so much is taken away that
   * somebody has to approve it. Missing for what a profile says.
   */
  readonly kind?: "setting" | "brake";
  readonly what: string;
  readonly before?: string;
  readonly after?: string;
  readonly direction: Direction;
  readonly risk?: Risk;
}

/** The rows of one set of permissions. */
export interface Table {
  /** Empty for the permissions themselves; `tenants up to 2019.2`, `feature expense-sync`. */
  readonly label: string;
  /** Every function, module by module, in the order of its file or tenant. */
  readonly rows: readonly Row[];
  /** Those that changed: what broadens before what narrows, the riskiest first. */
  readonly changed: readonly Row[];
  readonly texts: readonly TextChange[];
}

/** `same-effect`: the file changed, but neither a level nor a text did. */
export type Status = "new" | "removed" | "changed" | "same-effect" | "unchanged" | "unreadable";

/** A profile, or what one or more tenants are asked for. */
export interface Subject {
  /** `file`: what holds for a file as a whole, or code that can ask for anything. */
  readonly kind: "profile" | "stack" | "tenant" | "file";
  readonly id: string;
  readonly name: string;
  readonly status: Status;
  /** The names of the stacks or tenants that all of it holds for. */
  readonly tenants?: readonly string[];
  readonly source?: { readonly title: string; readonly url: string };
  /** The ids of the profiles that it builds on, the nearest first; missing where it stands alone. */
  readonly extends?: readonly string[];
  /** Of what the profile asks for, before and after; in a plan, of all that the stack asks. See core/plan/digest.ts. */
  readonly digest: { readonly before?: string; readonly after?: string };
  /** The highest of what it grants afterwards. */
  readonly risk?: Risk & { readonly at: string };
  readonly facts: readonly Fact[];
  readonly tables: readonly Table[];
  readonly notes: readonly string[];
  /** Why it can't be read, with file, line and key. */
  readonly problems: readonly string[];
  readonly counts: Counts;
}

/** In functions, each counted once for a profile; a mixed one counts as broadened. */
export interface Counts {
  readonly broadened: number;
  readonly broadenedByRisk: Readonly<Record<Rank, number>>;
  /** Of those: the ones that an exclusion covers. */
  readonly excluded: number;
  readonly narrowed: number;
}

/** What all renderers show. Plain text and numbers: no markup, no colour. */
export interface View {
  readonly title: string;
  /** `sha256:…` over the files that changed and may have an effect, as they are afterwards; missing where there are none. */
  readonly contents?: string;
  /** One sentence. */
  readonly summary: string;
  /** What can't be read first, then changes by what they broaden, then the rest by id. */
  readonly subjects: readonly Subject[];
  readonly counts: Counts;
  readonly notes: readonly string[];
}

/** Whether a fact calls for an approval. */
export const isToApprove = ({ kind, direction }: Fact): boolean => kind === "brake" || isBroader(direction);

export const isBroader = (direction: Direction): boolean => direction === "broadened" || direction === "mixed";

/** What several directions make together. */
export function combineDirections(directions: readonly Direction[]): Direction {
  const broadened = directions.some(isBroader);
  const narrowed = directions.some((direction) => direction === "narrowed" || direction === "mixed");
  if (broadened) return narrowed ? "mixed" : "broadened";
  return narrowed ? "narrowed" : "unchanged";
}

export const isChanged = ({ status }: Subject): boolean => status !== "unchanged" && status !== "same-effect";

/** For looking up: no two functions share one, whatever is in their names. */
export const keyOf = ({ module, function: name }: FunctionName): string => JSON.stringify([module, name]);

export const nameOf = ({ module, function: name }: FunctionName): string => `${module} › ${name}`;
