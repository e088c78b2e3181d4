import { linkInfo, localeInfo, personaInfo, standardNoteInfo } from "./model/info";
import { apiMember, member, memberType } from "./model/member";
import { department, departmentLocation, location, locationDepartment } from "./model/organisation";
import { projectSecurityRole, projectSecurityRoleSetting } from "./model/projectRole";
import { securityRole, securityRoleSetting } from "./model/securityRole";
import { type CollectionName, type Fields, type FieldValue, isRef, type Shape } from "./model/shape";
import type { FieldViolation } from "./model/validate";
import { apiMemberNames, createApiMember, memberNames, memberViolations } from "./rules/members";
import { deleteDepartment, deleteLocation, deletePair, pairViolations } from "./rules/organisation";
import { createProjectRole, deleteProjectRole } from "./rules/projectRoles";
import { createRole, deleteRole, settingViolations } from "./rules/roles";
import { deleteUnused } from "./rules/usages";
import type { StoredRecord } from "./store/collection";
import type { Store } from "./store/store";
import type { Quirks } from "./switches";

/** A kind of object the API shows: its fields, where it is kept, and the rules that are its own. */
export interface Resource {
  readonly shape: Shape;
  readonly collection: CollectionName;
  /** Path below the API's base. */
  readonly path: string;
  /** Word before `_href` in the `_info` of a reference. */
  readonly noun: string;
  /** Fields a reference to this object carries beside its id. */
  readonly labels: readonly string[];
  /** Field no two objects may share, case ignored. */
  readonly unique?: string;
  /** Values of fields that a POST or PUT leaves out. */
  readonly defaults?: Fields;
  /** Which of the collection's records are of this kind. */
  readonly includes?: (record: StoredRecord) => boolean;
  /** Which of them lists leave out. */
  readonly hidden?: (record: StoredRecord, quirks: Quirks) => boolean;
  /** The quirk that says whether its lists come in pages. */
  readonly paged?: "rowsPaged" | "mySecurityPaged";
  /** The quirk that says how they are counted. Default: `counts`. */
  readonly counted?: "rowCount";
  /** Fields that follow from others. */
  readonly derive?: (fields: Fields) => Fields;
  /** Fields that are read from elsewhere. */
  readonly computed?: Readonly<Record<string, (store: Store, record: StoredRecord) => FieldValue>>;
  /** Rules across fields. */
  readonly check?: (store: Store, fields: Fields, previous?: StoredRecord) => FieldViolation[];
  readonly create?: (store: Store, fields: Fields, by: string) => StoredRecord;
  readonly delete?: (store: Store, record: StoredRecord, by: string) => void;
}

export const securityRoles: Resource = {
  shape: securityRole,
  collection: "securityRoles",
  path: "/system/securityroles",
  noun: "securityRole",
  labels: ["name"],
  unique: "name",
  hidden: ({ fields }, { inactiveRolesListed }) => inactiveRolesListed === "absent" && fields.inactiveFlag === true,
  defaults: { adminFlag: false, inactiveFlag: false },
  create: createRole,
  delete: deleteRole,
};

export const settings: Resource = {
  shape: securityRoleSetting,
  collection: "settings",
  path: "/system/securityRoles/settings",
  noun: "setting",
  labels: [],
  paged: "rowsPaged",
  counted: "rowCount",
  check: settingViolations,
};

/** Roles within projects, kept in a setup table. */
export const projectRoles: Resource = {
  shape: projectSecurityRole,
  collection: "projectRoles",
  path: "/project/securityRoles",
  noun: "projectRole",
  labels: ["name"],
  unique: "name",
  defaults: { managerRoleFlag: false, defaultContactFlag: false },
  create: createProjectRole,
  delete: deleteProjectRole,
};

export const projectSettings: Resource = {
  shape: projectSecurityRoleSetting,
  collection: "projectSettings",
  path: "/project/securityRoles/settings",
  noun: "setting",
  labels: [],
  check: settingViolations,
};

const isHiddenMember: NonNullable<Resource["hidden"]> = ({ fields }, { inactiveListed }) =>
  inactiveListed === "absent" && fields.inactiveFlag === true;

export const members: Resource = {
  shape: member,
  collection: "members",
  path: "/system/members",
  noun: "member",
  labels: ["identifier", "name"],
  unique: "identifier",
  hidden: (record, quirks) =>
    isHiddenMember(record, quirks) || (quirks.apiMembersListed === "absent" && record.fields.licenseClass === "A"),
  defaults: { inactiveFlag: false, adminFlag: false },
  derive: memberNames,
  check: memberViolations,
};

export const apiMembers: Resource = {
  shape: apiMember,
  collection: "members",
  path: "/system/apiMembers",
  noun: "apiMember",
  labels: ["identifier", "name"],
  unique: "identifier",
  hidden: isHiddenMember,
  defaults: { inactiveFlag: false, blockPriceFlag: false, blockCostFlag: false },
  includes: ({ fields }) => fields.licenseClass === "A",
  derive: apiMemberNames,
  check: memberViolations,
  create: createApiMember,
};

export const memberTypes: Resource = {
  shape: memberType,
  collection: "memberTypes",
  path: "/system/members/types",
  noun: "type",
  labels: ["name"],
  unique: "name",
  defaults: { inactiveFlag: false },
  delete: deleteUnused("memberTypes"),
};

export const locations: Resource = {
  shape: location,
  collection: "locations",
  path: "/system/locations",
  noun: "location",
  labels: ["name"],
  unique: "name",
  defaults: { locationFlag: true, clientFlag: false },
  delete: deleteLocation,
  computed: {
    departmentIds: (store, { id }) =>
      pairs(store).flatMap(({ fields }) =>
        isRef(fields.location) && fields.location.id === id && isRef(fields.department) ? [fields.department.id] : [],
      ),
  },
};

export const departments: Resource = {
  shape: department,
  collection: "departments",
  path: "/system/departments",
  noun: "department",
  labels: ["identifier", "name"],
  unique: "identifier",
  delete: deleteDepartment,
};

export const departmentLocations: Resource = {
  shape: departmentLocation,
  collection: "departmentLocations",
  path: "/system/info/departmentlocations",
  noun: "departmentLocation",
  labels: [],
  check: pairViolations,
  delete: deletePair,
};

export const locationDepartments: Resource = { ...departmentLocations, shape: locationDepartment };

export const locales: Resource = setupTable("locales", localeInfo);
export const links: Resource = setupTable("links", linkInfo);
export const standardNotes: Resource = setupTable("standardNotes", standardNoteInfo);
export const personas: Resource = setupTable("personas", personaInfo);

/** A list that `/system/info` shows and nothing here can change. */
function setupTable(collection: CollectionName, shape: Shape): Resource {
  return { shape, collection, path: `/system/info/${collection}`, noun: shape.resource, labels: ["name"] };
}

/** The resource that describes what a reference points to. */
export const TARGETS: Readonly<Record<CollectionName, Resource>> = {
  securityRoles,
  settings,
  projectRoles,
  projectSettings,
  members,
  memberTypes,
  locations,
  departments,
  departmentLocations,
  locales,
  links,
  standardNotes,
  personas,
};

const pairs = (store: Store): StoredRecord[] => [...store.collections.departmentLocations.all()];
