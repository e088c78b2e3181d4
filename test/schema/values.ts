import type { Field, Shape } from "../../contract/published/shapes";

/** Ids of records that references may lead to, by the type of the reference. */
export type Targets = Readonly<Record<string, number>>;

/** What a client never sends: the service's own, and what the sandbox has none of. */
const NEVER_SENT = new Set(["id", "_info", "customFields"]);

export const isSent = (name: string): boolean => !NEVER_SENT.has(name);

/** Which fields a body has, and which of an enumeration's values, of short and longest texts, it takes. */
export interface Choice {
  readonly only?: "required";
  readonly variant: number;
  readonly targets: Targets;
}

/** A body that the description allows. */
export function bodyOf(shape: Shape, { only, variant, targets }: Choice): Record<string, unknown> {
  const fields = Object.entries(shape).filter(
    ([name, field]) => isSent(name) && (only === undefined || field.required),
  );
  return Object.fromEntries(fields.map(([name, field]) => [name, allowedValue(name, field, variant, targets)]));
}

/** A value that the description allows; another variant is another value where the type has several. */
export function allowedValue(name: string, { type, max }: Field, variant: number, targets: Targets): unknown {
  if (type.includes("|")) return type.split("|").at(variant % type.split("|").length);
  if (type === "string") return textOf(name, variant, max);
  const make = VALUES[type];
  if (make) return make(variant);
  const id = targets[type];
  return { id: id ?? variant };
}

/** As long as allowed, and different from variant to variant. */
function textOf(name: string, variant: number, max = 40): string {
  const text = `${variant}${name}`;
  return max < 2 ? "x" : text.padEnd(max, "x").slice(0, max);
}

const VALUES: Readonly<Record<string, (variant: number) => unknown>> = {
  integer: (variant) => variant,
  number: (variant) => variant + 0.5,
  boolean: (variant) => variant % 2 === 0,
  "date-time": (variant) => `2024-02-${10 + (variant % 20)}T00:00:00Z`,
  "list of integer": (variant) => [1, variant],
  MemberOffice365: (variant) => ({ id: `office-${variant}`, name: `Office ${variant}` }),
};

/** Values that the description doesn't allow, by what is wrong with them. */
export function wrongValues(shape: Shape): Record<string, Record<string, unknown>> {
  const sent = Object.entries(shape).filter(([name]) => isSent(name));
  const some = (value: (field: Field) => unknown, where: (field: Field) => boolean) =>
    Object.fromEntries(sent.filter(([, field]) => where(field)).map(([name, field]) => [name, value(field)]));
  return {
    tooLong: some(
      ({ max = 0 }) => "x".repeat(max + 1),
      ({ max }) => max !== undefined,
    ),
    noValueOfTheEnumeration: some(
      () => "Neither",
      ({ type }) => type.includes("|"),
    ),
    missing: some(
      () => null,
      ({ required }) => required,
    ),
    ofAnotherType: some(
      () => ({ no: [] }),
      ({ type }) => ["integer", "number", "boolean", "date-time", "list of integer"].includes(type),
    ),
  };
}
