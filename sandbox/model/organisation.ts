import { each, flag, integer, integers, readOnly, reference, required, requiredAfter, type Shape, text } from "./shape";

export const location: Shape = {
  resource: "location",
  fields: {
    id: readOnly(integer),
    ownerLevelId: readOnly(integer),
    structureLevel: requiredAfter("2022.1", reference()),
    name: required(text(50)),
    manager: reference("members"),
    reportsTo: reference("locations"),
    salesRep: text(50),
    timeZoneSetup: reference(),
    calendar: reference(),
    ...each(text(50), "overrideAddressLine1", "overrideAddressLine2", "overrideCity", "overrideState"),
    overrideZip: text(12),
    overrideCountry: reference(),
    ...each(text(15), "overridePhoneNumber", "overrideFaxNumber"),
    owaUrl: text(100),
    payrollXref: text(10),
    ...each(flag, "locationFlag", "clientFlag"),
    workRoleIds: integers,
    departmentIds: readOnly(integers),
  },
};

export const department: Shape = {
  resource: "department",
  fields: { id: readOnly(integer), identifier: required(text(15)), name: required(text(50)) },
};

/** A pair as `/system/departments/{id}/locations` shows it. */
export const departmentLocation: Shape = {
  resource: "departmentLocation",
  fields: {
    id: readOnly(integer),
    location: requiredAfter("2022.1", reference("locations")),
    department: reference("departments"),
    departmentManager: reference("members"),
    dispatch: reference("members"),
    serviceManager: reference("members"),
    dutyManager: reference("members"),
    ldapConfig: reference(),
    addAllLocations: flag,
    removeAllLocations: flag,
  },
};

/** The same pair as `/system/locations/{id}/departments` shows it: fewer fields. */
export const locationDepartment: Shape = {
  resource: "locationDepartment",
  fields: { id: readOnly(integer), location: reference("locations"), department: reference("departments") },
};
