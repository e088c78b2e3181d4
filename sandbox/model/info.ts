import { after, flag, integer, oneOf, readOnly, reference, type Shape, text } from "./shape";

/** The short forms that `…/info` paths answer: a few fields of the same records, for pick lists. All read-only. */
const id = readOnly(integer);
const name = text();

export const securityRoleInfo: Shape = {
  resource: "securityRole",
  fields: { id, name, roleType: after("2022.1", text()), inactiveFlag: flag },
};

export const projectSecurityRoleInfo: Shape = {
  resource: "projectSecurityRole",
  fields: { id, name, managerRoleFlag: flag, defaultContactFlag: flag },
};

export const memberTypeInfo: Shape = { resource: "memberType", fields: { id, name, inactiveFlag: flag } };

/** `defaultEmail` is the address itself here, not which of the three it is. Assumed: the description only says string. */
export const memberInfo: Shape = {
  resource: "member",
  fields: {
    id,
    identifier: text(),
    firstName: text(),
    middleInitial: text(),
    lastName: text(),
    fullName: text(),
    defaultEmail: text(),
    photo: reference(),
    licenseClass: after("2019.2", oneOf("F", "A", "C", "X")),
    inactiveFlag: after("2019.2", flag),
  },
};

/** `location_flag` is spelled as the service spells it. */
export const locationInfo: Shape = {
  resource: "location",
  fields: { id, name, location_flag: flag, structureLevel: after("2019.5", reference()) },
};

export const departmentInfo: Shape = { resource: "department", fields: { id, name } };

export const departmentLocationInfo: Shape = {
  resource: "departmentLocation",
  fields: { id, location: reference("locations"), department: reference("departments") },
};

export const localeInfo: Shape = { resource: "locale", bare: true, fields: { id, name, localeCode: text() } };

export const linkInfo: Shape = {
  resource: "link",
  fields: {
    id,
    name,
    screenLink: oneOf("Company", "Contact", "Service", "Invoice", "PurchaseOrder", "SalesOrder"),
  },
};

export const standardNoteInfo: Shape = {
  resource: "standardNote",
  fields: {
    id,
    name,
    contents: text(),
    location: reference("locations"),
    department: reference("departments"),
    board: reference(),
  },
};

export const personaInfo: Shape = { resource: "persona", bare: true, fields: { id, name } };
