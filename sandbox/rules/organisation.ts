import { recordInUse } from "../http/errors";
import { type CollectionName, type Fields, isRef } from "../model/shape";
import type { FieldViolation } from "../model/validate";
import { VIOLATION } from "../quirks";
import type { StoredRecord } from "../store/collection";
import { labelOf } from "../store/label";
import type { Store } from "../store/store";
import { usagesOf } from "./usages";

/** The pairs of a location and a business unit, on either side. */
export const pairsWith = (store: Store, side: "location" | "department", id: number): StoredRecord[] =>
  [...store.collections.departmentLocations.all()].filter(({ fields }) => isIn(fields, side, id));

const isIn = (fields: Fields, side: string, id: number): boolean => {
  const value = fields[side];
  return isRef(value) && value.id === id;
};

export const deleteLocation = deleteWithPairs("locations", "location");
export const deleteDepartment = deleteWithPairs("departments", "department");

/** Refused (409) while anything but its own pairs refers to it; the pairs go with it. Assumed. */
function deleteWithPairs(collection: CollectionName, side: "location" | "department") {
  return (store: Store, record: StoredRecord): void => {
    const usages = usagesOf(store, collection, record.id);
    if (usages.some((usage) => usage.collection !== "departmentLocations")) {
      throw recordInUse(`${labelOf(record, "name")}`);
    }
    for (const pair of pairsWith(store, side, record.id)) store.remove("departmentLocations", pair.id);
    store.remove(collection, record.id);
  };
}

/** Takes a business unit from a location. Refused (409) while an active member works in both. Assumed. */
export function deletePair(store: Store, pair: StoredRecord): void {
  const { location, department } = pair.fields;
  const held = store.collections.members.find(
    ({ fields }) =>
      fields.inactiveFlag !== true &&
      isRef(location) &&
      isRef(department) &&
      isIn(fields, "defaultLocation", location.id) &&
      isIn(fields, "defaultDepartment", department.id),
  );
  if (held) throw recordInUse(`Department location ${pair.id}`);
  store.remove("departmentLocations", pair.id);
}

/** A business unit belongs to a location once. */
export function pairViolations(
  store: Store,
  { location, department }: Fields,
  previous?: StoredRecord,
): FieldViolation[] {
  if (!isRef(location) || !isRef(department)) return [];
  const same = ({ id, fields }: StoredRecord) =>
    id !== previous?.id && isIn(fields, "location", location.id) && isIn(fields, "department", department.id);
  if (!store.collections.departmentLocations.find(same)) return [];
  const message = `Location ${location.id} already has department ${department.id}.`;
  return [{ code: VIOLATION.exists, message, field: "location/id" }];
}
