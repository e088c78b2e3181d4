import { type FieldSpec, type FieldValue, isRef } from "../model/shape";
import { type Resource, TARGETS } from "../resources";
import type { StoredRecord } from "./collection";
import { labelOf } from "./label";
import type { Store } from "./store";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;

/** A record as the API answers it. Unset fields are left out; references carry their name and a link. */
export function render(store: Store, resource: Resource, record: StoredRecord, baseUrl: string): JsonObject {
  const out: Record<string, Json> = {};
  for (const [name, spec] of Object.entries(resource.shape.fields)) {
    const value = renderField(store, spec, fieldOf(store, resource, record, name), baseUrl);
    if (value !== undefined && !spec.writeOnly) out[name] = value;
  }
  out._info = { lastUpdated: record.lastUpdated, updatedBy: record.updatedBy };
  return out;
}

/** The stored or computed value of a field; `id` is the record's. */
export function fieldOf(store: Store, resource: Resource, record: StoredRecord, name: string): FieldValue | undefined {
  if (name === "id") return record.id;
  const computed = resource.computed?.[name];
  return computed ? computed(store, record) : (record.fields[name] ?? resource.shape.fields[name]?.initial);
}

function renderField(store: Store, spec: FieldSpec, value: FieldValue | undefined, baseUrl: string): Json | undefined {
  if (value === undefined || value === null) return spec.showNull ? null : undefined;
  if (spec.to && isRef(value)) return renderReference(store, TARGETS[spec.to], value.id, baseUrl);
  return value as Json;
}

/** `{id, name, _info}`; undefined when the object is gone. */
export function renderReference(store: Store, target: Resource, id: number, baseUrl: string): JsonObject | undefined {
  const record = store.collections[target.collection].get(id);
  if (!record) return undefined;
  const reference: Record<string, Json> = { id };
  for (const label of target.labels) {
    const value = labelOf(record, label);
    if (value !== undefined) reference[label] = value;
  }
  reference._info = { [`${target.noun}_href`]: `${baseUrl}${target.path}/${id}` };
  return reference;
}
