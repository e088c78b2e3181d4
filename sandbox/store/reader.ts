import { type FieldReader, type ReaderOf, UNSET_FLAG } from "../conditions/evaluate";
import { badRequest } from "../http/errors";
import { fieldName } from "../model/convert";
import { type Account, date, type FieldSpec, integer, isRef, text } from "../model/shape";
import { unknownName } from "../quirks";
import { type Resource, TARGETS } from "../resources";
import { labelOf } from "./label";
import { fieldOf } from "./render";
import type { Store } from "./store";

/** Reads fields of a resource's records by path, names in any case: `name`, `securityRole/id`, `_info/lastUpdated`. */
export function readerFor(store: Store, resource: Resource): ReaderOf {
  return (path) => {
    const reader = stampReader(path) ?? fieldReader(store, resource, path);
    if (!reader) throw badRequest(unknownName(path.join("/")));
    return reader;
  };
}

/** For `childConditions`: fields that are lists only, each by its name or as `teams/id`. */
export function childReaderFor(store: Store, resource: Resource): ReaderOf {
  return (path) => {
    const [head = "", ...rest] = path;
    const reader =
      rest.length === 0 || rest.join("/").toLowerCase() === "id" ? fieldReader(store, resource, [head]) : undefined;
    if (reader?.spec.kind !== "integers") throw badRequest(unknownName(path.join("/")));
    return reader;
  };
}

function stampReader(path: readonly string[]): FieldReader | undefined {
  const name = path.join("/").toLowerCase();
  if (name === "lastupdated" || name === "_info/lastupdated")
    return { spec: date, read: (record) => record.lastUpdated };
  if (name === "updatedby" || name === "_info/updatedby") return { spec: text(), read: (record) => record.updatedBy };
  return undefined;
}

function fieldReader(
  store: Store,
  resource: Resource,
  [head = "", ...rest]: readonly string[],
): FieldReader | undefined {
  const name = fieldName(resource.shape, head);
  const spec = name === undefined ? undefined : resource.shape.fields[name];
  if (name === undefined || spec === undefined) return undefined;
  const unset = spec.kind === "flag" && store.quirks.unsetFlag === "neither" ? UNSET_FLAG : undefined;
  const ownReader: FieldReader = { spec, read: (record) => fieldOf(store, resource, record, name) ?? unset };
  if (spec.kind === "account") return accountPart(ownReader, rest);
  if (rest.length === 0) return spec.kind === "reference" ? referenceId(ownReader) : ownReader;
  if (spec.kind !== "reference") return undefined;
  return spec.to ? throughReference(store, TARGETS[spec.to], ownReader, rest) : sentLabel(ownReader, rest);
}

/** `office365/id` and `office365/name`; `office365 = null` asks for its id. */
function accountPart({ read }: FieldReader, [part = "id", ...deeper]: readonly string[]): FieldReader | undefined {
  const name = (["id", "name"] as const).find((one) => one === part.toLowerCase());
  if (name === undefined || deeper.length > 0) return undefined;
  return { spec: text(), read: (record) => (read(record) as Account | null | undefined)?.[name] ?? null };
}

/** `defaultLocation = null` asks for the reference itself. */
function referenceId({ read }: FieldReader): FieldReader {
  const readId: FieldReader["read"] = (record) => {
    const value = read(record);
    return isRef(value) ? value.id : null;
  };
  return { spec: integer, read: readId };
}

function throughReference(
  store: Store,
  target: Resource,
  ownReader: FieldReader,
  rest: readonly string[],
): FieldReader | undefined {
  const inner = fieldReader(store, target, rest) ?? labelReader(target, rest);
  if (!inner) return undefined;
  const read: FieldReader["read"] = (record) => {
    const value = ownReader.read(record);
    const found = isRef(value) ? store.collections[target.collection].get(value.id) : undefined;
    return found && inner.read(found);
  };
  return { spec: inner.spec, read };
}

function labelReader(target: Resource, path: readonly string[]): FieldReader | undefined {
  const label = target.labels.find((name) => name.toLowerCase() === path.join("/").toLowerCase());
  return label === undefined ? undefined : { spec: text(), read: (record) => labelOf(record, label) };
}

/** References that the sandbox keeps as they were sent (time zone, board …). */
function sentLabel({ read }: FieldReader, [label = "", ...deeper]: readonly string[]): FieldReader | undefined {
  if (deeper.length > 0) return undefined;
  const spec: FieldSpec = label.toLowerCase() === "id" ? integer : text();
  const readLabel: FieldReader["read"] = (record) => {
    const value = read(record);
    if (!isRef(value)) return null;
    const found = Object.entries(value).find(([key]) => key.toLowerCase() === label.toLowerCase())?.[1];
    return typeof found === "string" || typeof found === "number" ? found : null;
  };
  return { spec, read: readLabel };
}
