import { badRequest } from "../http/errors";
import { unknownBodyField, wrongBodyType } from "../quirks";
import type { Account, FieldSpec, FieldValue, Ref, Shape } from "./shape";

const TYPE_NAME = {
  text: "String",
  integer: "Int32",
  number: "Decimal",
  flag: "Boolean",
  date: "DateTime",
  integers: "List`1",
  reference: "Reference",
  account: "MemberOffice365",
} as const;

/**
 * A JSON object as field values, names matched without regard to case (as the service's reader does), `id`, `_info` and
 * other read-only fields left out.
 * @throws ApiError 400 on an unknown field or a value of the wrong type.
 */
export function fieldsFromBody(shape: Shape, body: unknown): Record<string, FieldValue> {
  if (!isJsonObject(body)) throw badRequest(wrongBodyType("", body ?? null, typeName(shape)));
  const fields: Record<string, FieldValue> = {};
  for (const [key, value] of Object.entries(body)) {
    if (isMetadata(key)) continue;
    const name = fieldName(shape, key);
    if (name === undefined) throw badRequest(unknownBodyField(key, typeName(shape)));
    const spec = shape.fields[name] as FieldSpec;
    if (!spec.readOnly) fields[name] = convert(name, spec, value);
  }
  return fields;
}

export const isJsonObject = (body: unknown): body is Readonly<Record<string, unknown>> =>
  typeof body === "object" && body !== null && !Array.isArray(body);

/** Every object carries these; clients send back what they read. */
const isMetadata = (key: string): boolean => key === "_info" || key.toLowerCase() === "customfields";

/** The field of that name in any case. */
export function fieldName(shape: Shape, name: string): string | undefined {
  if (Object.hasOwn(shape.fields, name)) return name;
  const wanted = name.toLowerCase();
  return Object.keys(shape.fields).find((field) => field.toLowerCase() === wanted);
}

/** @throws ApiError 400 when the value isn't of the field's type. */
export function convert(name: string, spec: FieldSpec, value: unknown): FieldValue {
  if (value === null || value === undefined) return null;
  const converted = CONVERTERS[spec.kind](value);
  if (converted === undefined) throw badRequest(wrongBodyType(name, value, TYPE_NAME[spec.kind]));
  return converted;
}

const CONVERTERS: Record<FieldSpec["kind"], (value: unknown) => FieldValue | undefined> = {
  text: (value) => (typeof value === "string" ? value : undefined),
  integer: (value) => (isInt32(value) ? value : undefined),
  number: (value) => (Number.isFinite(value) ? (value as number) : undefined),
  flag: (value) => (typeof value === "boolean" ? value : undefined),
  date: (value) => (typeof value === "string" ? asDate(value) : undefined),
  integers: (value) => (Array.isArray(value) && value.every(isInt32) ? (value as number[]) : undefined),
  reference: (value) => (typeof value === "object" && !Array.isArray(value) ? asReference(value as object) : undefined),
  account: (value) => (isJsonObject(value) ? asAccount(value) : undefined),
};

const isInt32 = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) === ((value as number) | 0);

const ISO_DATE = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?$/i;

/** As the service writes dates, whatever precision they were sent in: UTC, to the second. */
function asDate(value: string): string | undefined {
  const time = ISO_DATE.test(value) ? new Date(value) : undefined;
  return time && !Number.isNaN(time.getTime()) ? `${time.toISOString().slice(0, 19)}Z` : undefined;
}

/** What says which record is meant; which one it is, is for the store to say. Undefined when a part has the wrong type. */
function asReference(value: object): Ref | undefined {
  const { id, identifier, name } = value as Record<string, unknown>;
  const labels = Object.entries({ identifier, name }).filter(([, label]) => label !== undefined && label !== null);
  if (labels.some(([, label]) => typeof label !== "string")) return undefined;
  if (id === undefined || id === null) return Object.fromEntries(labels) as unknown as Ref;
  return isInt32(id) ? { id, ...Object.fromEntries(labels) } : undefined;
}

/** Undefined when a part isn't text, or is none of the two. */
function asAccount(value: Readonly<Record<string, unknown>>): Account | undefined {
  const parts = Object.entries(value).map(([key, part]) => [key.toLowerCase(), part] as const);
  if (parts.some(([key, part]) => !["id", "name"].includes(key) || (part !== null && typeof part !== "string")))
    return undefined;
  return Object.fromEntries(parts.filter(([, part]) => part !== null));
}

const typeName = (shape: Shape): string => shape.resource.charAt(0).toUpperCase() + shape.resource.slice(1);
