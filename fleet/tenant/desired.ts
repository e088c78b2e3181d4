import { createHash } from "node:crypto";
import { digestOf } from "../../provider/plan/digest";
import type { Assignment, FleetTenant } from "../model/fleet";
import type { TenantPlan } from "../model/run";

/** `sha256:` and 64 hexadecimal digits over a value's JSON. */
const digest = (content: unknown): string =>
  `sha256:${createHash("sha256").update(JSON.stringify(content)).digest("hex")}`;

/** Over all that is asked of a tenant: profiles, roles, members, places. */
export const desiredDigest = ({ assignments }: FleetTenant): string => digest(assignments.map(contentOf));

const contentOf = ({ profile, origins: _, ...assignment }: Assignment) => [profile.id, digestOf(profile), assignment];

/** What a reading says is to be done, with a digest that pins it. */
export function planOf({ desired, removes, assignments }: Omit<TenantPlan, "digest">): TenantPlan {
  const content = {
    desired,
    removes,
    assignments: assignments.map(({ profile, role, member, changes }) => ({ profile, role, member, changes })),
  };
  return { digest: digest(content), ...content };
}
