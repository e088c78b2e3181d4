import type { Gateway, MemberGateway, Organization } from "../gateway";
import { type Problem, UnverifiedWriteError } from "../model/errors";
import type { DesiredMember, MemberFields, MemberKind, Named, ObservedMember } from "../model/member";
import { describe } from "../plan/change";
import { plan } from "../plan/plan";
import { nearest, suggest } from "../profile/match";

/** A member as the last read showed it, and how it was before this run. */
export interface AppliedMember {
  readonly member: ObservedMember;
  /** `undefined` when this run created it. */
  readonly before: ObservedMember | undefined;
}

/** Finds the member by its identifier, or creates it; then brings its fields to what is desired and verifies by a read. */
export async function findOrCreateMember(
  gateway: Gateway,
  kind: MemberKind,
  desired: DesiredMember,
): Promise<AppliedMember> {
  const before = await gateway.findMember(kind, desired.identifier);
  const member = before ?? (await gateway.createMember(kind, desired));
  return { member: await applyMember(gateway, kind, member, desired), before };
}

/** @throws UnverifiedWriteError when a read after the write doesn't show the fields */
export async function applyMember(
  gateway: MemberGateway,
  kind: MemberKind,
  before: ObservedMember,
  desired: DesiredMember,
): Promise<ObservedMember> {
  const differing = changedFields(before, desired);
  if (Object.keys(differing).length > 0) await gateway.updateMember(kind, before.id, differing);
  const member = await gateway.member(kind, before.id);
  const [left] = plan({ member }, { member: desired }, NOT_ASKED).changes;
  if (member && !left) return member;
  throw new UnverifiedWriteError(
    `The tenant accepted the change of the member "${desired.identifier}", but a read doesn't show it${left ? `: still to ${describe(left)}` : ""}. Set it in System > Members, then run again.`,
  );
}

const NOT_ASKED = { levels: "unknown", evidence: "" } as const;

function changedFields(member: ObservedMember, desired: DesiredMember): Partial<MemberFields> {
  const [change] = plan({ member }, { member: desired }, NOT_ASKED).changes;
  if (change?.subject !== "member") return {};
  return Object.fromEntries(change.fields.map(({ field, after }) => [field, after]));
}

/** A location and a business unit that belong together. */
export interface Place {
  readonly location: Named;
  readonly businessUnit: Named;
}

/**
 * Finds a location and one of its business units by name (in any case) or id. Either is required: a member without
 * them can't sync. Source: both vendors' and the API's rule that the two belong together.
 */
export async function findPlace(
  organization: Organization,
  location: string | number,
  businessUnit: string | number,
): Promise<{ place?: Place; problems: Problem[] }> {
  const locations = await organization.locations();
  const foundLocation = find(locations, location);
  if (!foundLocation) return { problems: [missing("location", location, locations, "the tenant has no location")] };
  const units = await organization.businessUnits(foundLocation.id);
  const foundUnit = find(units, businessUnit);
  if (!foundUnit)
    return {
      problems: [
        missing("businessUnit", businessUnit, units, `the location "${foundLocation.name}" has no business unit`),
      ],
    };
  return { place: { location: foundLocation, businessUnit: foundUnit }, problems: [] };
}

const find = (known: readonly Named[], wanted: string | number): Named | undefined =>
  known.find(({ id, name }) => id === wanted || name === wanted) ??
  known.find(({ name }) => name.toLowerCase() === String(wanted).trim().toLowerCase()) ??
  known.find(({ id }) => String(id) === wanted);

function missing(path: string, wanted: string | number, known: readonly Named[], what: string): Problem {
  const names = known.map(({ name }) => name);
  const near = nearest(String(wanted), names);
  const there = near.length > 0 ? suggest(near) : `There are: ${names.join(", ") || "none"}.`;
  return { path, message: `${what} ${JSON.stringify(wanted)}. ${there}` };
}
