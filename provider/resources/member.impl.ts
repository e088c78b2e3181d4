import { runtime } from "@pulumi/pulumi";
import { z } from "zod";
import { applyMember, findOrCreateMember, findPlace, giveBack } from "../apply/member";
import { NOT_ASKED } from "../model/capability";
import { InvalidInputError, RefusedError, see } from "../model/errors";
import type { DesiredMember, MemberFields, MemberKind, ObservedMember, Person } from "../model/member";
import { sameName } from "../model/name";
import { plan } from "../plan/plan";
import type { Lifecycle, Recorded } from "./lifecycle";
import { checked, explain, InitializationError, parseArgs } from "./outcome";

const text = (what: string, max: number) =>
  z.string(`${what} is missing`).trim().min(1, `${what} is blank`).max(max, `${what} has at most ${max} characters`);
const place = (what: string) => z.union([z.string().trim().min(1, `${what} is blank`), z.int().positive()], what);

/** Source of lengths and required fields: `ApiMember` and `Member` of the published description. */
const argsSchema = z.object({
  identifier: text("the member's identifier", 15),
  name: text("the member's name", 30).optional(),
  // A preview doesn't know the id of a role that isn't there yet.
  securityRole: z.union(
    [z.literal(runtime.unknownValue), z.coerce.number().int().positive()],
    "the id of a security role",
  ),
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
});

type Inputs = Recorded<{
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
}>;

type State = Inputs & {
  /** Members can't be deleted: one that was created is made inactive in the end, an adopted one is given back. */
  readonly created: boolean;
  /** An adopted member as it was found. */
  readonly before?: Partial<MemberFields>;
};

/** API members and full members live the same life at different paths. */
export function memberLifecycle(kind: MemberKind): Lifecycle<Inputs, State> {
  return {
    check: (connection, _olds, news) =>
      checked(async () => {
        const { location, businessUnit, ...args } = parseArgs(argsSchema, news);
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
        } as Inputs;
      }),

    diff(olds, news) {
      const { changes } = plan({ member: fieldsRecorded(olds) }, { member: desired(news) }, NOT_ASKED);
      const replaces = sameName(olds.identifier, news.identifier) ? [] : ["identifier"];
      return { changes, isStale: false, replaces };
    },

    async create({ gateway }, inputs, reporter) {
      const { member, created } = await findOrCreateMember(gateway, kind, desired(inputs));
      if (!created) reporter.warn(takenOver(member));
      const kept = { created, ...(!created && { before: fieldsOf(member) }) };
      try {
        await applyMember(gateway, kind, member, desired(inputs));
      } catch (error) {
        throw new InitializationError(String(member.id), { ...inputs, ...shown(member), ...kept }, [explain(error)]);
      }
      return { id: String(member.id), outs: { ...inputs, ...kept } };
    },

    async read({ gateway }, id, state, reporter) {
      const member = await gateway.member(kind, id);
      if (!member) return undefined;
      const { created, before, ...recorded } = state;
      const isRenamed = !sameName(member.identifier, state.identifier);
      const identifier = isRenamed ? member.identifier : state.identifier;
      if (isRenamed) reporter.warn(renamed(state.identifier, identifier));
      const inputs = { ...recorded, ...shown(member), identifier };
      return { inputs, props: { ...state, ...inputs } };
    },

    async update({ gateway }, id, olds, news) {
      const member = await gateway.member(kind, id);
      if (!member)
        throw new RefusedError(`The member "${olds.identifier}" is gone. Run pulumi up --refresh.`, {
          topic: "role-or-member-renamed-or-gone",
        });
      await applyMember(gateway, kind, member, desired(news));
      const { created, before } = olds;
      return { ...news, created, ...(before && { before }) };
    },

    async delete({ gateway }, id, { created, before = {} }) {
      const member = await gateway.member(kind, id);
      if (member) await giveBack(gateway, kind, member, created ? { inactiveFlag: true } : before);
    },
  };
}

const renamed = (from: string, to: string) =>
  `The member "${from}" is called "${to}" in the tenant now. pulumi up makes a member "${from}" and lets go of "${to}"; to keep it, set member to "${to}". (${see("role-or-member-renamed-or-gone")})`;

const takenOver = ({ identifier, inactiveFlag }: ObservedMember) =>
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

const fieldsOf = ({
  securityRole,
  defaultLocation,
  defaultDepartment,
  inactiveFlag,
}: ObservedMember): MemberFields => ({
  securityRole,
  defaultLocation,
  defaultDepartment,
  inactiveFlag,
});
