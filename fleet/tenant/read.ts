import { inspect } from "../../provider/apply/inspect";
import type { TenantReader } from "../../provider/gateway";
import { profileRequest } from "../../provider/profile/request";
import type { Assignment, FleetTenant } from "../model/fleet";
import type { AssignmentResult } from "../model/result";

/**
 * Compares a live tenant with what the fleet asks of it, by reads alone and without the engine; see `inspect`.
 * @throws RolesError for the first assignment that can't be read, or that names what the tenant doesn't have
 */
export async function readTenant(tenant: TenantReader, { assignments }: FleetTenant): Promise<AssignmentResult[]> {
  const reader = sharingReads(tenant);
  const results: AssignmentResult[] = [];
  for (const assignment of assignments) results.push(await readAssignment(reader, assignment));
  return results;
}

async function readAssignment(tenant: TenantReader, assignment: Assignment): Promise<AssignmentResult> {
  const { profile, role, adopt, force, member, memberKind, location, businessUnit, person } = assignment;
  const request = { name: role, ...profileRequest(profile), adopt, force, members: [member] };
  const asked = { kind: memberKind, identifier: member, location, businessUnit, ...(person && { person }) };
  const { role: observed, desired, changes, notes } = await inspect(tenant, request, asked);
  return {
    profile: profile.id,
    role,
    member,
    outcome: changes.length > 0 ? "drifted" : "exact",
    rows: observed?.settings.length ?? 0,
    changes,
    accepted: [],
    customize: desired.customize,
    notes,
  };
}

/** What is the same for every profile on a tenant is asked once. */
function sharingReads(tenant: TenantReader): TenantReader {
  const answers = new Map<string, unknown>();
  const shared = new Set<PropertyKey>(["version", "functions", "caller", "locations", "businessUnits"]);
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
