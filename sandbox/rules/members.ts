import { type Fields, type FieldValue, isRef } from "../model/shape";
import type { FieldViolation } from "../model/validate";
import { VIOLATION } from "../quirks";
import type { StoredRecord } from "../store/collection";
import type { Store } from "../store/store";

/**
 * A member's location and business unit have to belong together (`/system/locations/{id}/departments`).
 * Assumed: which field is blamed, and the words.
 */
export function memberViolations(store: Store, { defaultLocation, defaultDepartment }: Fields): FieldViolation[] {
  if (store.quirks.notAPair === "taken" || !isRef(defaultLocation) || !isRef(defaultDepartment)) return [];
  const belong = (pair: StoredRecord) =>
    isRef(pair.fields.location) &&
    pair.fields.location.id === defaultLocation.id &&
    isRef(pair.fields.department) &&
    pair.fields.department.id === defaultDepartment.id;
  if (store.collections.departmentLocations.find(belong)) return [];
  const message = `Department ${defaultDepartment.id} is not valid for location ${defaultLocation.id}.`;
  return [{ code: VIOLATION.reference, message, field: "defaultDepartment/id" }];
}

/**
 * An API member has one `name`; the members list, whose description requires both, shows the same person with a first and a
 * last name: cut at the first space, or the one word for both. Without a name it is the identifier. Assumed.
 */
export function apiMemberNames(fields: Fields): Fields {
  const name = nameOf(fields.name) || nameOf(fields.identifier);
  if (name === joinedName(fields)) return { ...fields, licenseClass: "A" };
  const [firstName = "", ...others] = name.split(" ");
  return { ...fields, licenseClass: "A", firstName, lastName: others.join(" ") || firstName };
}

/** The other way round: a member of class `A` gets the one name that the list of API members shows. */
export function memberNames(fields: Fields): Fields {
  if (fields.licenseClass !== "A") return fields;
  return { ...fields, name: joinedName(fields) };
}

/** The longest `name` of an API member: half of what a first and a last name may have together. */
const LONGEST = 30;

/** One name of two, cut where it is too long for an API member. */
function joinedName({ firstName, lastName }: Fields): string {
  const parts = new Set([nameOf(firstName), nameOf(lastName)].filter((part) => part !== ""));
  return [...parts].join(" ").slice(0, LONGEST).trimEnd();
}

const nameOf = (value: FieldValue | undefined): string => (typeof value === "string" ? value.trim() : "");

/** Assumed: an API member was hired on the day it is made, and is called by its identifier unless it has a name. */
export function createApiMember(store: Store, fields: Fields, by: string): StoredRecord {
  const hireDate = `${store.timestamp().slice(0, 10)}T00:00:00Z`;
  const name = nameOf(fields.name) || nameOf(fields.identifier);
  return store.insert("members", { hireDate, ...fields, name }, by);
}

/** Inactive from now on. Members can't be deleted. */
export function deactivateMember(store: Store, member: StoredRecord, by: string): StoredRecord {
  return store.update("members", member, { ...member.fields, inactiveFlag: true, inactiveDate: store.timestamp() }, by);
}
