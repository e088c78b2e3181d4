import { VERBS, type Verb } from "../../core/model/level";
import { byText } from "../../review/rows";
import type { AcceptedCell, AssignmentResult } from "../model/result";
import { groupCells, type TenantValue } from "./groupTenants";
import type { AcceptedView } from "./view";

/** What ends within that many days is marked. */
const SOON_DAYS = 14;
const DAY_MS = 86_400_000;

/** An accepted cell of a profile. */
export type AcceptedIn = AcceptedCell & { readonly profile: string; readonly verb: Verb };

export const acceptedCells = ({ profile, accepted }: AssignmentResult): AcceptedIn[] =>
  accepted.map((cell) => ({ profile, ...cell, verb: cell.verb as Verb }));

/** The deviations that somebody answers for; what ends first comes first. @param today `2026-01-31` */
export const acceptedOf = (cells: Iterable<TenantValue<AcceptedIn>>, today: string): AcceptedView[] =>
  groupCells(cells)
    .map((found): AcceptedView => {
      const verbs = VERBS.filter((verb) => found.verbs.includes(verb));
      return { ...found, verbs, ...endsOf(found.until, today) };
    })
    .sort((a, b) => byText(a.until, b.until) || b.tenants.length - a.tenants.length);

function endsOf(until: string, today: string): Pick<AcceptedView, "ends"> {
  const days = (Date.parse(until) - Date.parse(today)) / DAY_MS;
  if (days < 0) return { ends: "ended" };
  return days <= SOON_DAYS ? { ends: "soon" } : {};
}
