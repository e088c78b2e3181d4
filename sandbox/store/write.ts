import { fieldsFromBody } from "../model/convert";
import { applyPatch } from "../model/patch";
import type { Fields, Shape } from "../model/shape";
import { type FieldViolation, violationsOf, type Write } from "../model/validate";
import { VIOLATION } from "../quirks";
import type { Resource } from "../resources";
import type { Quirks } from "../switches";
import type { StoredRecord } from "./collection";
import { fieldsAsStored, isDuplicateName, refusalOf } from "./lenience";
import { resolveReferences } from "./references";
import type { Store } from "./store";

/** POST. @throws ApiError 400 with every violation. */
export function createRecord(store: Store, resource: Resource, body: unknown, by: string): StoredRecord {
  const requestedFields = fieldsAsStored(store.quirks, resource, fieldsFromBody(resource.shape, body));
  const fields = checked(store, resource, complete(resource, requestedFields), { kind: "create" });
  if (resource.create) return resource.create(store, fields, by);
  return store.insert(resource.collection, fields, by);
}

/** PUT: what is left out becomes null or its default; read-only fields stay. @throws ApiError 400 */
export function replaceRecord(store: Store, resource: Resource, record: StoredRecord, body: unknown, by: string) {
  const written = complete(resource, fieldsFromBody(resource.shape, body));
  const fields = checked(
    store,
    resource,
    { ...keptOnReplace(resource, record.fields), ...written },
    { kind: "replace" },
    record,
  );
  return store.update(resource.collection, record, fields, by);
}

/** A PATCH, and how its company reads one. */
interface PatchRequest {
  readonly store: Store;
  readonly body: unknown;
  readonly quirks: Quirks;
}

/** PATCH. Only the fields it touches are checked for themselves; one that sets nothing leaves the record alone. @throws ApiError 400 */
export function patchRecord(request: PatchRequest, resource: Resource, record: StoredRecord, by: string) {
  const { store, body, quirks } = request;
  const { fields, touched } = applyPatch(resource.shape, record.fields, body, quirks);
  if (touched.size === 0) return record;
  const derived = resource.derive ? resource.derive(fields) : fields;
  return store.update(
    resource.collection,
    record,
    checked(store, resource, derived, { kind: "patch", touched }, record),
    by,
  );
}

function complete(resource: Resource, fields: Fields): Fields {
  const completed = { ...resource.defaults, ...fields };
  return resource.derive ? resource.derive(completed) : completed;
}

/** What a PUT cannot reach: read-only fields, and those that another view of the same record shows. */
function keptOnReplace({ shape }: Resource, fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => {
      const spec = shape.fields[name];
      return spec === undefined || spec.readOnly;
    }),
  );
}

function checked(store: Store, resource: Resource, given: Fields, write: Write, previous?: StoredRecord): Fields {
  const fields = timed(store, resource.shape, given);
  const resolved = resolveReferences(store, resource.shape, fields, previous?.fields);
  const violations = [
    ...violationsOf(resource.shape, fields, write),
    ...resolved.violations,
    ...duplicate(store, resource, fields, previous),
    ...(resource.check?.(store, resolved.fields, previous) ?? []),
  ];
  const refusal = refusalOf(store.quirks, resource, violations);
  if (refusal) throw refusal;
  return resolved.fields;
}

/** Its times as the tenant writes them. */
function timed(store: Store, { fields: specs }: Shape, fields: Fields): Fields {
  const times = Object.entries(fields).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" && specs[name]?.kind === "date" ? [[name, store.timestamp(new Date(value))]] : [],
  );
  return times.length === 0 ? fields : { ...fields, ...Object.fromEntries(times) };
}

function duplicate(store: Store, resource: Resource, fields: Fields, previous?: StoredRecord): FieldViolation[] {
  const field = resource.unique;
  const value = field === undefined ? undefined : fields[field];
  if (field === undefined || typeof value !== "string") return [];
  const others = store
    .called(resource.collection, field, value)
    .filter(
      ({ id, fields: theirs }) => id !== previous?.id && isDuplicateName(store.quirks, resource, theirs[field], value),
    );
  if (others.length === 0) return [];
  return [{ code: VIOLATION.exists, message: `The ${field} ${value} is already in use.`, field }];
}
