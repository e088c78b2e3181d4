/** One address of a `Link` header. */
export interface LinkEntry {
  /** As it is written between the brackets. */
  readonly target: string;
  /** In small letters. */
  readonly relation: string;
  /** Its parameters, names in small letters. */
  readonly query: ReadonlyMap<string, string>;
}

/** Every address of a `Link` header, however it is written; none where there is no header. */
export function linksIn(header: string | undefined): LinkEntry[] {
  return [...(header ?? "").matchAll(/<([^>]*)>\s*;([^<]*)/g)].flatMap(([, target = "", rest = ""]) => {
    const relation = /\brel\s*=\s*"?([a-z]+)"?/i.exec(rest)?.[1];
    return relation === undefined ? [] : [{ target, relation: relation.toLowerCase(), query: queryOf(target) }];
  });
}

function queryOf(target: string): ReadonlyMap<string, string> {
  const search = new URLSearchParams(target.slice(target.indexOf("?") + 1));
  return new Map([...search].map(([name, value]) => [name.toLowerCase(), value]));
}

/** How a header is written. */
export function formOf(header: string): "quoted" | "bare" | "other-case" | undefined {
  if (/^<[^<>]*>; rel="[a-z]+"(?:, ?<[^<>]*>; rel="[a-z]+")*$/.test(header)) return "quoted";
  if (/^<[^<>]*>; ?rel=[a-z]+(?:, ?<[^<>]*>; ?rel=[a-z]+)*$/.test(header)) return "bare";
  return linksIn(header).length > 0 ? "other-case" : undefined;
}

export const relationsOf = (links: readonly LinkEntry[]): string =>
  links
    .map(({ relation }) => relation)
    .sort()
    .join();

export const nextOf = (links: readonly LinkEntry[]): LinkEntry | undefined =>
  links.find(({ relation }) => relation === "next");
