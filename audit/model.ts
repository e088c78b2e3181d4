import type { MemberKind } from "../core/model/member";
import type { LevelTable } from "../core/model/permission";
import type { FunctionName, RoleSetting, RoleSummary } from "../core/model/role";
import type { LevelsChange } from "../core/plan/change";
import type { Rank, Risk } from "../core/risk/risk";
import type { Rule } from "./rules";

/** A member that somebody else's program works with: an API member, or a licensed one that audit.yaml names. */
export interface Integration {
  readonly id: number;
  readonly identifier: string;
  readonly displayName: string;
  readonly kind: MemberKind;
  readonly isInactive: boolean;
  /** `null` where the member has none. */
  readonly role: { readonly id: number; readonly name: string } | null;
  readonly location: string | null;
  readonly businessUnit: string | null;
}

/** A licensed member that counts as a holder alone; who it is, only `--people` tells. */
export interface Person {
  readonly id: number;
  readonly identifier: string;
  readonly displayName: string;
  readonly role: number | null;
}

export interface AuditedRole extends RoleSummary {
  /** Who is active and holds it; `undefined` where the tenant didn't show the members of that kind. */
  readonly integrations: readonly Integration[] | undefined;
  readonly people: readonly Person[] | undefined;
  /** `undefined` where nobody holds it, or where the rows can't be read. */
  readonly settings: readonly RoleSetting[] | undefined;
}

/** What couldn't be read, and what can't be said for want of it. */
export interface Gap {
  /** What it is about: `security roles`, `the role "Sync"`. */
  readonly about: string;
  /** The tenant's answer, or what is missing in it. */
  readonly why: string;
  readonly rules: readonly Rule[];
}

/** A tenant as reads alone show it. */
export interface Observation {
  /** The rows that every role has, in the tenant's order. */
  readonly functions: readonly FunctionName[];
  /** `2025.8`; `undefined` where the tenant doesn't say. */
  readonly version: string | undefined;
  /** The identifier of the member whose key reads. */
  readonly caller: string | undefined;
  /** `undefined` where they can't be read. */
  readonly roles: readonly AuditedRole[] | undefined;
  readonly integrations: readonly Integration[] | undefined;
  /** Active members that aren't integrations. */
  readonly people: readonly Person[] | undefined;
  readonly gaps: readonly Gap[];
}

/** How a member was found to be of a profile. Only what audit.yaml says is a fact. */
export interface Match {
  /** More than one where the member serves several integrations. */
  readonly profiles: readonly string[];
  /** The vendor's or the profiles' names, for people. */
  readonly name: string;
  readonly how: "map" | "name" | "levels";
  readonly sure: "certain" | "likely" | "possible";
  /** `its member id "WiseSync" is the name of the profile` */
  readonly because: string;
  /** Profiles that fit as well. */
  readonly others: readonly string[];
}

/** What a profile asks for on a tenant: its variant, under the tenant's own names. */
export interface Needs {
  readonly levels: LevelTable;
  /** The same with every optional feature, where nobody says which are used. */
  readonly most: LevelTable;
  /** Whether it says itself that it names only a part of what the vendor asks for: what is beyond it may be needed. */
  readonly isPart: boolean;
  /** Functions that the tenant doesn't have under any name known. */
  readonly notes: readonly string[];
}

/** A function with the cells that differ: `before` is what is held, `after` what is asked for. */
export interface RiskyRow extends Pick<LevelsChange, "module" | "function" | "cells"> {
  readonly risk: Risk;
}

/** What a member holds beside what it needs. */
export interface Comparison {
  /** More than even every optional feature asks for, by risk. */
  readonly excess: readonly RiskyRow[];
  /** Less than is asked for: there the integration fails. */
  readonly lacks: readonly LevelsChange[];
  /** What only an optional feature explains. */
  readonly optional: readonly LevelsChange[];
  /** See {@link Needs}. */
  readonly isPart: boolean;
  readonly notes: readonly string[];
}

/**
 * `administrator` may do everything; `excess` has more than it needs, `lacking` only less; `exact` has just that; `unexplained` is of no
 * profile; `unknown` couldn't be read.
 */
export const STATES = ["administrator", "excess", "unexplained", "lacking", "unknown", "inactive", "exact"] as const;
export type State = (typeof STATES)[number];

/** What one key holds, and what it would need. */
export interface Holding {
  readonly integration: Integration;
  readonly role: AuditedRole | undefined;
  readonly state: State;
  readonly match: Match | undefined;
  /** `undefined` where there is no match, or nothing to compare it with. */
  readonly comparison: Comparison | undefined;
  /** What the role grants, whatever is needed; all functions for an administrator. */
  readonly grants: readonly RiskyRow[];
}

export interface Finding {
  /** `administrators:WiseSync`: the same from run to run, as long as the member's or the role's name is. */
  readonly id: string;
  readonly rule: Rule;
  readonly subject: { readonly kind: "member" | "role" | "tenant"; readonly name: string };
  readonly risk: Risk;
  /** One sentence, without what it is about. */
  readonly what: string;
  /** Identifiers of the integrations concerned. */
  readonly affected: readonly string[];
  /** Names of people concerned; filled with `--people` alone. */
  readonly people: readonly string[];
  /** What to do next: commands, or a sentence. */
  readonly next: readonly string[];
  /** What it consists of, sorted: another set of them is another finding to whoever accepted this one. */
  readonly facts: readonly string[];
  readonly isGuess: boolean;
}

/** Everything that an audit says of one tenant. */
export interface Audit {
  readonly observation: Observation;
  /** The worst first. */
  readonly holdings: readonly Holding[];
  /** By rank, then by rule. */
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

/** What rests on a guess ranks no higher. */
export const HIGHEST_GUESS: Rank = "medium";
