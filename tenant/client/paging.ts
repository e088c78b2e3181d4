/**
 * The next page's path and query below `/apis/3.0`, from a `Link` header (`<url>; rel="next", …`). The link's host doesn't
 * count: a server behind a proxy may not know its own address, and the keys only ever go to the tenant's.
 * @param path of the list, for a link that has a query alone
 */
export function nextPage(link: unknown, path: string): string | undefined {
  if (typeof link !== "string") return undefined;
  const next = link.split(/,\s*(?=<)/).find((part) => /;\s*rel="?next"?/i.test(part));
  const target = next?.match(/<([^>]*)>/)?.[1];
  return target?.startsWith("?") ? path + target : target?.replace(/^.*?\/apis\/3\.0/i, "");
}

/** What a list was asked for that the address of its next page has lost: without it, that would be a page of another list. */
export function missingQuery(
  target: string,
  query: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const [, search] = target.split(/\?(.*)/s);
  const present = new Set([...new URLSearchParams(search).keys()].map((name) => name.toLowerCase()));
  return Object.fromEntries(Object.entries(query).filter(([name]) => !present.has(name.toLowerCase())));
}

/** A page by its path and parameters, whatever their order: the same page has the same key. */
export function pageKey(target: string, query: Readonly<Record<string, string>>): string {
  const [path = "", search] = target.split(/\?(.*)/s);
  const parameters = new URLSearchParams(search);
  for (const [name, value] of Object.entries(query)) parameters.set(name, value);
  parameters.sort();
  return `${path.toLowerCase()}?${parameters}`;
}

/** Pages are 25 items long unless asked for otherwise, and 1,000 at most; a gateway on the way may cap them, at a round number. */
const PAGE_UNIT = 25;

/** Whether a page has as many items as a full one may have, so that another could follow though no `Link` says so. */
export const mayBeFull = (items: number): boolean => items > 0 && items % PAGE_UNIT === 0;
