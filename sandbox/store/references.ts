import type { CollectionName, Fields, FieldValue, Shape } from "../model/shape";
import type { FieldViolation } from "../model/validate";
import { VIOLATION } from "../quirks";
import type { StoredRecord } from "./collection";
import type { Store } from "./store";

/** References to stored objects as `{id}`, and those that point nowhere. */
export interface Resolved {
  readonly fields: Fields;
  readonly violations: readonly FieldViolation[];
}

/**
 * Finds what each reference means: by id, else by identifier or name.
 * @param before what stays where a reference leads nowhere, and the tenant takes that
 */
export function resolveReferences(store: Store, shape: Shape, fields: Fields, before: Fields = {}): Resolved {
  const resolved: Record<string, FieldValue> = { ...fields };
  const violations: FieldViolation[] = [];
  for (const [name, value] of Object.entries(fields)) {
    const spec = shape.fields[name];
    if (!spec?.to || typeof value !== "object" || value === null || Array.isArray(value)) continue;
    const target = findTarget(store, spec.to, value as Readonly<Record<string, unknown>>);
    if (target) resolved[name] = { id: target.id };
    else {
      resolved[name] = before[name] ?? null;
      violations.push(dangling(name, value));
    }
  }
  return { fields: resolved, violations };
}

function findTarget(
  store: Store,
  collection: CollectionName,
  reference: Readonly<Record<string, unknown>>,
): StoredRecord | undefined {
  if (typeof reference.id === "number") return store.collections[collection].get(reference.id);
  for (const label of ["identifier", "name"]) {
    const wanted = reference[label];
    if (typeof wanted === "string") return store.called(collection, label, wanted)[0];
  }
  return undefined;
}

export function sameText(a: unknown, b: string): boolean {
  return typeof a === "string" && a.toLowerCase() === b.toLowerCase();
}

function dangling(name: string, value: object): FieldViolation {
  const { id, identifier, name: label } = value as Record<string, unknown>;
  const message = `The ${name} ${id ?? identifier ?? label ?? ""} does not exist.`;
  return { code: VIOLATION.reference, message, field: `${name}/id` };
}
