import { badField, badOrder, PAGE_SIZE } from "../quirks";
import { comesAfter } from "../release";
import type { Quirks } from "../switches";
import { badRequest } from "./errors";

export interface OrderTerm {
  readonly path: readonly string[];
  readonly descending: boolean;
}

/** Which records a list or a count is about, in the language of conditions. */
export interface Filter {
  readonly conditions: string | undefined;
  /** About the elements of fields that are lists. */
  readonly childConditions: string | undefined;
  readonly customFieldConditions: string | undefined;
}

/** The parameters every list takes, read from a query string. Names are compared without regard to case. */
export interface ListQuery extends Filter {
  readonly orderBy: readonly OrderTerm[];
  /** Paths of the fields asked for; empty for all. Assumed: `columns` means the same. */
  readonly fields: readonly (readonly string[])[];
  readonly page: number;
  readonly pageSize: number;
  /** Records come in the order of their ids, one page, and the next one's `pageId`. */
  readonly isForwardOnly: boolean;
  /** One condition more: ids greater than this. */
  readonly pageId: number | undefined;
}

/** Documented: forward-only paging came with 2018.5. */
const BEFORE_FORWARD_ONLY = "2018.4";

/**
 * @param headers of the request, names in lower case: `pagination-type: forward-only` chooses that paging.
 * @param release that the tenant runs
 * @param quirks what of it is otherwise
 * @throws ApiError 400 on an `orderBy` that isn't `field`, `field asc` or `field desc`
 */
export function readListQuery(
  search: URLSearchParams,
  headers: Readonly<Record<string, unknown>>,
  release: string,
  quirks: Quirks,
): ListQuery {
  const parameter = lookup(search);
  const hasForwardOnly = comesAfter(release, BEFORE_FORWARD_ONLY);
  const isForwardOnly = hasForwardOnly && String(headers["pagination-type"]).toLowerCase() === "forward-only";
  const pageId = hasForwardOnly ? parameter("pageid") : undefined;
  return {
    conditions: parameter("conditions"),
    childConditions: parameter("childconditions"),
    customFieldConditions: parameter("customfieldconditions"),
    orderBy: isForwardOnly ? [] : list(parameter("orderby")).map(orderTerm),
    fields: fieldPaths(list(parameter("fields") ?? parameter("columns")), quirks),
    page: isForwardOnly ? 1 : positive(parameter("page"), 1),
    pageSize: pageSizeOf(parameter("pagesize"), quirks),
    isForwardOnly,
    pageId: pageId === undefined ? undefined : Number(pageId) || 0,
  };
}

function lookup(search: URLSearchParams): (name: string) => string | undefined {
  const byName = new Map([...search].map(([name, value]) => [name.toLowerCase(), value]));
  return (name) => byName.get(name) || undefined;
}

const list = (value: string | undefined): string[] =>
  (value ?? "")
    .split(",")
    .map((item) => item.trim())
    .filter(Boolean);

function fieldPaths(names: readonly string[], { fields }: Quirks): ListQuery["fields"] {
  if (names.length === 0 || fields === "whole") return [];
  if (fields === "refused") throw badRequest(badField(names.join(",")));
  return [...names, ...(fields === "with-info" ? ["_info"] : [])].map((path) => path.split("/"));
}

const DEFAULT_SIZE = { "twenty-five": PAGE_SIZE.default, more: 50, fewer: 10 } as const;
/** What a tenant gives that caps pages at less than is published. */
const FEWER = 50;

function pageSizeOf(text: string | undefined, { pageSize, pageSizeAboveMax, defaultPageSize }: Quirks): number {
  const otherwise = DEFAULT_SIZE[defaultPageSize];
  const size = pageSize === "ignored" ? otherwise : positive(text, otherwise);
  if (pageSize === "fewer") return Math.min(size, FEWER);
  if (size <= PAGE_SIZE.max) return size;
  if (pageSizeAboveMax === "refused") throw badRequest(badField(`pageSize ${size}`));
  return { capped: PAGE_SIZE.max, whole: size, default: otherwise }[pageSizeAboveMax];
}

function orderTerm(term: string): OrderTerm {
  const [path = "", direction = "asc", ...rest] = term.split(/\s+/);
  if (rest.length > 0 || !/^(asc|desc)$/i.test(direction)) throw badRequest(badOrder(term));
  return { path: path.split("/"), descending: direction.toLowerCase() === "desc" };
}

/** Assumed: a page or size that is no positive integer counts as not given. */
function positive(value: string | undefined, otherwise: number): number {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : otherwise;
}
