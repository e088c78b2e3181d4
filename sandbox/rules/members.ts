import { type Fields, isRef } from "../model/shape";
import type { FieldViolation } from "../model/validate";
import { VIOLATION } from "../quirks";
import type { StoredRecord } from "../store/collection";
import type { Store } from "../store/store";

/**
 * A member's location and business unit have to belong together (`/system/locations/{id}/departments`).
 * Assumed: which field is blamed, and the words.
 */
export function memberViolations(store: Store, { defaultLocation, defaultDepartment }: Fields): FieldViolation[] {
  if (!isRef(defaultLocation) || !isRef(defaultDepartment)) return [];
  const belong = (pair: StoredRecord) =>
    isRef(pair.fields.location) &&
    pair.fields.location.id === defaultLocation.id &&
    isRef(pair.fields.department) &&
    pair.fields.department.id === defaultDepartment.id;
  if (store.collections.departmentLocations.find(belong)) return [];
  const message = `Department ${defaultDepartment.id} is not valid for location ${defaultLocation.id}.`;
  return [{ code: VIOLATION.reference, message, field: "defaultDepartment/id" }];
}

/** An API member has one `name`; the members list shows the same person with a first and a last name. */
export function apiMemberNames(fields: Fields): Fields {
  const name = typeof fields.name === "string" ? fields.name : "";
  const space = name.indexOf(" ");
  const [firstName, lastName] = space < 0 ? [name, ""] : [name.slice(0, space), name.slice(space + 1)];
  return { ...fields, licenseClass: "A", firstName, lastName };
}

/** The other way round: a member of class `A` gets the one name that the list of API members shows. */
export function memberNames(fields: Fields): Fields {
  if (fields.licenseClass !== "A") return fields;
  const parts = [fields.firstName, fields.lastName].filter((part) => typeof part === "string" && part !== "");
  return { ...fields, name: parts.join(" ") };
}

/** Inactive from now on. Members can't be deleted. */
export function deactivateMember(store: Store, member: StoredRecord, by: string): StoredRecord {
  return store.update("members", member, { ...member.fields, inactiveFlag: true, inactiveDate: store.timestamp() }, by);
}
