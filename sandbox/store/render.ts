import { levelCell } from "../model/securityRole";
import { type FieldSpec, type FieldValue, isRef } from "../model/shape";
import { type Resource, TARGETS } from "../resources";
import type { Quirks } from "../switches";
import type { StoredRecord } from "./collection";
import { labelOf } from "./label";
import type { Store } from "./store";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;

/** A record as the API answers it. Unset fields are left out; references carry their name and a link. */
export function render(store: Store, resource: Resource, record: StoredRecord, baseUrl: string): JsonObject {
  const out: Record<string, Json> = {};
  for (const [name, spec] of store.quirks.unset === "absent" ? shownFields(resource, record) : readable(resource)) {
    const value = renderField(store, spec, fieldOf(store, resource, record, name), baseUrl);
    if (value !== undefined) out[name] = value;
  }
  const lastUpdated = zoned(record.lastUpdated, store.quirks);
  if (!resource.shape.bare) out._info = { lastUpdated, updatedBy: record.updatedBy };
  return out;
}

const readable = ({ shape }: Resource): NamedSpec[] =>
  Object.entries(shape.fields).filter(([, { writeOnly }]) => !writeOnly);

type NamedSpec = readonly [name: string, spec: FieldSpec];

/** What `shownFields` worked out. Records are replaced, never changed, so it holds for as long as the record lives. */
const shown = new WeakMap<StoredRecord, Map<Resource, readonly NamedSpec[]>>();

/** The fields that a record may show under a resource: a member has a hundred, and most are unset. */
function shownFields(resource: Resource, record: StoredRecord): readonly NamedSpec[] {
  const specsByResource = shown.get(record) ?? new Map<Resource, readonly NamedSpec[]>();
  if (specsByResource.size === 0) shown.set(record, specsByResource);
  const found =
    specsByResource.get(resource) ??
    Object.entries(resource.shape.fields).filter(([name, spec]) => mayShow(resource, record, name, spec));
  specsByResource.set(resource, found);
  return found;
}

function mayShow({ computed }: Resource, { fields }: StoredRecord, name: string, spec: FieldSpec): boolean {
  if (spec.writeOnly) return false;
  const isSet = fields[name] !== undefined && fields[name] !== null;
  const isShownUnset = spec.showNull || spec.initial !== undefined || (spec.kind === "reference" && spec.required);
  return isSet || name === "id" || isShownUnset === true || computed?.[name] !== undefined;
}

/** The stored or computed value of a field; `id` is the record's. */
export function fieldOf(store: Store, resource: Resource, record: StoredRecord, name: string): FieldValue | undefined {
  if (name === "id") return record.id;
  const computed = resource.computed?.[name];
  return computed ? computed(store, record) : (record.fields[name] ?? resource.shape.fields[name]?.initial);
}

function renderField(store: Store, spec: FieldSpec, value: FieldValue | undefined, baseUrl: string): Json | undefined {
  const { quirks } = store;
  if (value === undefined || value === null) return unset(spec, quirks);
  if (spec.kind === "date") return zoned(String(value), quirks);
  if (spec === levelCell) return LEVEL_WORDS[quirks.levelWords](String(value));
  if (!spec.to || !isRef(value)) return value as Json;
  const reference = renderReference(store, TARGETS[spec.to], value.id, baseUrl);
  return reference && REFERENCES[quirks.references](reference);
}

/** Assumed: a reference that the description requires, and that leads nowhere, is shown with an id of null. */
function unset(spec: FieldSpec, quirks: Quirks): Json | undefined {
  if (spec === levelCell) return UNSET[quirks.missingCells];
  if (spec.kind === "reference" && spec.required)
    return { "id-null": { id: null }, absent: undefined, null: null }[quirks.emptyReference];
  if (spec.showNull) return null;
  return spec.kind !== "text" && quirks.unset === "blank" ? undefined : UNSET[quirks.unset];
}

/** A time, which is kept in UTC. */
const zoned = (time: string, { timeZones }: Quirks): string => time.replace(/Z$/, ZONES[timeZones]);
const ZONES = { utc: "Z", offset: "+00:00", unmarked: "" } as const;

const UNSET = { null: null, absent: undefined, blank: "" } as const;

const LEVEL_WORDS: Readonly<Record<Quirks["levelWords"], (level: string) => string>> = {
  three: (level) => level,
  "more-words": (level) => (level === "My" ? "Mine" : level),
  "other-case": (level) => level.toLowerCase(),
};

const REFERENCES: Readonly<Record<Quirks["references"], (reference: JsonObject) => JsonObject>> = {
  whole: (reference) => reference,
  "without-address": ({ _info, ...others }) => others,
  "id-alone": ({ id }) => ({ id: id ?? null }),
  "without-id": ({ id, ...others }) => others,
};

/** `{id, name, _info}`; undefined when the object is gone. */
export function renderReference(store: Store, target: Resource, id: number, baseUrl: string): JsonObject | undefined {
  const record = store.collections[target.collection].get(id);
  if (!record) return undefined;
  const href = `${baseUrl}${target.path}/${id}`;
  const cached = references.get(record);
  if (cached?.href === href) return cached.reference;
  const reference = referenceTo(record, target, href);
  references.set(record, { href, reference });
  return reference;
}

/** The last reference made to a record: a list repeats the same few roles and locations. */
const references = new WeakMap<StoredRecord, { readonly href: string; readonly reference: JsonObject }>();

function referenceTo(record: StoredRecord, { labels, noun }: Resource, href: string): JsonObject {
  const reference: Record<string, Json> = { id: record.id };
  for (const label of labels) {
    const value = labelOf(record, label);
    if (value !== undefined) reference[label] = value;
  }
  reference._info = { [`${noun}_href`]: href };
  return reference;
}
