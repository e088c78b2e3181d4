/**
 * The next page's path and query below `/apis/3.0`, from a `Link` header (`<url>; rel="next", …`).
 * The keys only ever go to the tenant's own origin: a link elsewhere ends the list.
 */
export function nextPage(link: unknown, origin: string): string | undefined {
  if (typeof link !== "string") return undefined;
  const next = link.split(/,\s*(?=<)/).find((part) => /;\s*rel="?next"?/i.test(part));
  const target = next?.match(/<([^>]*)>/)?.[1];
  if (target === undefined || new URL(target, origin).origin !== origin) return undefined;
  return target.replace(/^.*\/apis\/3\.0/i, "");
}
