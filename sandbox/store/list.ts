import { predicateOf, type ReaderOf } from "../conditions/evaluate";
import { parseConditions } from "../conditions/parse";
import { ApiError, badRequest } from "../http/errors";
import type { Filter, ListQuery, OrderTerm } from "../http/listQuery";
import type { FieldValue } from "../model/shape";
import { badField } from "../quirks";
import type { Resource } from "../resources";
import type { Quirks } from "../switches";
import type { StoredRecord } from "./collection";
import { childReaderFor, readerFor } from "./reader";
import type { Json, JsonObject } from "./render";
import type { Store } from "./store";

export interface Page {
  readonly records: readonly StoredRecord[];
  readonly total: number;
  readonly lastId: number | undefined;
}

/**
 * The records a filter accepts. No object of the sandbox has custom fields, so conditions on those accept none.
 * @throws ApiError 400 on conditions that cannot be read or name unknown fields
 */
export function matching(
  store: Store,
  resource: Resource,
  records: Iterable<StoredRecord>,
  { conditions, childConditions, customFieldConditions }: Filter,
): StoredRecord[] {
  const included = resource.includes ? [...records].filter(resource.includes) : [...records];
  const how = howCounted(conditions, store.quirks);
  if (how === "refused") throw badRequest(badField(String(conditions)));
  if (how === "empty") return [];
  const tests = [
    ...(conditions === undefined || how === "ignored"
      ? []
      : [predicateOf(parseConditions(conditions), readerFor(store, resource), store.textRules)]),
    ...(childConditions === undefined
      ? []
      : [predicateOf(parseConditions(childConditions), childReaderFor(store, resource), store.textRules)]),
  ];
  if (customFieldConditions !== undefined && parseConditions(customFieldConditions)) return [];
  return tests.length === 0 ? included : included.filter((record) => tests.every((test) => test(record)));
}

/** What becomes of conditions; of those on a part of a reference first. */
function howCounted(conditions: string | undefined, quirks: Quirks): Quirks["conditions"] {
  if (conditions === undefined) return "counted";
  return /\w\/\w/.test(conditions) && quirks.referenceId !== "counted" ? quirks.referenceId : quirks.conditions;
}

/** One page of the records that match, in the order asked for (assumed: by id when none is, as collections hold them). */
export function pageOf(store: Store, resource: Resource, records: Iterable<StoredRecord>, query: ListQuery): Page {
  const { pageId, pageSize } = query;
  const { listOrder, pagesApart } = store.quirks;
  const all = matching(store, resource, records, query);
  const matches = pageId === undefined ? all : all.filter(({ id }) => id > pageId);
  if (listOrder === "other-order" && !query.isForwardOnly) matches.reverse();
  const sorted =
    query.orderBy.length === 0 ? matches : matches.sort(ordering(query.orderBy, readerFor(store, resource)));
  const page = shownPage(query, Math.ceil(sorted.length / pageSize), store.quirks);
  const overlap = pagesApart === "overlap" && page > 1 ? 1 : 0;
  const following = sorted.slice((page - 1) * pageSize - overlap);
  const shown = following.slice(0, pageSize);
  const lastId = following.length > shown.length ? shown.at(-1)?.id : undefined;
  return { records: shown, total: sorted.length, lastId };
}

/** A page beyond the last one is empty, unless a quirk has it otherwise. @throws ApiError 404 or 400 */
function shownPage({ page }: ListQuery, last: number, { pageBeyond }: Quirks): number {
  if (page === 1 || page <= last || pageBeyond === "empty") return page;
  if (pageBeyond === "last") return Math.max(last, 1);
  if (pageBeyond === "first") return 1;
  throw new ApiError(pageBeyond === "not-found" ? 404 : 400, { ...badField(`page ${page}`), errors: null });
}

function ordering(terms: readonly OrderTerm[], readerOf: ReaderOf) {
  const keys = terms.map(({ path, descending }) => ({ read: readerOf(path).read, sign: descending ? -1 : 1 }));
  return (a: StoredRecord, b: StoredRecord): number => {
    for (const { read, sign } of keys) {
      const order = compare(read(a), read(b)) * sign;
      if (order !== 0) return order;
    }
    return a.id - b.id;
  };
}

/** Unset first, text without regard to case, as SQL Server sorts. */
function compare(a: FieldValue | undefined, b: FieldValue | undefined): number {
  const [left, right] = [a ?? null, b ?? null];
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  if (typeof left === "string" && typeof right === "string") {
    const [x, y] = [left.toLowerCase(), right.toLowerCase()];
    return x < y ? -1 : Number(x > y);
  }
  return Number(left) - Number(right);
}

/** Keeps what `fields=` names, in the object's own order; unknown names are ignored (assumed). */
export function project(object: JsonObject, paths: ListQuery["fields"]): JsonObject {
  if (paths.length === 0) return object;
  const entries = Object.entries(object).flatMap(([name, value]): [string, Json][] => {
    const requested = paths.filter(([head = ""]) => head.toLowerCase() === name.toLowerCase());
    if (requested.length === 0) return [];
    const deeper = requested.map(([, ...rest]) => rest);
    return [[name, deeper.some((rest) => rest.length === 0) ? value : projectInner(value, deeper)]];
  });
  return Object.fromEntries(entries);
}

function projectInner(value: Json, paths: ListQuery["fields"]): Json {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? project(value as JsonObject, paths) : value;
}
