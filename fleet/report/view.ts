import type { Cell, Level, Verb } from "../../core/model/level";
import type { FunctionName } from "../../core/model/role";
import type { Risk } from "../../core/risk/risk";
import type { Command } from "../model/command";
import type { AcceptedCell, Failure } from "../model/result";
import type { Run } from "../model/run";

/** What is known of a tenant, or of a profile on it; what needs somebody comes first. `unseen` was not looked at yet. */
export const STATES = ["failed", "waiting", "drifted", "unseen", "exact", "removed"] as const;
export type State = (typeof STATES)[number];

/** How many are in each state. */
export type Counts = Readonly<Record<State, number>>;

/** `drift`: what tenants have is compared with what is asked. `plan`: what is there, with what would be there afterwards. */
export type Reading = "drift" | "plan";

/** All that the renderers show. Plain text and numbers: no markup, no colour. */
export interface FleetView {
  readonly fleet: string;
  /** When the report was made, ISO 8601. */
  readonly at: string;
  /** The last run, where there is one. */
  readonly run?: Pick<Run, "id" | "command" | "startedAt" | "startedBy" | "end">;
  /** What all readings come from; missing where they come from several commands. */
  readonly command?: Command;
  readonly reading: Reading;
  /** Each tenant once. */
  readonly totals: Counts;
  /** Each profile of each tenant once. */
  readonly assignments: Counts;
  /** By the profile's id, in the order of the fleet's file. */
  readonly profiles: readonly Total[];
  /** Tenants; one in two groups counts in both. The last is of those without a group and has no name. */
  readonly groups: readonly Total[];
  /** What needs somebody first, then in the order of the fleet's file. */
  readonly tenants: readonly TenantView[];
  /** What there is to tell of tenants and profiles; those that have the same to tell share one. */
  readonly details: readonly Detail[];
  /** Why tenants failed or wait, the most tenants first. */
  readonly reasons: readonly Reason[];
  /** What tenants have beyond what is asked, or would get: the riskiest first, then the most tenants. */
  readonly broader: readonly Deviation[];
  /** What they lack, or would lose: the most tenants first. */
  readonly narrower: readonly Deviation[];
  /** `broader` in few words. */
  readonly broadening: readonly Shift[];
  readonly narrowing: readonly Shift[];
  /** Roles and members that differ, the most tenants first. */
  readonly besides: readonly Besides[];
  readonly accepted: readonly AcceptedView[];
  /** Missing where there was no run before. */
  readonly since?: ChangesSince;
}

export interface Total {
  readonly name: string;
  readonly counts: Counts;
}

export interface TenantView {
  readonly name: string;
  readonly groups: readonly string[];
  readonly tags: readonly string[];
  readonly state: State;
  /** When it was looked at, ISO 8601. */
  readonly at?: string;
  /** Whole days from then to the report. */
  readonly days?: number;
  /** `old`: looked at too long ago; `asked`: the fleet's file asks for something else since. */
  readonly stale?: "old" | "asked";
  /** Index of what there is to tell of the tenant itself. */
  readonly detail?: number;
  readonly cells: readonly CellView[];
}

/** One profile on one tenant. */
export interface CellView {
  readonly profile: string;
  readonly state: State;
  readonly detail?: number;
  /** How many functions differ, and whether one of them is broader. */
  readonly functions: number;
  readonly broader: boolean;
  /** How it came to its state since the last run. */
  readonly move?: Move;
}

/** What a drill-down shows. */
export interface Detail {
  /** Missing where it is of the tenant itself. */
  readonly profile?: string;
  readonly role?: string;
  readonly failure?: Failure;
  readonly rows: readonly DetailRow[];
  /** Changes of role and member. */
  readonly besides: readonly string[];
  readonly accepted: readonly AcceptedCell[];
  readonly customize: readonly string[];
  readonly notes: readonly string[];
  /** What the stack has and the fleet's file no longer asks for. */
  readonly removes: readonly string[];
  readonly tenants: readonly string[];
}

export interface DetailRow extends FunctionName {
  /** As a plan has them: `after` is what is asked. */
  readonly cells: readonly { readonly verb: Verb; readonly before: Cell; readonly after: Level }[];
  readonly direction: "broader" | "narrower" | "both";
  /** Of what is broader. */
  readonly risk?: Risk;
  /** Whether an administrator has to set it. */
  readonly manual: boolean;
}

export interface Reason extends Failure {
  readonly state: State;
  readonly tenants: readonly string[];
}

/** Cells of one function that differ alike in some tenants. */
export interface Deviation extends FunctionName {
  readonly profile: string;
  readonly verbs: readonly Verb[];
  /** As a plan has them: `after` is what is asked. */
  readonly before: Cell;
  readonly after: Level;
  readonly broader: boolean;
  /** Of what is broader. */
  readonly risk?: Risk;
  readonly tenants: readonly string[];
}

/** How many functions have another level than asked, or would get it, and in how many tenants. */
export interface Shift {
  readonly level: string;
  readonly functions: number;
  readonly tenants: number;
}

export interface Besides {
  readonly profile: string;
  readonly what: string;
  readonly tenants: readonly string[];
}

export interface AcceptedView extends Omit<AcceptedCell, "verb"> {
  readonly profile: string;
  readonly verbs: readonly Verb[];
  /** `soon`: within two weeks. */
  readonly ends?: "soon" | "ended";
  readonly tenants: readonly string[];
}

/** How a profile on a tenant came to its state; `first`: it was looked at for the first time. */
export const MOVES = ["failed", "waiting", "drifted", "exact", "removed", "first"] as const;
export type Move = (typeof MOVES)[number];

/** Profiles that came to a state in the same tenants. */
export interface Moved {
  readonly profiles: readonly string[];
  readonly move: Move;
  readonly tenants: readonly string[];
}

/** What changed since the last run; nothing, where all lists are empty. */
export interface ChangesSince {
  readonly moved: readonly Moved[];
  readonly newlyDifferent: readonly Deviation[];
  readonly putRight: readonly Deviation[];
  readonly newlyAccepted: readonly AcceptedView[];
}
