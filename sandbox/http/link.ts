import type { ListQuery } from "./listQuery";

/** What a page needs to name its neighbours. */
export interface PagePosition {
  /** Number of records that match, over all pages. */
  readonly total: number;
  /** Id of the last record of this page, for forward-only paging; undefined when nothing follows. */
  readonly lastId: number | undefined;
}

/**
 * The `Link` header of a page: absolute addresses that keep the rest of the query.
 * @returns undefined when there is no other page
 */
export function linkHeader(url: URL, query: ListQuery, { total, lastId }: PagePosition): string | undefined {
  const links = query.pageId === undefined ? navigable(url, query, total) : forwardOnly(url, query, lastId);
  return links.length > 0 ? links.join(", ") : undefined;
}

function navigable(url: URL, { page, pageSize }: ListQuery, total: number): string[] {
  const last = Math.ceil(total / pageSize);
  const to = (target: number, rel: string) => link(url, rel, { pageSize, page: target });
  return [
    ...(page < last ? [to(page + 1, "next"), to(last, "last")] : []),
    ...(page > 1 && last > 0 ? [to(Math.min(page - 1, last), "prev"), to(1, "first")] : []),
  ];
}

function forwardOnly(url: URL, { pageSize }: ListQuery, lastId: number | undefined): string[] {
  return lastId === undefined ? [] : [link(url, "next", { pageSize, pageId: lastId })];
}

function link(url: URL, rel: string, parameters: Readonly<Record<string, number>>): string {
  const target = new URL(url);
  const replaced = new Set(["page", "pagesize", "pageid"]);
  for (const name of [...target.searchParams.keys()]) {
    if (replaced.has(name.toLowerCase())) target.searchParams.delete(name);
  }
  for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, String(value));
  return `<${target.href}>; rel="${rel}"`;
}
