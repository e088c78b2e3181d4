import { NOT_ASKED } from "../../core/model/capability";
import { verbTitle } from "../../core/model/level";
import type { MemberFields, ObservedMember } from "../../core/model/member";
import { sameName } from "../../core/model/name";
import type {
  CustomizeItem,
  CustomizeList,
  DesiredRole,
  FunctionName,
  RoleSetting,
  RoleSummary,
} from "../../core/model/role";
import { plan } from "../../core/plan/plan";
import type { Place } from "./place";

/** What a check found. What couldn't be looked at is `unverified`, never right. */
export type Verdict = "verified" | "different" | "unverified";

/** One answer of a verification. */
export interface Check {
  /** What was looked at: `effective levels`. */
  readonly what: string;
  readonly verdict: Verdict;
  readonly says: string;
  /** Each thing that differs. */
  readonly differences: readonly string[];
  /** True all the same, and no difference. */
  readonly notes: readonly string[];
  readonly nextStep?: string;
}

const verified = (what: string, says: string, notes: readonly string[] = []): Check => ({
  what,
  verdict: "verified",
  says,
  differences: [],
  notes,
});

export const different = (what: string, says: string, differences: readonly string[] = []): Check => ({
  what,
  verdict: "different",
  says,
  differences,
  notes: [],
});

export const unverified = (what: string, says: string, nextStep: string): Check => ({
  what,
  verdict: "unverified",
  says,
  differences: [],
  notes: [],
  nextStep,
});

/** @param caller whose key was used, where the tenant says so */
export function checkKey(caller: string | undefined, member: string): Check {
  if (caller === undefined)
    return unverified("key", "the tenant doesn't say whose it is", "Compare it in System > Members.");
  return sameName(caller, member)
    ? verified("key", `it belongs to ${caller}`)
    : different("key", `it belongs to ${caller}, not to ${member}`);
}

const nameOf = ({ module, function: name }: FunctionName) => JSON.stringify([module, name]);

/** @param desired with the tenant's own names; `functions` are all that the tenant has */
export function checkLevels(
  what: string,
  settings: readonly RoleSetting[],
  desired: DesiredRole & { readonly functions: readonly FunctionName[] },
): Check {
  const { changes, notes } = plan({ role: { settings } }, { role: desired }, NOT_ASKED);
  const differences = changes.flatMap((change) =>
    change.subject === "levels"
      ? change.cells.map(
          ({ verb, before, after }) =>
            `${change.module} › ${change.function} has ${verbTitle(verb)} ${before}, the profile asks ${after}`,
        )
      : [],
  );
  const compared =
    desired.unlisted === "exact" ? `all ${settings.length} functions` : "the functions that the profile names";
  const shown = new Set(settings.map(nameOf));
  const hidden = desired.functions.filter((row) => !shown.has(nameOf(row)));
  if (differences.length === 0 && hidden.length > 0)
    return unverified(
      what,
      `the answer shows ${settings.length} of the tenant's ${desired.functions.length} functions; those are as the profile asks`,
      "Run it again.",
    );
  if (differences.length === 0) return verified(what, `${compared} are as the profile asks`, notes);
  return {
    ...different(what, `${count(differences.length, "level differs", "levels differ")} in ${compared}`, differences),
    notes,
  };
}

/**
 * Whether the entries that a profile asks for are among those that the tenant shows. Identifiers of real tenants are not
 * published in detail, so lists and entries compare by their letters and digits alone, each as a whole.
 *
 * @param lists with the tenant's own names
 */
export function checkCustomize(lists: readonly CustomizeList[], items: readonly CustomizeItem[]): Check {
  const requested = lists.flatMap(({ module, function: name, entries }) =>
    entries.map((entry) => ({ list: `${module} ${name}`, entry })),
  );
  const differences = requested
    .filter((wanted) => !items.some(isSame(wanted)))
    .map(({ list, entry }) => `${list} doesn't show ${entry}`);
  const notes = items
    .filter((item) => !requested.some(isSame(item)))
    .map(({ list, entry }) => `${list} also allows ${entry}, which the profile doesn't ask for`);
  if (differences.length > 0)
    return {
      ...different(
        "Customize",
        `${differences.length} of ${count(requested.length, "entry", "entries")} not seen`,
        differences,
      ),
      notes,
    };
  const says =
    requested.length > 0 ? `${count(requested.length, "entry is", "entries are")} allowed` : "no entry is asked for";
  return verified("Customize", says, notes);
}

const isSame = (a: CustomizeItem) => (b: CustomizeItem) =>
  bare(a.list) === bare(b.list) && bare(a.entry) === bare(b.entry);

const bare = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/** The role as the tenant lists it; `undefined` where it has none of that name. */
export function checkRole(name: string, role: RoleSummary | undefined): Check {
  if (!role) return different("role", `the tenant has no security role "${name}"`);
  if (role.adminFlag)
    return different(
      "role",
      `"${role.name}" is one of administrators: its holders may do everything, whatever its rows say`,
    );
  return role.inactiveFlag
    ? different("role", `"${role.name}" is inactive`)
    : verified("role", `"${role.name}" is there`);
}

/** What is asked of a member, as far as that is known. */
export interface ExpectedMember {
  readonly role: RoleSummary | undefined;
  readonly place: Place | undefined;
}

/**
 * The member's role, location, business unit, and whether it is active: a check each, none for what isn't known.
 */
export function checkMember(observed: ObservedMember, { role, place }: ExpectedMember): Check[] {
  const desired = {
    identifier: observed.identifier,
    securityRole: role?.id ?? observed.securityRole,
    defaultLocation: place?.location.id ?? observed.defaultLocation,
    defaultDepartment: place?.businessUnit.id ?? observed.defaultDepartment,
    inactiveFlag: false,
  };
  const [change] = plan({ member: observed }, { member: desired }, NOT_ASKED).changes;
  const changed = change?.subject === "member" ? change.fields.map(({ field }) => field) : [];
  const check = (what: string, field: keyof MemberFields, has: string | null, requested: string | undefined) => {
    if (requested === undefined) return [];
    if (!changed.includes(field)) return [verified(what, requested)];
    return [different(what, `${observed.identifier} has ${has ?? "none"}, not ${requested}`)];
  };
  return [
    ...check("member's role", "securityRole", observed.securityRoleName, role?.name),
    ...check("location", "defaultLocation", observed.locationName, place?.location.name),
    ...check("business unit", "defaultDepartment", observed.businessUnitName, place?.businessUnit.name),
    observed.inactiveFlag
      ? different("member", `${observed.identifier} is inactive`)
      : verified("member", `${observed.identifier} is active`),
  ];
}

const count = (number: number, singular: string, plural: string) => `${number} ${number === 1 ? singular : plural}`;
