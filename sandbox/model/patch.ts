import { badRequest, invalidObject } from "../http/errors";
import { unknownPatchPath, VIOLATION, wrongBodyType } from "../quirks";
import { convert } from "./convert";
import type { Fields, FieldValue, Shape } from "./shape";

/** Fields after a PATCH, and the names of those it set. */
export interface Patched {
  readonly fields: Fields;
  readonly touched: ReadonlySet<string>;
}

interface Operation {
  readonly op: "add" | "replace" | "remove";
  readonly path: string;
  readonly value: unknown;
}

/**
 * ConnectWise's own dialect of JSON Patch: `[{"op":"replace","path":"defaultLocation","value":{"id":2}}]`.
 * `path` is the bare, case-sensitive name of a field; a reference is replaced whole; a sub-path such as
 * `defaultLocation/id` is accepted and changes nothing; so does a path to a read-only field.
 * @throws ApiError 400 on a body that is no list of operations, an unknown path, a value of the wrong type.
 */
export function applyPatch(shape: Shape, fields: Fields, body: unknown): Patched {
  const patched: Record<string, FieldValue> = { ...fields };
  const touched = new Set<string>();
  for (const { op, path, value } of operations(body)) {
    const [name = "", ...rest] = path.split("/");
    const spec = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
    if (!spec) throw unknownPath(shape, path);
    if (spec.readOnly || rest.length > 0) continue;
    patched[name] = op === "remove" ? null : convert(name, spec, value);
    touched.add(name);
  }
  return { fields: patched, touched };
}

function operations(body: unknown): Operation[] {
  if (!Array.isArray(body)) throw badRequest(wrongBodyType("", body ?? null, "List`1[PatchOperation]"));
  return body.map((entry: unknown, index) => {
    const { op, path, value } = (entry ?? {}) as Record<string, unknown>;
    if (op !== "add" && op !== "replace" && op !== "remove") {
      throw badRequest(wrongBodyType(`[${index}].op`, op ?? null, "PatchOp"));
    }
    if (typeof path !== "string") throw badRequest(wrongBodyType(`[${index}].path`, path ?? null, "String"));
    return { op, path, value };
  });
}

const unknownPath = (shape: Shape, path: string) =>
  invalidObject(shape.resource, [{ code: VIOLATION.invalid, message: unknownPatchPath(path), field: path }]);
