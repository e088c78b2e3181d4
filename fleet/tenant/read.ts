import { type ProfileRequest, profileRequest } from "../../core/profile/request";
import { compareTenant } from "../../tenant/apply/inspect";
import type { TenantReader } from "../../tenant/gateway";
import { levelsWithAccepted, ownAcceptances, withAccepted } from "../accept/apply";
import type { Acceptance } from "../accept/file";
import type { Assignment, FleetTenant } from "../model/fleet";
import type { AcceptedCell, AssignmentResult } from "../model/result";

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
  const own = acceptances.filter((entry) => entry.tenant === name);
  const readings: Reading[] = [];
  for (const assignment of assignments) readings.push(await readAssignment(reader, assignment, own, today));
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
  const own = ownAcceptances(acceptances, profile.id, desired.functions);
  const read: AssignmentResult = {
    profile: profile.id,
    ...{ role, adopt, force, member, memberKind },
    outcome: changes.length > 0 ? "drifted" : "exact",
    rows: observed?.settings.length ?? 0,
    changes,
    accepted: [],
    customize: desired.customize,
    notes: [...notes, ...own.notes],
  };
  const result = withAccepted(read, own.entries, today);
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
