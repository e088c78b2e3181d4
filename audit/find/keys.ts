/** What tells one of several from the others: its name alone, or with its id where two have one name. */
export function keysFor<T extends { readonly id: number }>(
  all: readonly T[],
  nameOf: (one: T) => string,
): (one: T) => string {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(nameOf(one), (counts.get(nameOf(one)) ?? 0) + 1);
  return (one) => (counts.get(nameOf(one)) === 1 ? nameOf(one) : `${nameOf(one)}#${one.id}`);
}
