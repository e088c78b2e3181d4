/** Something, and the tenant it was seen in. */
export interface Seen<Value> {
  readonly value: Value;
  readonly tenant: string;
}

/** Several tenants' equal things as one with their names, the most tenants first. */
export function together<Value>(seen: Iterable<Seen<Value>>): { value: Value; tenants: string[] }[] {
  const groups = new Map<string, { value: Value; tenants: Set<string> }>();
  for (const { value, tenant } of seen) {
    const key = JSON.stringify(value);
    const group = groups.get(key) ?? { value, tenants: new Set() };
    group.tenants.add(tenant);
    groups.set(key, group);
  }
  return [...groups.values()]
    .map(({ value, tenants }) => ({ value, tenants: [...tenants] }))
    .sort((a, b) => b.tenants.length - a.tenants.length);
}

/** The same for cells: those of one function that are alike in the same tenants are told with all their verbs. */
export function cellsTogether<Cell extends { readonly verb: string }>(
  seen: Iterable<Seen<Cell>>,
): (Omit<Cell, "verb"> & { verbs: Cell["verb"][]; tenants: string[] })[] {
  const groups = new Map<string, Omit<Cell, "verb"> & { verbs: Cell["verb"][]; tenants: string[] }>();
  for (const { value, tenants } of together(seen)) {
    const { verb, ...rest } = value;
    const key = JSON.stringify([rest, tenants]);
    const group = groups.get(key) ?? { ...rest, verbs: [], tenants };
    group.verbs.push(verb);
    groups.set(key, group);
  }
  return [...groups.values()];
}
