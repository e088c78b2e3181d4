import type { ListQuery } from "./listQuery";

/** Where a list was asked for. */
export interface Address {
  /** Absolute, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
}

/** What a page needs to name its neighbours. */
export interface PagePosition {
  /** Number of records that match, over all pages. */
  readonly total: number;
  /** Id of the last record of this page, for forward-only paging; undefined when nothing follows. */
  readonly lastId: number | undefined;
}

/**
 * The `Link` header of a page: absolute addresses that keep the rest of the query. The last page of forward-only paging has
 * an empty one; clients that read the last entry for the number of pages find it there as long as a page follows.
 * @returns undefined when there is no other page
 */
export function linkHeader(address: Address, query: ListQuery, { total, lastId }: PagePosition): string | undefined {
  if (query.isForwardOnly) return forwardOnly(address, query, lastId);
  const links = navigable(address, query, total);
  return links.length > 0 ? links.join(", ") : undefined;
}

function navigable(address: Address, { page, pageSize }: ListQuery, total: number): string[] {
  const last = Math.ceil(total / pageSize);
  const to = (target: number, rel: string) => link(address, rel, ["page", "pagesize"], { pageSize, page: target });
  return [
    ...(page > 1 && last > 0 ? [to(Math.min(page - 1, last), "prev"), to(1, "first")] : []),
    ...(page < last ? [to(page + 1, "next"), to(last, "last")] : []),
  ];
}

function forwardOnly(address: Address, { pageSize }: ListQuery, lastId: number | undefined): string {
  if (lastId === undefined) return "";
  return link(address, "next", ["page", "pagesize", "pageid"], { pageSize, pageId: lastId });
}

/** @param replaced parameters that differ from page to page, in lower case; the rest of the query is kept */
function link(
  { path, query }: Address,
  rel: string,
  replaced: readonly string[],
  parameters: Readonly<Record<string, number>>,
): string {
  const target = new URLSearchParams(query);
  for (const name of [...target.keys()]) {
    if (replaced.includes(name.toLowerCase())) target.delete(name);
  }
  for (const [name, value] of Object.entries(parameters)) target.set(name, String(value));
  return `<${path}?${target}>; rel="${rel}"`;
}
