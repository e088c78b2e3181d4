import type { Problem } from "../../core/model/errors";
import type { Named } from "../../core/model/member";
import { sameName } from "../../core/model/name";
import { nearest, suggest } from "../../core/profile/match";
import { describeSpelling, quoteName } from "../../core/text/invisible";
import type { Organization } from "../gateway";

/** A location and a business unit that belong together. */
export interface Place {
  readonly location: Named;
  readonly businessUnit: Named;
}

/**
 * Finds a location and one of its business units by name (in any case) or id. Either is required: a member without
 * them can't sync. Source: both vendors' and the API's rule that the two belong together.
 */
export async function findPlace(
  organization: Organization,
  location: string | number,
  businessUnit: string | number,
): Promise<{ place?: Place; problems: Problem[] }> {
  const locations = await organization.locations();
  const foundLocation = find(locations, location);
  if (!foundLocation) return { problems: [missing("location", location, locations, "the tenant has no location")] };
  const units = await organization.businessUnits(foundLocation.id);
  const foundUnit = find(units, businessUnit);
  if (!foundUnit)
    return {
      problems: [
        missing("businessUnit", businessUnit, units, `the location "${foundLocation.name}" has no business unit`),
      ],
    };
  return { place: { location: foundLocation, businessUnit: foundUnit }, problems: [] };
}

type Fits = (name: string, wanted: string) => boolean;

/** From the strictest way to compare to the widest; the first that finds anything decides. */
const WAYS: readonly Fits[] = [(a, b) => a === b, (a, b) => a.trim() === b.trim(), sameName];

/** The only one of that name or, failing that, the one of that id. */
function find(known: readonly Named[], wanted: string | number): Named | undefined {
  const named = WAYS.map((fits) => known.filter(({ name }) => fits(name, String(wanted))));
  const [only, ...others] = named.find((found) => found.length > 0) ?? [];
  return only && others.length === 0 ? only : known.find(({ id }) => String(id) === String(wanted));
}

function missing(path: string, wanted: string | number, known: readonly Named[], what: string): Problem {
  const twice = known.filter(({ name }) => sameName(name, String(wanted)));
  if (twice.length > 1) {
    const ids = twice.map(({ id, name }) => [id, describeSpelling(name)].filter(Boolean).join(": "));
    return { path, message: `${JSON.stringify(wanted)} is the name of several; give an id: ${ids.join("; ")}.` };
  }
  const names = known.map(({ name }) => name);
  const near = nearest(String(wanted), names);
  const there = near.length > 0 ? `; ${suggest(near)}` : `. There are: ${names.join(", ") || "none"}.`;
  return { path, message: `${what} ${typeof wanted === "string" ? quoteName(wanted) : wanted}${there}` };
}
