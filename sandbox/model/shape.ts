/**
 * How a resource's fields are described: one table per resource drives validation, PATCH, PUT, conditions and rendering,
 * so that a field behaves the same wherever it appears.
 */

/** Collections a reference can point to; every other reference (time zone, board, calendar …) is kept as it was sent. */
export const COLLECTIONS = [
  "securityRoles",
  "settings",
  "projectRoles",
  "projectSettings",
  "members",
  "memberTypes",
  "locations",
  "departments",
  "departmentLocations",
  "locales",
  "links",
  "standardNotes",
  "personas",
] as const;
export type CollectionName = (typeof COLLECTIONS)[number];

export type FieldKind =
  | "text"
  | "integer"
  | "number"
  | "flag"
  | "date"
  | "integers"
  | "reference"
  | "account"
  | "customFields";

export interface FieldSpec {
  readonly kind: FieldKind;
  readonly required?: true;
  /** The last release whose description doesn't require the field. */
  readonly requiredAfter?: string;
  /** May be left out of a POST only ("Required On Updates"). */
  readonly requiredOnUpdate?: true;
  readonly maxLength?: number;
  /** The values an enumeration may take. */
  readonly values?: readonly string[];
  /** Target of a reference that the sandbox can resolve. */
  readonly to?: CollectionName;
  /** Set by the service; writes are ignored. */
  readonly readOnly?: true;
  /** Accepted on a write and never returned (passwords). */
  readonly writeOnly?: true;
  /** What the service answers as long as nothing is set. */
  readonly initial?: string;
  /** Rendered as null when unset; other unset fields are left out. */
  readonly showNull?: true;
  /** The last release whose description lacks the field. */
  readonly after?: string;
}

export interface Shape {
  /** The word the service uses in messages and in `errors[].resource`, e.g. `securityRole`. */
  readonly resource: string;
  readonly fields: Readonly<Record<string, FieldSpec>>;
  /** Published without `_info`. */
  readonly bare?: true;
}

export interface Ref {
  readonly id: number;
  readonly [label: string]: unknown;
}

/** Somebody at another service: an id and a name of its own, both text (`MemberOffice365` of the description). */
export interface Account {
  readonly id?: string;
  readonly name?: string;
}

export type FieldValue = string | number | boolean | null | readonly number[] | Ref | Account;

/** Field values by name; an absent key and null both mean unset. */
export type Fields = Readonly<Record<string, FieldValue>>;

export const text = (maxLength?: number): FieldSpec =>
  maxLength === undefined ? { kind: "text" } : { kind: "text", maxLength };
export const integer: FieldSpec = { kind: "integer" };
export const decimal: FieldSpec = { kind: "number" };
export const flag: FieldSpec = { kind: "flag" };
export const date: FieldSpec = { kind: "date" };
export const integers: FieldSpec = { kind: "integers" };
export const oneOf = (...values: string[]): FieldSpec => ({ kind: "text", values });
export const reference = (to?: CollectionName): FieldSpec =>
  to === undefined ? { kind: "reference" } : { kind: "reference", to };

export const account: FieldSpec = { kind: "account" };
export const customFields: FieldSpec = { kind: "customFields" };

export const required = (spec: FieldSpec): FieldSpec => ({ ...spec, required: true });
export const requiredAfter = (release: string, spec: FieldSpec): FieldSpec => ({
  ...required(spec),
  requiredAfter: release,
});
export const requiredOnUpdate = (spec: FieldSpec): FieldSpec => ({ ...spec, requiredOnUpdate: true });
export const initially = (initial: string, spec: FieldSpec): FieldSpec => ({ ...spec, initial });
export const readOnly = (spec: FieldSpec): FieldSpec => ({ ...spec, readOnly: true });
export const writeOnly = (spec: FieldSpec): FieldSpec => ({ ...spec, writeOnly: true });

/** A field that descriptions have since some release after `release`. */
export const after = (release: string, spec: FieldSpec): FieldSpec => ({ ...spec, after: release });

/** The same spec for several names: `each(flag, "blockPriceFlag", "blockCostFlag")`. */
export function each(spec: FieldSpec, ...names: string[]): Record<string, FieldSpec> {
  return Object.fromEntries(names.map((name) => [name, spec]));
}

export function isRef(value: unknown): value is Ref {
  return typeof value === "object" && value !== null && typeof (value as { id?: unknown }).id === "number";
}
