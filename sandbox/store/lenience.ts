import { type ApiError, invalidObject } from "../http/errors";
import type { Fields, FieldValue } from "../model/shape";
import type { FieldViolation } from "../model/validate";
import { VIOLATION } from "../quirks";
import type { Resource } from "../resources";
import { type Quirks, STATUS } from "../switches";

/** What a tenant makes of an object that breaks a rule, by its quirks: it refuses it in other words, mends it, or takes it. */
const RULES: Readonly<
  Record<string, { duplicate: "duplicateName" | "duplicateMember"; long: "longName" | "longIdentifier" }>
> = {
  securityRole: { duplicate: "duplicateName", long: "longName" },
  apiMember: { duplicate: "duplicateMember", long: "longIdentifier" },
  member: { duplicate: "duplicateMember", long: "longIdentifier" },
};

/** What a new object is made of, where that isn't all that was sent. */
export function fieldsAsStored(quirks: Quirks, { shape, unique }: Resource, fields: Fields): Fields {
  const rules = RULES[shape.resource];
  const name = unique === undefined ? undefined : fields[unique];
  if (!rules || unique === undefined || typeof name !== "string") return fields;
  const { maxLength } = shape.fields[unique] ?? {};
  const isRole = rules.long === "longName";
  const storedName = isRole ? { kept: name, lost: name.trim(), "end-lost": name.trimEnd() }[quirks.nameBlanks] : name;
  const cut = quirks[rules.long] === "cut" ? storedName.slice(0, maxLength) : storedName;
  const isActive = !isRole && quirks.memberMadeInactive === "active";
  return { ...fields, [unique]: cut, ...(isActive && { inactiveFlag: false }) };
}

/** Whether two names that the tenant finds as one may not both be there. */
export function isDuplicateName(
  quirks: Quirks,
  { shape }: Resource,
  existing: FieldValue | undefined,
  name: string,
): boolean {
  const existingName = String(existing);
  if (shape.resource !== "securityRole" || existingName === name) return true;
  const isBlank = existingName.trimEnd() !== existingName || name.trimEnd() !== name;
  return quirks[isBlank ? "duplicateBlank" : "duplicateCase"] === "refused";
}

/** The refusal of an object; undefined where the tenant takes it. */
export function refusalOf(
  quirks: Quirks,
  { shape, unique }: Resource,
  found: readonly FieldViolation[],
): ApiError | undefined {
  const answered = found.map((violation) => ({ violation, how: answerTo(quirks, shape.resource, unique, violation) }));
  const refused = answered.filter(({ how }) => how !== "made" && how !== "ignored");
  if (refused.length === 0) return undefined;
  const status = refused.map(({ how }) => STATUS[how]).find(Boolean);
  const violations = refused.map(({ violation, how }) =>
    how === "other-code" ? { ...violation, code: "ValidationFailed" } : violation,
  );
  return invalidObject(shape.resource, violations, status);
}

function answerTo(
  quirks: Quirks,
  resource: string,
  unique: string | undefined,
  { code, field }: FieldViolation,
): string {
  const rules = RULES[resource];
  if (code === VIOLATION.exists && rules) return quirks[rules.duplicate];
  if (code === VIOLATION.maxLength && field === unique && rules) return quirks[rules.long];
  return code === VIOLATION.reference && field !== "defaultDepartment/id" ? quirks.badReference : "refused";
}
