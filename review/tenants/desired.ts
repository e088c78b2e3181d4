import type { Problem } from "../../core/model/errors";
import type { Profile } from "../../core/model/profile";
import type { Profiles } from "../../core/profile/library";
import type { Snapshot } from "../sourceSnapshot";

/** Settings by their keys, as they are shown; never a secret. */
export type Settings = Readonly<Record<string, string>>;

/** A profile as one tenant is asked for it, with all that its stack or its layers change of it. */
export interface DesiredProfile {
  readonly id: string;
  /** With its functions as the catalogue spells them; missing where the file names one that isn't there. */
  readonly profile?: Profile;
  readonly settings: Settings;
}

/** What one tenant is asked for. */
export interface DesiredTenant {
  readonly name: string;
  readonly settings: Settings;
  readonly profiles: readonly DesiredProfile[];
  /** Cells that somebody answers for, by function and verbs. */
  readonly accepted: readonly AcceptedCells[];
}

export interface AcceptedCells {
  readonly profile: string;
  readonly module: string;
  readonly function: string;
  readonly verbs: readonly string[];
  readonly level: string;
  /** The last day, who answers for it, and why. */
  readonly terms: string;
}

/** The tenants of one file, or of all stacks, at one time. */
export interface DesiredTenants {
  /** `fleet.yaml`; empty for the stacks of the project. */
  readonly file: string;
  /** All that were read for it. */
  readonly files: readonly string[];
  readonly tenants: readonly DesiredTenant[];
  /** What holds for the file as a whole. */
  readonly settings: Settings;
  /** What holds for a tenant that says nothing of its own, and for one that has no file yet. */
  readonly defaults?: Settings;
  /** Why it can't be read. */
  readonly problems: readonly Problem[];
}

/** Reads what a project asks of tenants at one time, by the profiles of that time. */
export type ReadDesired = (snapshot: Snapshot, profiles: Profiles, today: string) => Promise<readonly DesiredTenants[]>;
