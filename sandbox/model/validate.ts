import type { Violation } from "../http/errors";
import { isRequired, VIOLATION } from "../quirks";
import type { FieldSpec, Fields, FieldValue, Shape } from "./shape";

export type FieldViolation = Omit<Violation, "resource">;

/** Documented (.NET's RequiredAttribute): text of blanks alone counts as none. */
const isUnset = (value: FieldValue | undefined): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");

/** What kind of write is checked: a new object, a whole one, or the fields a PATCH names. */
export type Write =
  | { readonly kind: "create" | "replace" }
  | { readonly kind: "patch"; readonly touched: ReadonlySet<string> };

/** Required fields, lengths and enumerations: every problem. */
export function violationsOf(shape: Shape, fields: Fields, write: Write): FieldViolation[] {
  const names = write.kind === "patch" ? write.touched : Object.keys(shape.fields);
  return [...names].flatMap((name) => {
    const spec = shape.fields[name];
    return (spec && violationOf(name, spec, fields[name], write)) ?? [];
  });
}

function violationOf(
  field: string,
  spec: FieldSpec,
  value: FieldValue | undefined,
  { kind }: Write,
): FieldViolation | undefined {
  const isNeeded = spec.required || (spec.requiredOnUpdate && kind !== "create");
  if (isNeeded && isUnset(value)) return { code: VIOLATION.required, message: isRequired(field), field };
  if (typeof value !== "string") return undefined;
  if (spec.maxLength !== undefined && value.length > spec.maxLength) {
    const message = `The field ${field} must be a string with a maximum length of ${spec.maxLength}.`;
    return { code: VIOLATION.maxLength, message, field };
  }
  if (spec.values && value !== "" && !spec.values.includes(value)) {
    return { code: VIOLATION.range, message: `The field ${field} must be one of ${spec.values.join(", ")}.`, field };
  }
  return undefined;
}
