import type { Violation } from "../http/errors";
import { VIOLATION } from "../quirks";
import type { FieldSpec, Fields, FieldValue, Shape } from "./shape";

export type FieldViolation = Omit<Violation, "resource">;

const isUnset = (value: FieldValue | undefined): boolean => value === undefined || value === null || value === "";

/**
 * Required fields, lengths and enumerations: every problem, in the order of the shape's fields.
 * @param only the fields a PATCH touched; without it, all.
 */
export function violationsOf(shape: Shape, fields: Fields, only?: ReadonlySet<string>): FieldViolation[] {
  return Object.entries(shape.fields)
    .filter(([name]) => only === undefined || only.has(name))
    .flatMap(([name, spec]) => violationOf(name, spec, fields[name]) ?? []);
}

function violationOf(field: string, spec: FieldSpec, value: FieldValue | undefined): FieldViolation | undefined {
  if (isUnset(value)) {
    return spec.required && { code: VIOLATION.required, message: `The field ${field} is required.`, field };
  }
  if (typeof value !== "string") return undefined;
  if (spec.maxLength !== undefined && value.length > spec.maxLength) {
    const message = `The field ${field} must be a string with a maximum length of ${spec.maxLength}.`;
    return { code: VIOLATION.maxLength, message, field };
  }
  if (spec.values && !spec.values.includes(value)) {
    return { code: VIOLATION.range, message: `The field ${field} must be one of ${spec.values.join(", ")}.`, field };
  }
  return undefined;
}
