import type { StoredRecord } from "./collection";

/** A label of a reference. A member's name is its first and last name. */
export function labelOf({ fields }: StoredRecord, label: string): string | undefined {
  const value = fields[label];
  if (typeof value === "string") return value;
  if (label !== "name" || typeof fields.firstName !== "string") return undefined;
  return [fields.firstName, fields.lastName].filter((part) => typeof part === "string" && part !== "").join(" ");
}
