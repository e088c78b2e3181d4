import type { z } from "zod";
import { type FleetFile, fleetSchema } from "./schema";

/** More than the depth of the format: what is wrong inside a value that is taken out isn't looked for. */
const ROUNDS = 8;

type Parent = Record<PropertyKey, unknown>;

/**
 * The data without what its schema refuses, so that what can be said of the rest is said in one go with it; `undefined`
 * where nothing can be made of it.
 */
export function validPart(raw: unknown): FleetFile | undefined {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return undefined;
  const copy = structuredClone(raw) as Parent;
  for (let round = 0; round < ROUNDS; round++) {
    const { data, error } = fleetSchema.safeParse({ ...copy, name: "readable" });
    if (data) return data;
    for (const issue of error.issues) takeOut(copy, issue, []);
  }
  return undefined;
}

function takeOut(root: Parent, issue: z.core.$ZodIssue, above: readonly PropertyKey[]): void {
  const whole = [...above, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    for (const key of issue.keys) deleteKey(root, [...whole, key]);
    return;
  }
  const branch = issue.code === "invalid_union" ? issue.errors.find(isInside) : undefined;
  if (branch) {
    for (const inner of branch) takeOut(root, inner, whole);
    return;
  }
  // What is missing takes the value with it that lacks it.
  deleteKey(root, whole.reduce<unknown>(childOf, root) === undefined ? whole.slice(0, -1) : whole);
}

/** Whether a value is of a union's branch but for what is wrong deeper in it. */
const isInside = (issues: readonly z.core.$ZodIssue[]) =>
  issues.every(({ path, code }) => path.length > 0 || code === "unrecognized_keys");

const childOf = (parent: unknown, key: PropertyKey): unknown =>
  typeof parent === "object" && parent !== null ? (parent as Parent)[key] : undefined;

function deleteKey(root: Parent, path: readonly PropertyKey[]): void {
  const [parent, key] = [path.slice(0, -1).reduce<unknown>(childOf, root), path.at(-1)];
  if (typeof parent === "object" && parent !== null && key !== undefined) delete (parent as Parent)[key];
}
