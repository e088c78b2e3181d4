import { noSuchField, type UnreadableBody, wrongType } from "../http/errors";
import { below } from "../http/jsonPlace";
import { MODELS } from "../quirks";
import { asDate, asDecimal, asFlag, asInt32, asText } from "./scalars";
import { type Account, type FieldSpec, type FieldValue, integer, type Ref, type Shape, text } from "./shape";

const TYPE_NAMES = {
  text: "System.String",
  integer: "System.Nullable`1[System.Int32]",
  number: "System.Nullable`1[System.Decimal]",
  flag: "System.Nullable`1[System.Boolean]",
  date: "System.Nullable`1[System.DateTime]",
  integers: "System.Collections.Generic.List`1[System.Int32]",
  account: `${MODELS}.MemberOffice365`,
  customFields: `System.Collections.Generic.List\`1[${MODELS}.CustomFieldValue]`,
} as const;

/** What the service calls the type of a field: `System.String`, `….Models.CompanyReference`. */
export const typeOfField = (name: string, { kind }: FieldSpec): string =>
  kind === "reference" ? `${MODELS}.${capital(name)}Reference` : TYPE_NAMES[kind];

/** What the service calls the type of an object. */
const typeOfObject = ({ resource }: Shape): string => `${MODELS}.${capital(resource)}`;

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/**
 * A JSON object as field values, names matched without regard to case (as the service's reader does), `id`, `_info` and
 * other read-only fields left out.
 * @throws ApiError 400 on an unknown field or a value of the wrong type.
 */
export function fieldsFromBody(shape: Shape, body: unknown): Record<string, FieldValue> {
  if (!isJsonObject(body)) throw wrongType("", body, typeOfObject(shape));
  const fields: Record<string, FieldValue> = {};
  for (const [key, value] of Object.entries(body)) {
    if (key === "_info") continue;
    const name = fieldName(shape, key);
    if (name === undefined) throw noSuchField(below("", key), key, typeOfObject(shape));
    const spec = shape.fields[name] as FieldSpec;
    if (spec.readOnly) continue;
    const converted = convert(spec, value);
    if (converted === undefined) throw misfit(below("", key), name, spec, value);
    fields[name] = converted;
  }
  return fields;
}

/** Blames the part of a value that doesn't fit: the id within a reference, the element of a list. */
function misfit(path: string, name: string, spec: FieldSpec, value: unknown): UnreadableBody {
  if (spec.kind === "integers" && Array.isArray(value)) {
    const index = value.findIndex((element) => asInt32(element) === undefined);
    return wrongType(`${path}[${index}]`, value[index], "System.Int32");
  }
  const parts = spec.kind === "reference" && isJsonObject(value) ? Object.entries(value) : [];
  for (const [key, part] of parts) {
    const partSpec = REFERENCE_PARTS[key.toLowerCase()];
    if (partSpec && convert(partSpec, part) === undefined) {
      return wrongType(below(path, key), part, typeOfField(key, partSpec));
    }
  }
  return wrongType(path, value, typeOfField(name, spec));
}

const REFERENCE_PARTS: Readonly<Record<string, FieldSpec>> = { id: integer, identifier: text(), name: text() };

export const isJsonObject = (body: unknown): body is Readonly<Record<string, unknown>> =>
  typeof body === "object" && body !== null && !Array.isArray(body);

/** The field of that name in any case. */
export function fieldName(shape: Shape, name: string): string | undefined {
  if (Object.hasOwn(shape.fields, name)) return name;
  const wanted = name.toLowerCase();
  return Object.keys(shape.fields).find((field) => field.toLowerCase() === wanted);
}

/**
 * A value as the field holds it; text becomes the number, flag or id that it writes, as Json.NET has it, and no text none.
 * @returns undefined when it isn't of the field's type
 */
export const convert = ({ kind }: FieldSpec, value: unknown): FieldValue | undefined =>
  value === null || value === undefined || (value === "" && UNSET_BY_NO_TEXT.has(kind))
    ? null
    : CONVERTERS[kind](value);

const UNSET_BY_NO_TEXT: ReadonlySet<FieldSpec["kind"]> = new Set(["integer", "number", "flag", "date"]);

const CONVERTERS: Record<FieldSpec["kind"], (value: unknown) => FieldValue | undefined> = {
  text: asText,
  integer: asInt32,
  number: asDecimal,
  flag: asFlag,
  date: asDate,
  integers: asIntegers,
  reference: (value) => (isJsonObject(value) ? asReference(value) : undefined),
  account: (value) => (isJsonObject(value) ? asAccount(value) : undefined),
  // No object has any, so that nothing is kept of what is sent.
  customFields: (value) => (Array.isArray(value) ? null : undefined),
};

function asIntegers(value: unknown): readonly number[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const numbers = value.map(asInt32);
  return numbers.every((number) => number !== undefined) ? numbers : undefined;
}

/** What says which record is meant, names of its parts in any case; which one it is, is for the store to say. Undefined when a part has the wrong type. */
function asReference(value: Readonly<Record<string, unknown>>): Ref | undefined {
  const parts: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) {
    const spec = REFERENCE_PARTS[key.toLowerCase()];
    const converted = spec && convert(spec, part);
    if (spec && converted === undefined) return undefined;
    if (converted !== undefined && converted !== null) parts[key.toLowerCase()] = converted;
  }
  return parts as Ref;
}

/** Undefined when a part is no text, or is none of the two. */
function asAccount(value: Readonly<Record<string, unknown>>): Account | undefined {
  const parts = Object.entries(value).map(([key, part]) => [key.toLowerCase(), convert(text(), part)] as const);
  if (parts.some(([key, part]) => !["id", "name"].includes(key) || part === undefined)) return undefined;
  return Object.fromEntries(parts.filter(([, part]) => part !== null));
}
