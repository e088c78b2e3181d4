/** What became of an object between two snapshots. */
export type Fate = "new" | "gone" | "changed";

/** What is in either of two lists, by id: those that are gone last. */
export function pairById<T extends { readonly id: number }>(before: readonly T[], after: readonly T[]) {
  const [former, latter] = [before, after].map((list) => new Map(list.map((object) => [object.id, object])));
  const ids = new Set([...after, ...before].map(({ id }) => id));
  return [...ids].map((id) => ({ former: former?.get(id), latter: latter?.get(id) }));
}

export const fateOf = (former: unknown, latter: unknown): Fate => (former ? (latter ? "changed" : "gone") : "new");
