import { createHash } from "node:crypto";
import type { TenantId } from "../../core/model/tenant";
import { digestOf } from "../../core/plan/digest";
import { parseSite } from "../../tenant/client/site";
import type { Assignment, FleetTenant } from "../model/fleet";
import type { PlannedAssignment, TenantPlan } from "../model/run";

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
