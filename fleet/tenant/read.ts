import { createHash } from "node:crypto";
import type { TenantId } from "../../core/model/tenant";
import { digestOf } from "../../core/plan/digest";
import { type ProfileRequest, profileRequest } from "../../core/profile/request";
import { compareTenant } from "../../tenant/apply/inspect";
import { parseSite } from "../../tenant/client/site";
import type { TenantReader } from "../../tenant/gateway";
import { levelsWithAccepted, ownAcceptances, withAccepted } from "../accept/apply";
import type { Acceptance } from "../accept/file";
import type { Assignment, FleetTenant } from "../model/fleet";
import type { AcceptedCell, AssignmentResult } from "../model/result";
import type { PlannedAssignment, TenantPlan } from "../model/run";

/** One assignment as a read showed it. */
export interface Reading {
  readonly assignment: Assignment;
  /** Exact or drifted; the cells that somebody answers for are in `accepted`, not in `changes`. */
  readonly result: AssignmentResult;
  /** What the engine is to be asked for: as the profile says, but with accepted cells at their accepted level. */
  readonly request: ProfileRequest;
}

/**
 * Compares a live tenant with what the fleet asks of it, by reads alone and without the engine; see `compareTenant`.
 * @param acceptances of the whole fleet
 * @param today `2026-01-31`, UTC
 * @throws RolesError for the first assignment that can't be read, or that names what the tenant doesn't have
 */
export async function readTenant(
  tenant: TenantReader,
  { name, assignments }: FleetTenant,
  acceptances: readonly Acceptance[],
  today: string,
): Promise<Reading[]> {
  const reader = sharingReads(tenant);
  const tenantAcceptances = acceptances.filter((entry) => entry.tenant === name);
  const readings: Reading[] = [];
  for (const assignment of assignments)
    readings.push(await readAssignment(reader, assignment, tenantAcceptances, today));
  return readings;
}

async function readAssignment(
  tenant: TenantReader,
  assignment: Assignment,
  acceptances: readonly Acceptance[],
  today: string,
): Promise<Reading> {
  const { profile, role, adopt, force, member, memberKind, location, businessUnit, person } = assignment;
  const request = profileRequest(profile);
  const requested = { kind: memberKind, identifier: member, location, businessUnit, ...(person && { person }) };
  const {
    role: observed,
    desired,
    changes,
    notes,
  } = await compareTenant(tenant, { name: role, ...request }, requested);
  const profileAcceptances = ownAcceptances(acceptances, profile.id, desired.functions);
  const read: AssignmentResult = {
    profile: profile.id,
    ...{ role, adopt, force, member, memberKind },
    outcome: changes.length > 0 ? "drifted" : "exact",
    rows: observed?.settings.length ?? 0,
    changes,
    accepted: [],
    customize: desired.customize,
    notes: [...notes, ...profileAcceptances.notes],
  };
  const result = withAccepted(read, profileAcceptances.entries, today);
  return { assignment, result, request: leavingAlone(result.accepted, request, desired) };
}

/** Nothing but the tenant's own names can say which cells are meant; its variant is chosen by then. */
const leavingAlone = (
  accepted: readonly AcceptedCell[],
  request: ProfileRequest,
  { levels, customize }: Pick<ProfileRequest, "levels" | "customize">,
): ProfileRequest =>
  accepted.length === 0
    ? request
    : { levels: levelsWithAccepted(levels, accepted), customize, unlisted: request.unlisted, variants: [] };

/** What is the same for every profile on a tenant is asked once. */
function sharingReads(tenant: TenantReader): TenantReader {
  const answers = new Map<string, unknown>();
  const shared = new Set<PropertyKey>(["version", "functions", "locations", "businessUnits"]);
  return new Proxy(tenant, {
    get(target, name) {
      const method = Reflect.get(target, name);
      if (typeof method !== "function") return method;
      if (!shared.has(name)) return method.bind(target);
      return (...given: unknown[]) => {
        const key = JSON.stringify([name, given]);
        if (!answers.has(key)) answers.set(key, method.apply(target, given));
        return answers.get(key);
      };
    },
  });
}

/** `sha256:` and 64 hexadecimal digits over a value's JSON. */
const digest = (content: unknown): string =>
  `sha256:${createHash("sha256").update(JSON.stringify(content)).digest("hex")}`;

/** Which company on which site a tenant is. */
export const targetOf = ({ site, companyId }: FleetTenant): TenantId => ({ origin: parseSite(site).origin, companyId });

/** By the names of tenants. */
export const targetsOf = (tenants: readonly FleetTenant[]): Readonly<Record<string, TenantId>> =>
  Object.fromEntries(tenants.map((tenant) => [tenant.name, targetOf(tenant)]));

/** Over all that is asked of a tenant, and which one it is: profiles, roles, members, places. */
export const desiredDigest = (tenant: FleetTenant): string =>
  digest([targetOf(tenant), tenant.assignments.map(contentOf)]);

const contentOf = ({ profile, origins: _, ...assignment }: Assignment) => [profile.id, digestOf(profile), assignment];

/** What a reading says is to be done, with a digest that pins it. */
export function planOf({ target, desired, removes, assignments }: Omit<TenantPlan, "digest">): TenantPlan {
  const { origin, companyId } = target;
  const content = { target: { origin, companyId }, desired, removes, assignments: assignments.map(plannedOf) };
  return { digest: digest(content), ...content };
}

const plannedOf = ({ profile, role, adopt, force, member, memberKind, changes }: PlannedAssignment) => ({
  ...{ profile, role, adopt, force, member, memberKind, changes },
});
