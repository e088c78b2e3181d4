import { type Alteration, deep, LEVELS, lists, MEMBERS, objects, parameter, ROLES, ROWS, without } from "./altering";
import type { Alter, Json } from "./proxy";

const CELLS = ["addLevel", "editLevel", "deleteLevel", "inquireLevel"];
const ROLE = /^\/system\/securityroles(\/\d+)?$/;
const ANY = /^\/system\//;
const OWN = "GET /system/mySecurity?pageSize=1000";
const ROWS_SEEN = "GET /system/securityRoles/2/settings?pageSize=1000";
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

const cells = (change: (level: string | null) => Json): Alter =>
  objects(LEVELS, (row) => ({ ...row, ...Object.fromEntries(CELLS.map((cell) => [cell, change(row[cell])])) }));

const times = (change: (text: string) => Json): Alter =>
  objects(ANY, (object) =>
    deep(object, (value) => (typeof value === "string" && TIME.test(value) ? change(value) : value)),
  );

const fieldsOf = (where: RegExp | string, change: (object: Json) => Json): Alter => objects(where, change);

/** Of a tenant whose lists show inactive objects only to who asks for them. */
const inactiveHidden = (where: RegExp | string): Alter =>
  lists(where, (items, asked) =>
    /inactiveFlag|\bid\b/i.test(parameter(asked, "conditions") ?? "")
      ? items
      : items.filter(({ inactiveFlag }) => inactiveFlag !== true),
  );

const refsIn = (object: Json, change: (reference: Json) => Json): Json =>
  deep(object, (value) =>
    typeof value === "object" && value !== null && "id" in value && "_info" in value && !("lastUpdated" in value._info)
      ? change(value)
      : value,
  );

/** What objects look like otherwise. */
export const SHAPES = {
  nullCellsAreNone: {
    seen: "GET /system/securityRoles/3/settings?pageSize=1000",
    alter: cells((level) => level ?? "None"),
  },
  nullCellsLeftOut: {
    seen: "GET /system/securityRoles/3/settings?pageSize=1000",
    alter: objects(LEVELS, (row) => without(row, ...CELLS.filter((cell) => row[cell] === null))),
  },
  nullCellsEmptyText: {
    seen: "GET /system/securityRoles/3/settings?pageSize=1000",
    alter: cells((level) => level ?? ""),
  },
  levelsInLowerCase: { seen: ROWS_SEEN, alter: cells((level) => level?.toLowerCase() ?? null) },
  levelsAsNumbers: { seen: ROWS_SEEN, alter: cells((level) => level && ["None", "My", "All"].indexOf(level)) },
  aFourthLevel: { seen: ROWS_SEEN, alter: cells((level) => (level === "My" ? "Mine" : level)) },
  levelsAsObjects: { seen: ROWS_SEEN, alter: cells((level) => level && { name: level }) },
  anotherModule: {
    seen: ROWS_SEEN,
    alter: objects(LEVELS, (row) =>
      row.moduleName === "Marketing"
        ? { ...row, moduleName: "Growth", moduleDescription: "Growth", moduleIdentifier: "Growth" }
        : row,
    ),
  },
  functionsMissing: {
    seen: ROWS_SEEN,
    alter: objects(LEVELS, (row) => (row.moduleFunctionName === "Company Maintenance" ? undefined : row)),
  },
  functionsRenamed: {
    seen: ROWS_SEEN,
    alter: objects(LEVELS, (row) =>
      row.moduleFunctionName === "Invoicing"
        ? { ...row, moduleFunctionName: "Billing Documents", moduleFunctionDescription: "Billing Documents" }
        : row,
    ),
  },
  functionNamesByIdentifierOnly: {
    seen: ROWS_SEEN,
    alter: objects(LEVELS, (row) => without(row, "moduleFunctionName", "moduleFunctionDescription")),
  },
  moduleNameEmpty: { seen: ROWS_SEEN, alter: objects(LEVELS, (row) => ({ ...row, moduleName: "" })) },
  functionIdentifierMissing: {
    seen: ROWS_SEEN,
    alter: objects(LEVELS, (row) => without(row, "moduleFunctionIdentifier")),
  },
  functionIdentifierAsNumber: {
    seen: ROWS_SEEN,
    alter: objects(LEVELS, (row) => ({ ...row, moduleFunctionIdentifier: 17 })),
  },
  myAllFlagMissing: { seen: ROWS_SEEN, alter: objects(LEVELS, (row) => without(row, "myAllFlag")) },
  myAllFlagFalse: { seen: ROWS_SEEN, alter: objects(LEVELS, (row) => ({ ...row, myAllFlag: false })) },
  customFlagEverywhere: { seen: ROWS_SEEN, alter: objects(LEVELS, (row) => ({ ...row, customFlag: true })) },
  sortOrderNull: { seen: ROWS_SEEN, alter: objects(LEVELS, (row) => ({ ...row, sortOrder: null })) },
  sortOrderTheSame: { seen: ROWS_SEEN, alter: objects(LEVELS, (row) => ({ ...row, sortOrder: 0 })) },
  onlyRowsThatGrant: {
    seen: ROWS_SEEN,
    alter: objects(ROWS, (row) =>
      CELLS.every((cell) => row[cell] === "None" || row[cell] === null) ? undefined : row,
    ),
  },
  aRowTwice: { seen: ROWS_SEEN, alter: lists(ROWS, (items) => [...items, ...items.slice(0, 1)]) },
  rowsOfOneRoleFewer: {
    seen: ROWS_SEEN,
    alter: objects(/securityroles\/2\/settings$/, (row) => (row.moduleName === "Sales" ? undefined : row)),
  },
  rowsUnordered: {
    seen: ROWS_SEEN,
    alter: lists(ROWS, (items) => items.toSorted((a, b) => ((a.id * 37) % 101) - ((b.id * 37) % 101))),
  },
  rowsOfAdminNotAll: {
    seen: "GET /system/securityRoles/1/settings?pageSize=1000",
    alter: objects(/securityroles\/1\/settings$/, (row) => ({
      ...row,
      ...Object.fromEntries(CELLS.map((cell) => [cell, "None"])),
    })),
  },
  rowIdsOfTheFunction: { seen: ROWS_SEEN, alter: objects(ROWS, (row) => ({ ...row, id: row.sortOrder })) },
  ownRowsWithoutMember: { seen: OWN, alter: objects("/system/mysecurity", (row) => without(row, "member")) },
  ownRowsOfMemberById: {
    seen: OWN,
    alter: objects("/system/mysecurity", (row) => ({ ...row, member: { id: row.member?.id } })),
  },
  ownRowsOtherThanTheRole: {
    seen: OWN,
    alter: objects("/system/mysecurity", (row) => ({ ...row, inquireLevel: "My" })),
  },
  ownRowsFewer: {
    seen: OWN,
    alter: lists("/system/mysecurity", (items) => items.filter(({ moduleName }) => moduleName !== "Sales")),
  },
  ownRowsAnObject: { seen: OWN, alter: lists("/system/mysecurity", (items) => items[0]) },
  customizeItemsWithoutList: {
    seen: "GET /system/mySecurity/customizeItems",
    alter: lists(/customizeitems\/?$/, () => [{ id: 1, itemIdentifier: null }]),
  },
  infoMissing: { seen: "GET /system/securityroles", alter: fieldsOf(ANY, (object) => without(object, "_info")) },
  lastUpdatedMissing: { seen: "GET /system/securityroles", alter: fieldsOf(ROLE, (role) => ({ ...role, _info: {} })) },
  timesWithOffset: { seen: "GET /system/securityroles", alter: times((text) => text.replace(/Z$/, "-05:00")) },
  timesWithoutZone: { seen: "GET /system/securityroles", alter: times((text) => text.replace(/Z$/, "")) },
  timesWithFraction: { seen: "GET /system/securityroles", alter: times((text) => text.replace(/Z$/, ".1234567Z")) },
  timesAsNumbers: { seen: "GET /system/securityroles", alter: times((text) => Date.parse(text)) },
  idsAsText: {
    seen: "GET /system/securityroles",
    alter: fieldsOf(ANY, (object) => deep(object, (value, key) => (key === "id" ? String(value) : value))),
  },
  guidsAsIds: {
    seen: "GET /system/locations",
    alter: fieldsOf("/system/locations", (object) => ({
      ...object,
      id: `2f6d1c3e-7d0b-4d7b-9d39-${String(object.id).padStart(12, "0")}`,
    })),
  },
  fieldsUnknown: {
    seen: "GET /system/securityroles",
    alter: fieldsOf(ANY, (object) => ({ ...object, tenantGuid: "2f6d1c3e" })),
  },
  roleNameMissing: { seen: "GET /system/securityroles", alter: fieldsOf(ROLE, (role) => without(role, "name")) },
  roleNameNull: {
    seen: "GET /system/securityroles",
    alter: objects(ROLE, (role) => (role.id === 4 ? { ...role, name: null } : role)),
  },
  namesEscaped: {
    seen: "GET /system/securityroles",
    alter: objects(ROLE, (role) => ({ ...role, name: role.name?.replaceAll("&", "&amp;") })),
  },
  namesCut: {
    seen: "GET /system/securityroles",
    alter: objects(ROLES, (role) => ({ ...role, name: role.name?.slice(0, 10) })),
  },
  adminFlagMissing: { seen: "GET /system/securityroles", alter: fieldsOf(ROLE, (role) => without(role, "adminFlag")) },
  adminFlagAsText: {
    seen: "GET /system/securityroles",
    alter: fieldsOf(ROLE, (role) => ({ ...role, adminFlag: String(role.adminFlag) })),
  },
  flagsAsNumbers: {
    seen: "GET /system/securityroles",
    alter: fieldsOf(ROLE, (role) => deep(role, (value) => (typeof value === "boolean" ? Number(value) : value))),
  },
  inactiveFlagMissing: {
    seen: "GET /system/apiMembers",
    alter: fieldsOf(MEMBERS, (member) => without(member, "inactiveFlag")),
  },
  unsetAsNull: {
    seen: "GET /system/apiMembers",
    alter: fieldsOf(/^\/system\/apimembers/, (member) => ({ emailAddress: null, notes: null, ...member })),
  },
  inactiveMembersHidden: { seen: "GET /system/apiMembers", alter: inactiveHidden(/^\/system\/(api)?members$/) },
  inactiveRolesHidden: { seen: "GET /system/securityroles", alter: inactiveHidden(ROLES) },
  apiMembersApart: {
    seen: "GET /system/members?pageSize=1000",
    alter: lists("/system/members", (items) => items.filter(({ licenseClass }) => licenseClass !== "A")),
  },
  licenseInWords: {
    seen: "GET /system/members",
    alter: fieldsOf(/^\/system\/members/, (member) => ({
      ...member,
      licenseClass: { A: "Api", F: "Full" }[String(member.licenseClass)] ?? "Other",
    })),
  },
  memberRoleHidden: {
    seen: "GET /system/apiMembers",
    alter: fieldsOf(MEMBERS, (member) => without(member, "securityRole")),
  },
  memberIdentifierInCapitals: {
    seen: "GET /system/apiMembers",
    alter: fieldsOf(MEMBERS, (member) => ({ ...member, identifier: String(member.identifier).toUpperCase() })),
  },
  referencesAsIds: {
    seen: "GET /system/apiMembers",
    alter: fieldsOf(MEMBERS, (member) => refsIn(member, ({ id }) => id)),
  },
  referencesWithoutNames: {
    seen: "GET /system/apiMembers",
    alter: fieldsOf(MEMBERS, (member) => refsIn(member, ({ id, _info }) => ({ id, _info }))),
  },
  referencesWithoutLinks: {
    seen: "GET /system/apiMembers",
    alter: fieldsOf(MEMBERS, (member) => refsIn(member, (reference) => without(reference, "_info"))),
  },
  namesOfFieldsInCapitals: {
    seen: "GET /system/securityroles",
    alter: fieldsOf(ROLE, (role) =>
      Object.fromEntries(
        Object.entries(role).map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), value]),
      ),
    ),
  },
  pairsWithoutBusinessUnit: {
    seen: "GET /system/locations/1/departments",
    alter: fieldsOf(/^\/system\/locations\/\d+\/departments$/, (pair) => without(pair, "department")),
  },
  pairsAsBusinessUnits: {
    seen: "GET /system/locations/1/departments",
    alter: fieldsOf(/^\/system\/locations\/\d+\/departments$/, ({ department }) => department),
  },
  everyPairBelongs: {
    seen: "GET /system/locations/4/departments",
    alter: async (asked, next) =>
      next({ address: asked.address.replace(/locations\/\d+\/departments/i, "locations/1/departments") }),
  },
  infoListOfMembersFewer: {
    seen: "GET /system/info/members?pageSize=1000",
    alter: lists("/system/info/members", (items) => items.slice(0, 5)),
  },
  infoListOfRolesFewer: {
    seen: "GET /system/securityroles/info",
    alter: lists("/system/securityroles/info", (items) => items.slice(0, 2)),
  },
  anObjectOtherThanInItsList: {
    seen: "GET /system/securityroles/2",
    alter: fieldsOf(/^\/system\/securityroles\/\d+$/, (role) => ({ ...role, name: `${role.name} (${role.id})` })),
  },
  departmentIdsMissing: {
    seen: "GET /system/locations",
    alter: fieldsOf(/^\/system\/locations(\/\d+)?$/, (location) =>
      without(location, "departmentIds", "structureLevel"),
    ),
  },
  departmentIdentifierMissing: {
    seen: "GET /system/departments",
    alter: fieldsOf(/^\/system\/departments(\/\d+)?$/, (unit) => without(unit, "identifier")),
  },
} satisfies Record<string, Alteration>;
