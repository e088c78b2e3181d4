import type { Quirks } from "../switches";
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
export function linkHeader(
  { path, query: given }: Address,
  query: ListQuery,
  page: PagePosition,
  quirks: Quirks,
): string | undefined {
  if (quirks.linkNext === "absent") return undefined;
  const address = {
    path: pathOf(path, quirks),
    query: quirks.linkKeepsQuery === "kept" ? given : new URLSearchParams(),
  };
  if (query.isForwardOnly) return forwardOnly(address, query, page.lastId, quirks);
  const links = navigable(address, query, page.total, quirks);
  if (links.length > 0) return links.join(", ");
  return quirks.onlyPageLink === "empty" ? "" : undefined;
}

const RELATIONS = { four: ["prev", "first", "next", "last"], fewer: ["next"] };

function navigable(address: Address, { page, pageSize }: ListQuery, total: number, quirks: Quirks): string[] {
  const last = Math.ceil(total / pageSize);
  const follows = page < last || (quirks.linkLast === "next" && page === last);
  const targets: [rel: string, target: number][] = [
    ...(page > 1 && last > 0
      ? ([
          ["prev", Math.min(page - 1, last)],
          ["first", 1],
        ] as [string, number][])
      : []),
    ...(follows
      ? ([
          ["next", page + 1],
          ["last", last],
        ] as [string, number][])
      : []),
  ];
  return targets
    .filter(([rel]) => RELATIONS[quirks.linkRelations].includes(rel))
    .map(([rel, target]) => link(address, rel, ["page", "pagesize"], { pageSize, page: target }, quirks));
}

function forwardOnly(address: Address, { pageSize }: ListQuery, lastId: number | undefined, quirks: Quirks) {
  if (lastId === undefined) return quirks.forwardOnlyEnd === "empty" ? "" : undefined;
  return link(address, "next", ["page", "pagesize", "pageid"], { pageSize, pageId: lastId }, quirks);
}

/** What tells the page may be left out of the address: the rest is that of the request. */
function pathOf(path: string, { linkAddress, linkHost }: Quirks): string {
  const { origin, pathname } = new URL(path);
  if (linkAddress === "query") return "";
  if (linkAddress === "relative") return pathname;
  return linkHost === "asked" ? `${origin}${pathname}` : `http://psa.example${pathname}`;
}

const FORMS: Record<Quirks["linkForm"], (rel: string) => string> = {
  quoted: (rel) => `"${rel}"`,
  bare: (rel) => rel,
  "other-case": (rel) => `"${rel.charAt(0).toUpperCase()}${rel.slice(1)}"`,
};

/** @param replaced parameters that differ from page to page, in lower case; the rest of the query is kept */
function link(
  { path, query }: Address,
  rel: string,
  replaced: readonly string[],
  parameters: Readonly<Record<string, number>>,
  { linkForm }: Quirks,
): string {
  const target = new URLSearchParams(query);
  for (const name of [...target.keys()]) {
    if (replaced.includes(name.toLowerCase())) target.delete(name);
  }
  for (const [name, value] of Object.entries(parameters)) target.set(name, String(value));
  return `<${path}?${target}>; rel=${FORMS[linkForm](rel)}`;
}
