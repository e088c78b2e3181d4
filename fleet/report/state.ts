import type { FleetTenant } from "../model/fleet";
import type { TenantResult } from "../model/result";
import { desiredDigest } from "../tenant/read";
import type { State } from "./view";

/** What a report has to know of a fleet. */
export interface ReportFleet {
  readonly name: string;
  readonly tenants: readonly ReportTenant[];
}

export interface ReportTenant {
  readonly name: string;
  readonly groups: readonly string[];
  readonly tags: readonly string[];
  /** Ids of the profiles that it is asked for. */
  readonly profiles: readonly string[];
  /** Digest of all that it is asked for; see `desiredDigest`. */
  readonly desired: string;
}

export const reportFleet = (name: string, tenants: readonly FleetTenant[]): ReportFleet => ({
  name,
  tenants: tenants.map((tenant) => ({
    name: tenant.name,
    groups: tenant.groups,
    tags: tenant.tags,
    profiles: tenant.assignments.map(({ profile }) => profile.id),
    desired: desiredDigest(tenant),
  })),
});

/** What one profile of a tenant was as its result, if there is one, was made. */
export function assignmentState(profile: string, result: TenantResult | undefined): State {
  const observed = result?.assignments.find((assignment) => assignment.profile === profile);
  if (observed) return observed.outcome;
  return result && !WITH_A_READING.includes(result.outcome) ? result.outcome : "unseen";
}

/** A result of these says nothing of a profile that it doesn't name. */
const WITH_A_READING: readonly State[] = ["exact", "drifted"];

/** A tenant is exact only where all that is asked of it was seen. */
export function tenantState({ profiles }: ReportTenant, result: TenantResult | undefined): State {
  if (!result) return "unseen";
  const isPartly = profiles.some((profile) => assignmentState(profile, result) === "unseen");
  return result.outcome === "exact" && isPartly ? "unseen" : result.outcome;
}

const DAY_MS = 86_400_000;
/** A reading from that many days ago is stale. */
const STALE_DAYS = 7;

/** When a tenant was looked at, and whether that still counts. */
export function ageOf({ desired }: ReportTenant, result: TenantResult | undefined, now: Date) {
  if (!result) return {};
  const days = Math.floor((now.getTime() - Date.parse(result.at)) / DAY_MS);
  const stale = result.desired !== desired ? "asked" : days >= STALE_DAYS ? "old" : undefined;
  return { at: result.at, days, ...(stale && ({ stale } as const)) };
}
