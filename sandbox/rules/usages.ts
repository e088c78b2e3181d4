import { recordInUse } from "../http/errors";
import { standardNoteInfo } from "../model/info";
import { member } from "../model/member";
import { departmentLocation, location } from "../model/organisation";
import { type CollectionName, isRef, type Shape } from "../model/shape";
import type { StoredRecord } from "../store/collection";
import { labelOf } from "../store/label";
import type { Store } from "../store/store";

/** One record that refers to another (`Usage` of the published description, as `/usages/list` answers it). */
export interface Usage {
  /** Kind of the record, in words: `Member`. */
  readonly type: string;
  readonly typeKey: string;
  readonly id: number;
  readonly description: string;
  readonly collection: CollectionName;
}

/** Every kind of record that can refer to others, by the shape that has all its references. */
const REFERRING: readonly { collection: CollectionName; shape: Shape; type: string }[] = [
  { collection: "members", shape: member, type: "Member" },
  { collection: "locations", shape: location, type: "Location" },
  { collection: "departmentLocations", shape: departmentLocation, type: "Department Location" },
  { collection: "standardNotes", shape: standardNoteInfo, type: "Standard Note" },
];

/** The records that refer to one record of `target`, each once. */
export function usagesOf(store: Store, target: CollectionName, id: number): Usage[] {
  return REFERRING.flatMap(({ collection, shape, type }) => {
    const names = Object.keys(shape.fields).filter((name) => shape.fields[name]?.to === target);
    return [...store.collections[collection].all()]
      .filter(({ fields }) => names.some((name) => refersTo(fields[name], id)))
      .map((record) => ({
        type,
        typeKey: shape.resource,
        id: record.id,
        description: labelOf(record, "name") ?? String(record.id),
        collection,
      }));
  });
}

const refersTo = (value: unknown, id: number): boolean => isRef(value) && value.id === id;

/**
 * Deletes a record of a collection that nothing refers to.
 * @throws ApiError 409 while something does
 */
export function deleteUnused(collection: CollectionName) {
  return (store: Store, record: StoredRecord): void => {
    if (usagesOf(store, collection, record.id).length > 0) throw recordInUse(`${labelOf(record, "name")}`);
    store.remove(collection, record.id);
  };
}
