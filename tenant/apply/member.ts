import { NOT_ASKED } from "../../core/model/capability";
import { RefusedError, TenantError, UnverifiedWriteError } from "../../core/model/errors";
import {
  type DesiredMember,
  type FormerMember,
  fieldsOf,
  MEMBER_FIELDS,
  type MemberFields,
  type MemberKind,
  type ObservedMember,
} from "../../core/model/member";
import { sameName, sameSpelling } from "../../core/model/name";
import { describe } from "../../core/plan/change";
import { plan } from "../../core/plan/plan";
import type { Gateway, MemberGateway, MemberReader, RoleReader, TenantReader } from "../gateway";
import { type IntentLog, NO_INTENT_LOG } from "./intentLog";
import { describeLookalikes } from "./lookalike";
import { unlessNameInUse } from "./unlessNameInUse";

/** The member that the resource is for, not yet brought to what is desired. */
export interface FoundMember {
  readonly member: ObservedMember;
  /** Whether this stack made it. */
  readonly created: boolean;
  /** What an earlier run found before its first write. */
  readonly before?: FormerMember;
}

/**
 * Finds the member by its identifier, or creates it. One that is there is this stack's own only if an earlier run left word
 * of it, or if it was found after a POST whose answer tells nothing and has just what was asked for.
 * @throws RefusedError when the one that is there may not be taken over, or a new one can't be made
 */
export async function findOrCreateMember(
  gateway: Gateway,
  kind: MemberKind,
  desired: DesiredMember,
  intentLog: IntentLog = NO_INTENT_LOG,
): Promise<FoundMember> {
  const found = await findSameSpelt(gateway, kind, desired.identifier);
  return found ? claimOrAdopt(gateway, kind, found, intentLog) : createMember(gateway, kind, desired, intentLog);
}

/** @throws RefusedError when there is only one whose identifier looks the same */
async function findSameSpelt(gateway: MemberReader, kind: MemberKind, identifier: string) {
  const found = await gateway.findMember(kind, identifier);
  if (!found || sameSpelling(found.identifier, identifier)) return found;
  const { id } = found;
  throw new RefusedError(
    describeLookalikes("member", identifier, [{ id, name: found.identifier }], "System > Members"),
    {
      topic: "member-id-in-use",
    },
  );
}

async function claimOrAdopt(
  gateway: Gateway,
  kind: MemberKind,
  member: ObservedMember,
  intentLog: IntentLog,
): Promise<FoundMember> {
  const intent = await intentLog.read();
  const isKnown = intent?.id === member.id;
  const isAsRequested = intent?.id === undefined && intent?.asked !== undefined && hasFields(member, intent.asked);
  if (intent?.created && (isKnown || isAsRequested)) return { member, created: true };
  await assertMemberAdoptable(gateway, kind, member);
  const before = isKnown ? (intent?.before as FormerMember | undefined) : undefined;
  return { member, created: false, ...(before && { before }) };
}

async function createMember(
  gateway: Gateway,
  kind: MemberKind,
  desired: DesiredMember,
  intentLog: IntentLog,
): Promise<FoundMember> {
  const { identifier } = desired;
  assertCreatable(kind, desired);
  await intentLog.record(fieldsOf(desired));
  const created = await unlessNameInUse(() => gateway.createMember(kind, desired)).catch((error: unknown) =>
    explainRole(gateway, desired, error),
  );
  if (created?.isCertain) return { member: created.object, created: true };
  const member = created?.object ?? (await findSameSpelt(gateway, kind, identifier));
  if (!member) throw new RefusedError(idInUse(kind, identifier), { topic: "member-id-in-use" });
  // An id that is in use at once is somebody else's; after a lost answer it may be this run's.
  if (created && hasFields(member, desired)) return { member, created: true };
  await intentLog.forget();
  await assertMemberAdoptable(gateway, kind, member);
  return { member, created: false };
}

const hasFields = (member: MemberFields, requested: MemberFields) =>
  MEMBER_FIELDS.every((field) => member[field] === requested[field]);

/** What a tenant refuses because the role is gone is told so: a plain rerun would be refused for ever. */
async function explainRole(gateway: Gateway, { securityRole }: MemberFields, error: unknown): Promise<never> {
  const isRefused = error instanceof TenantError && [400, 404, 409].includes(error.failure.status);
  if (isRefused && securityRole !== null && (await gateway.role(securityRole)) === undefined)
    throw new RefusedError(
      `The security role that the member is to have (id ${securityRole}) isn't there any more. Run pulumi up --refresh.`,
      { topic: "role-or-member-renamed-or-gone" },
    );
  throw error;
}

/** API members and full members share their ids. */
const idInUse = (kind: MemberKind, identifier: string) =>
  `The member id "${identifier}" is in use, but not by ${kind === "api" ? "an API member" : "a full member"}. Choose another member, or set memberKind to ${kind === "api" ? "full" : "api"}.`;

/**
 * Whether a member that isn't there can be made.
 * @throws RefusedError when one of the other kind has its id, or a full one lacks what it needs
 */
export async function assertCanBeCreated(
  tenant: Pick<TenantReader, "findMember">,
  kind: MemberKind,
  desired: Pick<DesiredMember, "identifier" | "person">,
): Promise<void> {
  const otherKind = await tenant.findMember(kind === "api" ? "full" : "api", desired.identifier);
  if (otherKind) throw new RefusedError(idInUse(kind, desired.identifier), { topic: "member-id-in-use" });
  assertCreatable(kind, desired);
}

function assertCreatable(kind: MemberKind, { identifier, person }: Pick<DesiredMember, "identifier" | "person">): void {
  if (kind === "full" && !person)
    throw new RefusedError(
      `There is no member "${identifier}". To have it made, set person.firstName, person.lastName and person.hireDate: pulumi config set --path person.firstName …`,
      { topic: "member-cant-be-made" },
    );
}

/** @throws RefusedError when the member that is there may not be taken over */
export async function assertMemberAdoptable(
  gateway: Pick<TenantReader, "caller" | "role">,
  kind: MemberKind,
  member: ObservedMember,
): Promise<void> {
  const { identifier, licenseClass } = member;
  if (kind === "full" && licenseClass === "A")
    throw new RefusedError(`The member "${identifier}" is an API member. Set memberKind to api.`);
  const caller = await gateway.caller();
  if (caller === undefined)
    throw new RefusedError(
      `The member "${identifier}" is already there, and the tenant doesn't say whose key is in use: it might be this one, and lose the right to undo it. Choose another member.`,
      { topic: "member-of-the-key-in-use" },
    );
  if (sameName(caller, identifier))
    throw new RefusedError(
      `The member "${identifier}" is the one whose key is in use: with another role it might lose the right to undo it. Choose another member.`,
      { topic: "member-of-the-key-in-use" },
    );
  const role = member.securityRole === null ? undefined : await gateway.role(member.securityRole);
  if (role?.adminFlag)
    throw new RefusedError(
      `The member "${identifier}" is an administrator (security role "${role.name}"): it isn't taken over. Choose another member, or give it another role in System > Members.`,
      { topic: "role-of-administrators" },
    );
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
  const [remaining] = plan({ member }, { member: desired }, NOT_ASKED).changes;
  if (member && !remaining) return member;
  throw new UnverifiedWriteError(
    `The tenant accepted the change of the member "${desired.identifier}", but a read doesn't show it${remaining ? `: still to ${describe(remaining)}` : ""}. Set it in System > Members, then run again.`,
    { topic: "false-200" },
  );
}

/**
 * Gives a member back as it was. A blank role stays as it is: the tenant requires one. Where the former role is gone, or
 * its id is another one's by now, an inactive member stays inactive: it would be active with a role that it never had.
 * @param assigned the role that the stack gave it: with another one, somebody else has seen to it
 * @throws UnverifiedWriteError when a read after the write doesn't show the fields
 * @throws RefusedError when the former role of an active member is gone, once all else is given back
 */
export async function restoreMember(
  gateway: Gateway,
  kind: MemberKind,
  member: ObservedMember,
  before: Partial<FormerMember>,
  assigned: number,
): Promise<void> {
  const { securityRole = null, securityRoleName = null, ...fields } = before;
  const isOther = securityRole !== null && securityRole !== member.securityRole;
  const isGone = isOther && !(await isRole(gateway, securityRole, securityRoleName));
  const former = {
    ...member,
    ...fields,
    securityRole: isOther && !isGone ? securityRole : member.securityRole,
    ...(isGone && member.inactiveFlag && { inactiveFlag: true }),
  };
  await applyMember(gateway, kind, member, former);
  // Of one that was inactive before nothing is left to be seen to.
  if (isGone && member.securityRole === assigned && !fields.inactiveFlag)
    throw new RefusedError(
      `The former security role of the member "${member.identifier}" is gone${securityRoleName === null ? "" : `, since id ${securityRole} isn't "${securityRoleName}" any more`}: all else is given back${member.inactiveFlag ? ", but it stays inactive" : ""}. Give it another role in System > Members, then run pulumi destroy again.`,
      { topic: "role-or-member-renamed-or-gone" },
    );
}

/** @param name `null` where it isn't known */
async function isRole(gateway: RoleReader, id: number, name: string | null): Promise<boolean> {
  const role = await gateway.role(id);
  return role !== undefined && (name === null || sameName(role.name, name));
}

function changedFields(member: ObservedMember, desired: DesiredMember): Partial<MemberFields> {
  const [change] = plan({ member }, { member: desired }, NOT_ASKED).changes;
  if (change?.subject !== "member") return {};
  return Object.fromEntries(change.fields.map(({ field, after }) => [field, after]));
}
