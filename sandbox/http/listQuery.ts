import { PAGE_SIZE } from "../quirks";

export interface OrderTerm {
  readonly path: readonly string[];
  readonly descending: boolean;
}

/** The parameters every list takes, read from a query string. Names are compared without regard to case. */
export interface ListQuery {
  readonly conditions: string | undefined;
  readonly orderBy: readonly OrderTerm[];
  /** Paths of the fields asked for; empty for all. */
  readonly fields: readonly (readonly string[])[];
  readonly page: number;
  readonly pageSize: number;
  /** Set in forward-only paging: records come in the order of their ids, after this one. */
  readonly pageId: number | undefined;
}

/** @param headers of the request, names in lower case: `pagination-type: forward-only` chooses that paging. */
export function readListQuery(search: URLSearchParams, headers: Readonly<Record<string, unknown>>): ListQuery {
  const parameter = lookup(search);
  const forwardOnly = String(headers["pagination-type"] ?? "").toLowerCase() === "forward-only";
  const pageId = parameter("pageid");
  return {
    conditions: parameter("conditions"),
    orderBy: forwardOnly ? [] : list(parameter("orderby")).map(orderTerm),
    fields: list(parameter("fields")).map((path) => path.split("/")),
    page: forwardOnly ? 1 : positive(parameter("page"), 1),
    pageSize: Math.min(positive(parameter("pagesize"), PAGE_SIZE.default), PAGE_SIZE.max),
    pageId: forwardOnly || pageId !== undefined ? Number(pageId ?? 0) || 0 : undefined,
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

function orderTerm(term: string): OrderTerm {
  const [path = "", direction = "asc"] = term.split(/\s+/);
  return { path: path.split("/"), descending: direction.toLowerCase() === "desc" };
}

/** Assumed: a page or size that is no positive integer counts as not given. */
function positive(value: string | undefined, otherwise: number): number {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : otherwise;
}
