import type { Verb } from "../core/model/level";
import type { BusinessUnit, MemberFields, Named } from "../core/model/member";
import type { FunctionName, ObservedRole } from "../core/model/role";

/** Who may do what on a tenant, as reads alone show it. Lists come in the order of ids. */
export interface Snapshot {
  readonly companyId: string;
  /** `2025.8`; missing where the tenant doesn't say, or says it in no such form. */
  readonly version?: string;
  readonly businessUnits: readonly BusinessUnit[];
  readonly locations: readonly SnapshotLocation[];
  /** The rows that every role has, in the tenant's order. */
  readonly functions: readonly SnapshotFunction[];
  /** Each with a row for every function. */
  readonly roles: readonly ObservedRole[];
  readonly members: readonly SnapshotMember[];
}

export interface SnapshotLocation extends Named {
  /** Ids of the business units that belong to it. */
  readonly businessUnits: readonly number[];
}

export interface SnapshotFunction extends FunctionName {
  /** Verbs for which no role's row has a level. */
  readonly lacks: readonly Verb[];
}

/** Licence classes: full, API, and two limited ones. Source: the published description. */
export const LICENSE_CLASSES = ["F", "A", "C", "X"] as const;

/** A member; who a person is stands in it only where that was asked for. */
export interface SnapshotMember extends MemberFields {
  readonly id: number;
  readonly identifier: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly licenseClass: (typeof LICENSE_CLASSES)[number];
  readonly email?: string;
}
