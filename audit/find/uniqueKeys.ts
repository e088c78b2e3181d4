/** What tells one of several from the others: its name alone, or with its id where two have one name. */
export function uniqueKeysFor<T extends { readonly id: number }>(
  all: readonly T[],
  nameOf: (object: T) => string,
): (object: T) => string {
  const counts = new Map<string, number>();
  for (const object of all) counts.set(nameOf(object), (counts.get(nameOf(object)) ?? 0) + 1);
  return (object) => (counts.get(nameOf(object)) === 1 ? nameOf(object) : `${nameOf(object)}#${object.id}`);
}
