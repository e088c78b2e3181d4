import { byText } from "../../review/rows";

/** Something, and the tenants it was seen in. */
export interface TenantValue<Value> {
  readonly value: Value;
  readonly tenants: readonly string[];
}

/** Equal things as one with the names of all their tenants in the order of the alphabet, the most tenants first. */
export function groupTenants<Value>(observed: Iterable<TenantValue<Value>>): TenantValue<Value>[] {
  const groups = new Map<string, { value: Value; names: Set<string> }>();
  for (const { value, tenants } of observed) {
    const key = JSON.stringify(value);
    const group = groups.get(key) ?? { value, names: new Set() };
    for (const tenant of tenants) group.names.add(tenant);
    groups.set(key, group);
  }
  return [...groups.values()]
    .map(({ value, names }) => ({ value, tenants: [...names].sort(byText) }))
    .sort((a, b) => b.tenants.length - a.tenants.length);
}

/**
 * What is in tenants' lists. Most tenants have the same list as others: that is told apart once, so that a thousand tenants
 * that lack a whole role don't take a thousand times the time of one.
 */
export const groupEach = <Value>(lists: Iterable<TenantValue<readonly Value[]>>): TenantValue<Value>[] =>
  groupTenants(lists).flatMap(({ value, tenants }) => value.map((one) => ({ value: one, tenants })));

type InVerbs<Cell extends { readonly verb: string }> = Omit<Cell, "verb"> & {
  verbs: Cell["verb"][];
  tenants: readonly string[];
};

/** Equal cells as one; those of one function that are alike in the same tenants are told with all their verbs. */
export function groupCells<Cell extends { readonly verb: string }>(
  observed: Iterable<TenantValue<Cell>>,
): InVerbs<Cell>[] {
  const groups = new Map<string, InVerbs<Cell>>();
  for (const { value, tenants } of groupTenants(observed)) {
    const { verb, ...cell } = value;
    const key = JSON.stringify([cell, tenants]);
    const group = groups.get(key) ?? { ...cell, verbs: [], tenants };
    group.verbs.push(verb);
    groups.set(key, group);
  }
  return [...groups.values()];
}
