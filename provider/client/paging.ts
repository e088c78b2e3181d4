/**
 * The next page's path and query below `/apis/3.0`, from a `Link` header (`<url>; rel="next", …`). The link's host doesn't
 * count: a server behind a proxy may not know its own address, and the keys only ever go to the tenant's.
 */
export function nextPage(link: unknown): string | undefined {
  if (typeof link !== "string") return undefined;
  const next = link.split(/,\s*(?=<)/).find((part) => /;\s*rel="?next"?/i.test(part));
  const target = next?.match(/<([^>]*)>/)?.[1];
  return target?.replace(/^.*?\/apis\/3\.0/i, "");
}

/** A page by its path and parameters, whatever their order: the same page has the same key. */
export function pageKey(target: string, query: Readonly<Record<string, string>>): string {
  const { pathname, searchParams } = new URL(target, "http://tenant");
  for (const [name, value] of Object.entries(query)) searchParams.set(name, value);
  searchParams.sort();
  return `${pathname.toLowerCase()}?${searchParams}`;
}
