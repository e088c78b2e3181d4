import { NOT_ASKED } from "../../core/model/capability";
import { InvalidInputError, RefusedError } from "../../core/model/errors";
import type { DesiredMember, MemberFields, MemberKind, ObservedMember, Person } from "../../core/model/member";
import type { ObservedRole } from "../../core/model/role";
import type { FieldChange, MemberChange } from "../../core/plan/change";
import { type Plan, plan } from "../../core/plan/plan";
import type { TenantReader } from "../gateway";
import { type AdoptionPolicy, assertAdoptable, countChangedRows, refuseAdministrators } from "./adopt";
import { assertCanBeCreated, assertMemberAdoptable } from "./member";
import { findPlace, type Place } from "./place";
import { type ResolvedRole, type RoleRequest, resolveRole } from "./resolveRole";
import { findRole, observe } from "./role";

/** A member as a stack asks for it; its location and business unit by name or id. */
export interface MemberRequest {
  readonly kind: MemberKind;
  readonly identifier: string;
  readonly location: string;
  readonly businessUnit: string;
  /** What a full member needs to be made. */
  readonly person?: Person;
}

/** What a tenant shows beside what is asked of it, by reads alone. */
export interface Comparison extends Plan {
  /** `undefined` where the tenant has no role of that name. */
  readonly role: ObservedRole | undefined;
  readonly desired: ResolvedRole;
  readonly member: InspectedMember | undefined;
}

export interface Inspection extends Comparison {
  /** Why `pulumi up` would refuse to take over what is there, unless the stack's state has it already. */
  readonly cautions: readonly string[];
}

export interface InspectedMember {
  /** `undefined` where the tenant has no such member. */
  readonly observed: ObservedMember | undefined;
  readonly place: Place;
}

/** A role that isn't there yet has no id. */
const NOT_YET = 0;

/**
 * Compares a tenant with what is asked of it, and says what stands in the way of taking over what is there; without any
 * write and without knowing the stack's state.
 * @throws as {@link compareTenant}
 */
export async function inspect(
  tenant: TenantReader,
  request: RoleRequest & AdoptionPolicy,
  requested?: MemberRequest,
): Promise<Inspection> {
  const comparison = await compareTenant(tenant, request, requested);
  const { role, desired, member } = comparison;
  const roleCautions = role ? await refusals(() => assertAdoptable(tenant, role, request)) : [];
  const manyRows = role ? await refusals(() => countChangedRows(role, desired, request)) : [];
  const memberCautions = await memberRefusals(tenant, requested, member?.observed);
  return { ...comparison, cautions: [...roleCautions, ...manyRows, ...memberCautions] };
}

/**
 * Compares a tenant with what is asked of it by as few reads as that takes: a role and a member that are there count as the
 * stack's own.
 * @throws InvalidInputError for names that the tenant doesn't have
 * @throws RefusedError where the tenant has several roles of the name, or it is one of administrators
 */
export async function compareTenant(
  tenant: TenantReader,
  request: RoleRequest,
  requested?: MemberRequest,
): Promise<Comparison> {
  const desired = await resolveRole(tenant, request);
  const summary = await findRole(tenant, desired.name);
  if (summary) refuseAdministrators(summary);
  const role = summary && (await observe(tenant, summary));
  const member = requested && (await inspectMember(tenant, requested));
  const { changes, notes } = plan(
    { role, member: member?.observed },
    {
      role: desired,
      ...(requested && member && { member: desiredMember(requested, member.place, role?.id ?? NOT_YET) }),
    },
    NOT_ASKED,
  );
  const named = changes.map((change) =>
    change.subject === "member" ? withNames(change, desired.name, member) : change,
  );
  return { role, desired, member, changes: named, notes };
}

async function inspectMember(tenant: TenantReader, requested: MemberRequest): Promise<InspectedMember> {
  const { place, problems } = await findPlace(tenant, requested.location, requested.businessUnit);
  if (!place) throw new InvalidInputError("Location and business unit", problems, "location-and-business-unit");
  return { place, observed: await tenant.findMember(requested.kind, requested.identifier) };
}

const desiredMember = ({ identifier }: MemberRequest, place: Place, securityRole: number): DesiredMember => ({
  identifier,
  securityRole,
  defaultLocation: place.location.id,
  defaultDepartment: place.businessUnit.id,
  inactiveFlag: false,
});

type Name = string | null | undefined;

/** References by their names instead of their ids. */
function withNames(change: MemberChange, role: string, member: InspectedMember | undefined): MemberChange {
  const { observed, place } = member ?? {};
  const names: Partial<Record<keyof MemberFields, readonly [before: Name, after: Name]>> = {
    securityRole: [observed?.securityRoleName, role],
    defaultLocation: [observed?.locationName, place?.location.name],
    defaultDepartment: [observed?.businessUnitName, place?.businessUnit.name],
  };
  const fields = change.fields.map(({ field, before, after }): FieldChange => {
    const [nameBefore, nameAfter] = names[field] ?? [];
    return { field, before: nameBefore ?? before, after: nameAfter ?? after };
  });
  return { ...change, fields };
}

const memberRefusals = async (tenant: TenantReader, requested?: MemberRequest, observed?: ObservedMember) =>
  !requested
    ? []
    : refusals(() =>
        observed
          ? assertMemberAdoptable(tenant, requested.kind, observed)
          : assertCanBeCreated(tenant, requested.kind, requested),
      );

/** What a check refuses, as text. */
export async function refusals(check: () => unknown): Promise<string[]> {
  try {
    await check();
    return [];
  } catch (error) {
    if (error instanceof RefusedError) return [error.message];
    throw error;
  }
}
