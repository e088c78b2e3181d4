import type { ReportFleet } from "./state";
import { type Counts, type FleetView, STATES, type State, type TenantView, type Total } from "./view";

/** How many of some tenants, or of their profiles, are in each state. */
export function countStates(counted: Iterable<{ readonly state: State }>): Counts {
  const counts = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<State, number>;
  for (const { state } of counted) counts[state] += 1;
  return counts;
}

/** Whether nobody has anything to do: every tenant was seen to be exact, as it is asked to be now. */
export const isAllExact = ({ tenants }: FleetView): boolean =>
  tenants.every(({ state, stale }) => state === "exact" && stale !== "asked");

/** By profile, in the order of the fleet's file. */
export function profileTotals(fleet: ReportFleet, tenants: readonly TenantView[]): Total[] {
  const names = new Set(fleet.tenants.flatMap(({ profiles }) => profiles));
  const cells = tenants.flatMap((tenant) => tenant.cells);
  return [...names].map((name) => ({ name, counts: countStates(cells.filter(({ profile }) => profile === name)) }));
}

/** By group, in the order of the fleet's file, then the tenants without one. */
export function groupTotals(fleet: ReportFleet, tenants: readonly TenantView[]): Total[] {
  const names = new Set(fleet.tenants.flatMap(({ groups }) => groups));
  const alone = tenants.filter(({ groups }) => groups.length === 0);
  return [
    ...[...names].map((name) => ({
      name,
      counts: countStates(tenants.filter(({ groups }) => groups.includes(name))),
    })),
    ...(alone.length > 0 ? [{ name: "", counts: countStates(alone) }] : []),
  ];
}
