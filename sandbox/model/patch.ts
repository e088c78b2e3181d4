import { badRequest, invalidObject, wrongType } from "../http/errors";
import { MODELS, unknownPatchPath, VIOLATION, wrongPatchValue } from "../quirks";
import type { Quirks } from "../switches";
import { convert, typeOfField } from "./convert";
import { INFO, PATCH_OPS, type PatchOp, patchedWithin } from "./patchWithin";
import type { FieldSpec, Fields, FieldValue, Shape } from "./shape";

/** Fields after a PATCH, and the names of those it set. */
export interface Patched {
  readonly fields: Fields;
  readonly touched: ReadonlySet<string>;
}

interface Operation {
  readonly op: PatchOp;
  /** As it was sent. */
  readonly path: string;
  readonly value: unknown;
}

/**
 * ConnectWise's own dialect of JSON Patch: `[{"op":"replace","path":"defaultLocation","value":{"id":2}}]`.
 * `path` is the case-sensitive name of a field, with or without a slash in front; it may go on into a reference or a list
 * (`defaultLocation/id`, `teams/0`). A path to a read-only field changes nothing, nor does one to `_info`, which libraries that compare
 * two objects name, too.
 * @throws ApiError 400 on a body that is no list of operations, an unknown path, a value of the wrong type.
 */
export function applyPatch(shape: Shape, fields: Fields, body: unknown, quirks: Quirks): Patched {
  const patched: Record<string, FieldValue> = { ...fields };
  const touched = new Set<string>();
  for (const operation of done(operations(body, quirks), quirks)) {
    const [name = "", ...rest] = operation.path.replace(/^\//, "").split("/");
    if (name === INFO) continue;
    const spec = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
    if (!spec) throw unknownPath(shape, operation.path);
    const how = rest.length > 0 ? quirks.subPaths : spec.kind === "reference" ? quirks.patchReference : "written";
    if (spec.readOnly || how === "ignored") continue;
    if (how === "refused") throw unknownPath(shape, operation.path);
    const value = valueAfter(name, spec, patched[name] ?? null, rest, operation);
    if (value === undefined) throw unknownPath(shape, operation.path);
    patched[name] = value;
    touched.add(name);
  }
  return { fields: patched, touched };
}

/** Those of the operations that a tenant carries out. */
const done = (all: readonly Operation[], { patchSeveral }: Quirks): readonly Operation[] =>
  ({ all, first: all.slice(0, 1), last: all.slice(-1), none: all.length > 1 ? [] : all })[patchSeveral];

/** What a field holds after an operation; undefined where the path leads nowhere. */
function valueAfter(
  name: string,
  spec: FieldSpec,
  before: FieldValue,
  rest: readonly string[],
  { op, value }: Operation,
): FieldValue | undefined {
  const whole = rest.length === 0 ? (op === "remove" ? null : value) : patchedWithin(spec, before, rest, op, value);
  if (whole === undefined && rest.length > 0) return undefined;
  const converted = convert(spec, whole);
  if (converted === undefined) throw badRequest(wrongPatchValue(value, typeOfField(name, spec)));
  return converted;
}

const PATCH_BODY = `System.Collections.Generic.List\`1[${MODELS}.PatchOperation]`;

function operations(body: unknown, { patchOp }: Quirks): Operation[] {
  if (!Array.isArray(body)) throw wrongType("", body, PATCH_BODY);
  return body.map((entry: unknown, index) => {
    const { op, path, value } = named(entry);
    const word = PATCH_OPS.find((known) => known === (patchOp === "any-case" ? String(op).toLowerCase() : op));
    if (word === undefined) throw wrongType(`[${index}].op`, op, `${MODELS}.PatchOp`);
    if (typeof path !== "string") throw wrongType(`[${index}].path`, path, "System.String");
    return { op: word, path, value };
  });
}

/** The parts of an operation, their names in any case, as everywhere in a body. */
function named(entry: unknown): Record<string, unknown> {
  if (typeof entry !== "object" || entry === null) return {};
  return Object.fromEntries(Object.entries(entry).map(([key, value]) => [key.toLowerCase(), value]));
}

const unknownPath = (shape: Shape, path: string) =>
  invalidObject(shape.resource, [{ code: VIOLATION.invalid, message: unknownPatchPath(path), field: path }]);
