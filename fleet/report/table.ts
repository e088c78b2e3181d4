import { type Counts, type FleetView, STATES, type State } from "./view";
import { stateWord, sumOf } from "./words";

/** For people: the tenants that are in no group. */
export const NO_GROUP = "without a group";

/** The states that have a column: exact, and those that occur, the best first. */
export const shownStates = ({ totals, assignments }: FleetView): State[] =>
  STATES.toReversed().filter((state) => state === "exact" || totals[state] + assignments[state] > 0);

/** The totals as text: what is counted, how many there are, and how many in each state. */
export function totalsTable(view: FleetView): string[][] {
  const { totals, assignments, profiles, groups } = view;
  const states = shownStates(view);
  const row = (name: string, counts: Counts) => [
    name,
    ...[sumOf(counts), ...states.map((state) => counts[state])].map((count) => count.toLocaleString("en")),
  ];
  return [
    ["", "all", ...states.map((state) => stateWord(state, view))],
    row("Tenants", totals),
    row("Profiles of tenants", assignments),
    ...profiles.map(({ name, counts }) => row(`Profile ${name}`, counts)),
    ...groups.map(({ name, counts }) => row(name ? `Group ${name}` : `Tenants ${NO_GROUP}`, counts)),
  ];
}
