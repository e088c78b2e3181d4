import { type Account, type FieldSpec, type FieldValue, isRef, type Ref } from "./shape";

export const PATCH_OPS = ["add", "replace", "remove"] as const;
/** What the service itself tells of an object, and of what a reference leads to. */
export const INFO = "_info";

export type PatchOp = (typeof PATCH_OPS)[number];

/**
 * A field's whole value after an operation on a part of it, still to be converted: `id` of a reference, `0` of a list.
 * @returns undefined where the field has no such part
 */
export function patchedWithin(
  spec: FieldSpec,
  before: FieldValue,
  [part = "", ...deeper]: readonly string[],
  op: PatchOp,
  value: unknown,
): unknown {
  if (spec.kind === "reference" && part === INFO) return before;
  if (deeper.length > 0) return undefined;
  if (spec.kind === "reference") return referenceAfter(spec, before, part, op, value);
  if (spec.kind === "account") return accountAfter(before, part, op, value);
  if (spec.kind === "integers") return listAfter(Array.isArray(before) ? before : [], part, op, value);
  return undefined;
}

const LABELS = ["id", "identifier", "name"];

/**
 * What is set says alone which record is meant: a name beside an id would contradict it. A reference that the sandbox can't
 * resolve keeps its id under a new name. Assumed: it is unset when its id is removed.
 */
function referenceAfter(spec: FieldSpec, before: FieldValue, label: string, op: PatchOp, value: unknown): unknown {
  if (!LABELS.includes(label)) return undefined;
  const { [label]: _former, ...others }: Partial<Ref> = isRef(before) ? before : {};
  if (op === "remove") return label === "id" || Object.keys(others).length === 0 ? null : others;
  return label === "id" || spec.to ? { [label]: value } : { ...others, [label]: value };
}

function accountAfter(before: FieldValue, part: string, op: PatchOp, value: unknown): unknown {
  if (part !== "id" && part !== "name") return undefined;
  const { [part]: _former, ...others } = (before ?? {}) as Account;
  return op === "remove" ? others : { ...others, [part]: value };
}

/** By the place of an element, from 0, as in JSON Patch (RFC 6902): `add` puts one in front of it, `-` stands for the end. */
function listAfter(before: readonly unknown[], place: string, op: PatchOp, value: unknown): unknown {
  const index = place === "-" ? before.length : /^\d+$/.test(place) ? Number(place) : Number.POSITIVE_INFINITY;
  if (index > before.length || (index === before.length && op !== "add")) return undefined;
  return before.toSpliced(index, op === "add" ? 0 : 1, ...(op === "remove" ? [] : [value]));
}
