import type { Deployment } from "@pulumi/pulumi/automation";
import type { FormerMember } from "../core/model/member";
import { NONE, rowIn } from "../core/model/permission";
import type { ObservedRole } from "../core/model/role";
import { diffSnapshots, type SnapshotDiff } from "../snapshot/diff";
import type { Snapshot, SnapshotMember } from "../snapshot/model";
import { formerRole } from "./administrator";
import { resourcesIn, type StateResource } from "./state";

/** What destroy left, and should not have. */
export interface Leftovers {
  readonly left: SnapshotDiff;
  /** Members that stay, inactive: a tenant deletes none. */
  readonly staying: readonly string[];
}

/**
 * Compares a tenant after destroy with what it was before the stack's first run: as it was copied, or where a state was taken along, without
 * what the state says that the stack made.
 */
export function findLeftovers(before: Snapshot, state: Deployment | undefined, after: Snapshot): Leftovers {
  const expected = withoutStack(before, state);
  const expectedIds = new Set(expected.members.map(({ id }) => id));
  const staying = after.members.filter(({ id, inactiveFlag }) => inactiveFlag && !expectedIds.has(id));
  const ids = new Set(staying.map(({ id }) => id));
  const remaining = diffSnapshots(expected, { ...after, members: after.members.filter(({ id }) => !ids.has(id)) });
  return { left: remaining, staying: staying.map(({ identifier }) => identifier) };
}

/** The tenant as it would be if the stack's earlier runs hadn't been. */
function withoutStack(before: Snapshot, state: Deployment | undefined): Snapshot {
  const objects = new Map(resourcesIn(state).map((resource) => [`${kindOf(resource)} ${resource.id}`, resource]));
  const of = (kind: "role" | "member", id: number) => objects.get(`${kind} ${id}`);
  const isMade = (resource: StateResource | undefined) => resource?.outputs?.created === true;
  return {
    ...before,
    roles: before.roles.filter(({ id }) => !isMade(of("role", id))).map((role) => asBefore(role, of("role", role.id))),
    members: before.members
      .filter(({ id }) => !isMade(of("member", id)))
      .map((member) => asItWas(member, of("member", member.id))),
  };
}

function kindOf({ type }: StateResource): string {
  if (/:SecurityRole$/.test(type)) return "role";
  return /:(Api)?Member$/.test(type) ? "member" : type;
}

function asBefore(role: ObservedRole, resource: StateResource | undefined): ObservedRole {
  const levels = resource && formerRole(resource)?.levels;
  if (!levels) return role;
  const settings = role.settings.map((row) => {
    const wanted = rowIn(levels, row.module, row.function) ?? NONE;
    const cells = Object.fromEntries(
      Object.entries(row.cells).map(([verb, cell]) => [verb, cell === null ? null : wanted[verb as keyof typeof NONE]]),
    ) as unknown as typeof row.cells;
    return { ...row, cells };
  });
  return { ...role, settings };
}

function asItWas(member: SnapshotMember, resource: StateResource | undefined): SnapshotMember {
  const { securityRoleName: _, ...fields } = (resource?.outputs?.before ?? {}) as Partial<FormerMember>;
  return { ...member, ...fields };
}
