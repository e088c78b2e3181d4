import {
  departmentInfo,
  departmentLocationInfo,
  linkInfo,
  localeInfo,
  locationInfo,
  memberInfo,
  memberTypeInfo,
  personaInfo,
  projectSecurityRoleInfo,
  securityRoleInfo,
  standardNoteInfo,
} from "./model/info";
import { myMember, myMemberInfo as myMemberInfoShape } from "./model/myMember";
import {
  departmentLocations,
  departments,
  links,
  locales,
  locations,
  members,
  memberTypes,
  personas,
  projectRoles,
  type Resource,
  securityRoles,
  standardNotes,
} from "./resources";
import type { StoredRecord } from "./store/collection";
import { labelOf } from "./store/label";

/** The short forms of `…/info` paths: other views of the same records. */
export const securityRolesInfo: Resource = { ...securityRoles, shape: securityRoleInfo };
export const projectRolesInfo: Resource = { ...projectRoles, shape: projectSecurityRoleInfo };
export const memberTypesInfo: Resource = { ...memberTypes, shape: memberTypeInfo };
export const departmentsInfo: Resource = { ...departments, shape: departmentInfo };
export const departmentLocationsInfo: Resource = { ...departmentLocations, shape: departmentLocationInfo };
export const localesInfo: Resource = { ...locales, shape: localeInfo };
export const linksInfo: Resource = { ...links, shape: linkInfo };
export const standardNotesInfo: Resource = { ...standardNotes, shape: standardNoteInfo };
export const personasInfo: Resource = { ...personas, shape: personaInfo };

export const locationsInfo: Resource = {
  ...locations,
  shape: locationInfo,
  computed: { location_flag: (_store, { fields }) => fields.locationFlag === true },
};

export const membersInfo: Resource = {
  ...members,
  shape: memberInfo,
  computed: {
    fullName: (_store, record) => labelOf(record, "name") ?? null,
    defaultEmail: (_store, record) => defaultAddress(record),
  },
};

export const myMemberInfo: Resource = {
  ...membersInfo,
  shape: myMemberInfoShape,
};

export const myMembers: Resource = { ...members, shape: myMember };

/** `Office` → the office address, and so on. */
function defaultAddress({ fields }: StoredRecord): string | null {
  const address = fields[`${String(fields.defaultEmail).toLowerCase()}Email`];
  return typeof address === "string" ? address : null;
}
