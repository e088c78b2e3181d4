/** A location or a business unit of the tenant; the API calls the latter a department. */
export interface Named {
  readonly id: number;
  readonly name: string;
}

export const MEMBER_KINDS = ["api", "full"] as const;
/** `api`: /system/apiMembers, made for integrations. `full`: /system/members, a licensed user. */
export type MemberKind = (typeof MEMBER_KINDS)[number];

/** The fields this project manages on either kind of member; a reference is its id, `null` where it is blank. */
export interface MemberFields {
  readonly securityRole: number | null;
  readonly defaultLocation: number | null;
  readonly defaultDepartment: number | null;
  readonly inactiveFlag: boolean;
}

export const MEMBER_FIELDS = [
  "securityRole",
  "defaultLocation",
  "defaultDepartment",
  "inactiveFlag",
] as const satisfies Array<keyof MemberFields>;

/** These fields alone, of whatever has them. */
export const fieldsOf = ({
  securityRole,
  defaultLocation,
  defaultDepartment,
  inactiveFlag,
}: MemberFields): MemberFields => ({ securityRole, defaultLocation, defaultDepartment, inactiveFlag });

/** A business unit with the identifier that the web client shows beside its name. */
export interface BusinessUnit extends Named {
  readonly identifier: string;
}

/** A member as it was before it was taken over. */
export interface FormerMember extends MemberFields {
  /** What its role was called: the id may be another one's by now. Missing in a state of an earlier version. */
  readonly securityRoleName?: string | null;
}

export interface ObservedMember extends MemberFields {
  readonly id: number;
  readonly identifier: string;
  /** `A` is an API member: /system/members lists those too. `null` where the tenant doesn't say. */
  readonly licenseClass: string | null;
  /** As the tenant calls them; `null` where blank. */
  readonly securityRoleName: string | null;
  readonly locationName: string | null;
  readonly businessUnitName: string | null;
}

/** A member as a list of all members shows it. */
export interface ListedMember extends ObservedMember {
  readonly kind: MemberKind;
  /** What the web client shows of it besides the identifier; empty where the tenant doesn't say. */
  readonly displayName: string;
  /** An API member has one name: it is the first one. */
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
}

/** What a full member needs besides to be created. Source: the required fields of `Member` in the published description. */
export interface Person {
  readonly firstName: string;
  readonly lastName: string;
  /** ISO date, `2026-01-31`. */
  readonly hireDate: string;
  readonly licenseClass: "F" | "A" | "C" | "X";
  readonly defaultEmail: string;
  readonly defaultPhone: string;
}

export interface DesiredMember extends MemberFields {
  readonly identifier: string;
  /** Display name of an API member, at most 30 characters. */
  readonly name?: string;
  readonly person?: Person;
}
