import { z } from "zod";
import { NOT_ASKED } from "../../core/model/capability";
import { InvalidInputError } from "../../core/model/errors";
import {
  type DesiredMember,
  type FormerMember,
  fieldsOf,
  type MemberFields,
  type MemberKind,
  type ObservedMember,
  type Person,
} from "../../core/model/member";
import { sameName, visibleName } from "../../core/model/name";
import { describeTenant } from "../../core/model/tenant";
import { plan } from "../../core/plan/plan";
import { applyMember, assertMemberAdoptable, findOrCreateMember, restoreMember } from "../../tenant/apply/member";
import { findPlace } from "../../tenant/apply/place";
import { assertNoExcessGrants } from "./excessGrants";
import type { Lifecycle, Recorded } from "./lifecycle";
import { checkResult, describeError, InitializationError, parseArgs, unknown } from "./outcome";
import type { Owned } from "./ownership";
import { assertOwnRoles, roleTenants } from "./roleTenants";
import type { RunConnection } from "./runConnection";
import { assertSameTenant, type Belonging, markRequested, ownershipOf, trackedMember } from "./tracked";

const text = (what: string, max: number) =>
  z
    .string(`${what} is missing`)
    .trim()
    .min(1, `${what} is blank`)
    .max(max, `${what} has at most ${max} characters`)
    .superRefine(visibleName);
const place = (what: string) => z.union([z.string().trim().min(1, `${what} is blank`), z.int().positive()], what);

/** Source of lengths and required fields: `ApiMember` and `Member` of the published description. */
const argsSchema = z.object({
  identifier: text("the member's identifier", 15),
  name: text("the member's name", 30).optional(),
  // A preview doesn't know the id of a role that isn't there yet.
  securityRole: z.union([unknown, z.coerce.number().int().positive()], "the id of a security role"),
  location: place("a location's name or id; it is never blank"),
  businessUnit: place("a business unit's name or id; it is never blank"),
  person: z
    .object({
      firstName: text("the first name", 30),
      lastName: text("the last name", 30),
      hireDate: z.iso.date("a date such as 2026-01-31"),
      licenseClass: z.enum(["F", "A", "C", "X"]).default("F"),
      defaultEmail: z.string().default("Office"),
      defaultPhone: z.string().default("Office"),
    })
    .optional(),
  stack: z.string().optional(),
  roleTenants,
});

type Inputs = Recorded<
  Belonging & {
    readonly identifier: string;
    readonly name?: string;
    readonly securityRole: number;
    /** The tenant's own names, and what they stand for. */
    readonly location: string;
    readonly locationId: number;
    readonly businessUnit: string;
    readonly businessUnitId: number;
    readonly inactive: boolean;
    readonly person?: Person;
  }
>;

type State = Inputs & {
  /** Members can't be deleted: one that was created is made inactive in the end, an adopted one is given back. */
  readonly created: boolean;
  /** An adopted member as it was found. */
  readonly before?: Partial<FormerMember>;
  /** The role that this stack gave it, where a refresh saw another one. */
  readonly assigned?: number;
};

/** API members and full members live the same life at different paths. */
export function memberLifecycle(kind: MemberKind): Lifecycle<Inputs, State> {
  return {
    check: (connection, olds, news) =>
      checkResult(async () => {
        assertSameTenant(connection(), olds.tenant);
        const { location, businessUnit, roleTenants, ...args } = parseArgs(argsSchema, news);
        assertOwnRoles(connection(), "securityRole", roleTenants);
        markRequested(connection(), { kind: "member", name: args.identifier });
        const found = await findPlace(connection().gateway, location, businessUnit);
        if (!found.place)
          throw new InvalidInputError("Location and business unit", found.problems, "location-and-business-unit");
        const { place } = found;
        return {
          ...args,
          location: place.location.name,
          locationId: place.location.id,
          businessUnit: place.businessUnit.name,
          businessUnitId: place.businessUnit.id,
          inactive: false,
          tenant: describeTenant(connection().tenant),
        } as Inputs;
      }),

    async diff(connection, id, olds, news, reporter) {
      const { changes } = plan({ member: fieldsRecorded(olds) }, { member: desired(news) }, NOT_ASKED);
      const tracked = trackedMember(connection, kind, id, olds, reporter);
      const { isAsKnown, name } = await tracked.inspect();
      const isStale =
        !isAsKnown ||
        olds.tenant !== news.tenant ||
        olds.stack !== news.stack ||
        (await tracked.ownership.isInterrupted(id, olds));
      const isSame = [olds.identifier, name].some((currentName) => sameName(currentName, news.identifier));
      if (changes.length === 0 && isAsKnown) recordHolder(connection, kind, news);
      return { changes, isStale, replaces: isSame ? [] : ["identifier"] };
    },

    async create(connection, inputs, reporter) {
      const { gateway } = connection;
      const ownership = ownershipOf(connection, { kind: "member", name: inputs.identifier }, inputs, reporter);
      await assertNoExcessGrants(connection, inputs, reporter);
      const { member, created, before } = await findOrCreateMember(gateway, kind, desired(inputs), ownership);
      trackedMember(connection, kind, member.id, { ...inputs, created }, reporter).take();
      if (!created) reporter.warn(adoptionNotice(member));
      const origin = { created, ...(!created && { before: before ?? formerOf(member) }) };
      await ownership.begin(member.id, origin);
      try {
        await applyMember(gateway, kind, member, desired(inputs));
      } catch (error) {
        throw new InitializationError(String(member.id), { ...inputs, ...shown(member), ...origin }, [
          describeError(error),
        ]);
      }
      recordHolder(connection, kind, inputs, created);
      const outs = { ...inputs, ...origin };
      await ownership.settle(member.id, outs);
      return { id: String(member.id), outs };
    },

    async read(connection, id, state, reporter) {
      const tracked = trackedMember(connection, kind, id, state, reporter);
      const tracedMember = await tracked.read();
      if (!tracedMember) return undefined;
      const { created, before, assigned = state.securityRole, ...recorded } = state;
      const observed = { ...recorded, ...shown(tracedMember.object), tenant: describeTenant(connection.tenant) };
      const isOtherRole = observed.securityRole !== assigned;
      const props = { ...observed, ...originOf(tracedMember.owned), ...(isOtherRole && { assigned }) };
      await tracked.ownership.settle(id, props);
      // What somebody renamed shows as a difference; the state goes on knowing it by its own identifier.
      return { inputs: { ...observed, identifier: tracedMember.name }, props };
    },

    async update(connection, id, olds, news, reporter) {
      const { gateway } = connection;
      const tracked = trackedMember(connection, kind, id, olds, reporter);
      const { object: member, isRenamed, owned } = await tracked.assertClaimed(news.identifier);
      if (isRenamed) {
        await assertMemberAdoptable(gateway, kind, member);
        reporter.warn(adoptionNotice(member));
      }
      if (member.securityRole !== news.securityRole) await assertNoExcessGrants(connection, news, reporter);
      const origin = isRenamed ? { created: false, before: formerOf(member) } : originOf(owned);
      const ownership = ownershipOf(connection, { kind: "member", name: news.identifier }, news, reporter);
      await ownership.begin(id, origin);
      if (!sameName(olds.identifier, news.identifier) || olds.stack !== news.stack) await tracked.ownership.forget();
      await applyMember(gateway, kind, member, desired(news));
      recordHolder(connection, kind, news);
      const outs = { ...news, ...origin };
      await ownership.settle(id, outs);
      return outs;
    },

    delete: (connection, id, state, reporter) =>
      trackedMember(connection, kind, id, state, reporter).release((member, { created, before }) =>
        restoreMember(
          connection.gateway,
          kind,
          member,
          created ? { inactiveFlag: true } : ((before ?? {}) as Partial<FormerMember>),
          state.assigned ?? state.securityRole,
        ),
      ),
  };
}

/** For what a run says at its end. */
function recordHolder(
  { holders }: RunConnection,
  kind: MemberKind,
  { identifier, securityRole }: Inputs,
  isNew = false,
): void {
  const otherHolders = (holders.get(securityRole) ?? []).filter((holder) => holder.identifier !== identifier);
  holders.set(securityRole, [...otherHolders, { kind, identifier, isNew }]);
}

const originOf = ({ created, before }: Owned) => ({
  created,
  ...(before !== undefined && { before: before as Partial<FormerMember> }),
});

const formerOf = (member: ObservedMember): FormerMember => ({
  ...fieldsOf(member),
  securityRoleName: member.securityRoleName,
});

const adoptionNotice = ({ identifier, inactiveFlag }: ObservedMember) =>
  `The member "${identifier}" was there before${inactiveFlag ? ", inactive" : ""}: it is taken over, and given back when it is destroyed.`;

function desired({ identifier, name, person, securityRole, locationId, businessUnitId }: Inputs): DesiredMember {
  return {
    identifier,
    ...(name !== undefined && { name }),
    ...(person && { person }),
    securityRole,
    defaultLocation: locationId,
    defaultDepartment: businessUnitId,
    inactiveFlag: false,
  };
}

const fieldsRecorded = (state: State): MemberFields => ({
  securityRole: state.securityRole,
  defaultLocation: state.locationId,
  defaultDepartment: state.businessUnitId,
  inactiveFlag: state.inactive,
});

/** What a read shows, in the words of the inputs; blank is 0 and "". */
const shown = (member: ObservedMember) => ({
  securityRole: member.securityRole ?? 0,
  location: member.locationName ?? "",
  locationId: member.defaultLocation ?? 0,
  businessUnit: member.businessUnitName ?? "",
  businessUnitId: member.defaultDepartment ?? 0,
  inactive: member.inactiveFlag,
});
