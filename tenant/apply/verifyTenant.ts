import { InvalidInputError, TenantError, UnreadableAnswerError } from "../../core/model/errors";
import type { MemberKind } from "../../core/model/member";
import type { CustomizeList, RoleSummary } from "../../core/model/role";
import type { OwnReader, RoleReader, TenantReader } from "../gateway";
import { findPlace, type Place } from "./place";
import type { ResolvedRole } from "./resolveRole";
import { findRole } from "./role";
import {
  type Check,
  checkCustomize,
  checkKey,
  checkLevels,
  checkMember,
  checkRole,
  different,
  unverified,
} from "./verify";

/** What was read, or why it couldn't be. */
export type Reading<T> = { readonly value: T } | { readonly why: string };

/** @throws UnreachableError, and whatever is no answer of the tenant */
export async function readOrReason<T>(ask: () => Promise<T>): Promise<Reading<T>> {
  try {
    return { value: await ask() };
  } catch (error) {
    if (error instanceof TenantError || error instanceof UnreadableAnswerError) return { why: error.observed };
    throw error;
  }
}

/** What an integration is to have; names are the tenant's own. */
export interface Expected {
  readonly desired: ResolvedRole;
  readonly customize: readonly CustomizeList[];
  readonly member: { readonly kind: MemberKind; readonly identifier: string };
  /** By name or id, as the stack has them. */
  readonly location: string | undefined;
  readonly businessUnit: string | undefined;
}

const EFFECTIVE = "effective levels";

/** What the integration's own key shows. */
export async function verifyByOwnKey(
  ownReader: OwnReader & Pick<RoleReader, "caller">,
  { desired, customize, member }: Expected,
): Promise<Check[]> {
  const settings = await readOrReason(() => ownReader.mySecurity());
  if ("why" in settings) return unverifiedByKey(customize, settings.why, CHECK_KEY);
  const key = checkKey(await ownReader.caller(), member.identifier);
  if (key.verdict === "different")
    return [key, ...unverifiedByKey(customize, `the key isn't ${member.identifier}'s`, CHECK_KEY)];
  const items = await readOrReason(() => ownReader.customizeItems());
  return [
    key,
    checkLevels(EFFECTIVE, settings.value, desired),
    ...("why" in items ? unverifiedCustomize(customize, items.why, "Look at them in System > Security Roles.") : []),
    ...("value" in items ? [checkCustomize(customize, items.value)] : []),
  ];
}

const CHECK_KEY = "Check the integration's key pair.";

/** Whether the levels that count could be compared. */
export const seesEffectiveLevels = (checks: readonly Check[]): boolean =>
  checks.some(({ what, verdict }) => what === EFFECTIVE && verdict !== "unverified");

/** What stays open where only the managing key is there. */
export const unverifiedByKey = (customize: readonly CustomizeList[], why: string, nextStep: string): Check[] => [
  unverified(EFFECTIVE, why, nextStep),
  ...unverifiedCustomize(customize, why, nextStep),
];

const unverifiedCustomize = (customize: readonly CustomizeList[], why: string, nextStep: string): Check[] =>
  customize.length > 0 ? [unverified("Customize", why, nextStep)] : [];

const LET_READ = "Let the member of the managing key read it.";

/**
 * What the managing key shows of role and member.
 * @param withLevels whether the role's rows are to be read, because nobody sees the effective levels
 * @throws InvalidInputError for a location or business unit that the tenant doesn't have
 */
export async function verifyByManagingKey(
  tenant: TenantReader,
  expected: Expected,
  withLevels: boolean,
): Promise<Check[]> {
  const { desired } = expected;
  const role = await readOrReason(() => findRole(tenant, desired.name));
  const found = "value" in role ? role.value : undefined;
  return [
    "why" in role ? unverified("role", role.why, LET_READ) : checkRole(desired.name, found),
    ...(withLevels && found ? [await verifyRows(tenant, found, desired)] : []),
    ...(await verifyMember(tenant, expected, found)),
  ];
}

async function verifyRows(tenant: RoleReader, { id }: RoleSummary, desired: ResolvedRole): Promise<Check> {
  const what = "the role's levels";
  const settings = await readOrReason(() => tenant.settings(id));
  return "why" in settings ? unverified(what, settings.why, LET_READ) : checkLevels(what, settings.value, desired);
}

async function verifyMember(tenant: TenantReader, expected: Expected, role: RoleSummary | undefined): Promise<Check[]> {
  const { kind, identifier } = expected.member;
  const member = await readOrReason(() => tenant.findMember(kind, identifier));
  if ("why" in member) return [unverified("member", member.why, LET_READ)];
  if (!member.value) return [different("member", `the tenant has no member "${identifier}" of the kind ${kind}`)];
  const place = await readOrReason(() => placeOf(tenant, expected));
  return [
    ...checkMember(member.value, { role, place: "value" in place ? place.value : undefined }),
    ...("why" in place ? [unverified("location and business unit", place.why, LET_READ)] : []),
    ...("value" in place && !place.value ? [unverified("location and business unit", NOT_SET, SET_THEM)] : []),
  ];
}

const NOT_SET = "the stack doesn't say where the member is to be";
const SET_THEM = "Set them with: pulumi config set location …, and businessUnit.";

async function placeOf(tenant: TenantReader, { location, businessUnit }: Expected): Promise<Place | undefined> {
  if (location === undefined || businessUnit === undefined) return undefined;
  const { place, problems } = await findPlace(tenant, location, businessUnit);
  if (!place) throw new InvalidInputError("Location and business unit", problems, "location-and-business-unit");
  return place;
}
