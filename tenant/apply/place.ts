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
  const foundLocation = findByNameOrId(locations, location);
  if (!foundLocation)
    return { problems: [missingProblem("location", location, locations, "the tenant has no location")] };
  const units = await organization.businessUnits(foundLocation.id);
  const foundUnit = findByNameOrId(units, businessUnit);
  if (!foundUnit)
    return {
      problems: [
        missingProblem(
          "businessUnit",
          businessUnit,
          units,
          `the location "${foundLocation.name}" has no business unit`,
        ),
      ],
    };
  return { place: { location: foundLocation, businessUnit: foundUnit }, problems: [] };
}

type Matcher = (name: string, requested: string) => boolean;

/** From the strictest way to compare to the widest; the first that finds anything decides. */
const MATCHERS: readonly Matcher[] = [(a, b) => a === b, (a, b) => a.trim() === b.trim(), sameName];

/** The only one of that name or, failing that, the one of that id. */
function findByNameOrId(candidates: readonly Named[], requested: string | number): Named | undefined {
  const named = MATCHERS.map((fits) => candidates.filter(({ name }) => fits(name, String(requested))));
  const [only, ...others] = named.find((found) => found.length > 0) ?? [];
  return only && others.length === 0 ? only : candidates.find(({ id }) => String(id) === String(requested));
}

function missingProblem(path: string, requested: string | number, candidates: readonly Named[], what: string): Problem {
  const sameNamed = candidates.filter(({ name }) => sameName(name, String(requested)));
  if (sameNamed.length > 1) {
    const ids = sameNamed.map(({ id, name }) => [id, describeSpelling(name)].filter(Boolean).join(": "));
    return { path, message: `${JSON.stringify(requested)} is the name of several; give an id: ${ids.join("; ")}.` };
  }
  const names = candidates.map(({ name }) => name);
  const near = nearest(String(requested), names);
  const hint = near.length > 0 ? `; ${suggest(near)}` : `. There are: ${names.join(", ") || "none"}.`;
  return { path, message: `${what} ${typeof requested === "string" ? quoteName(requested) : requested}${hint}` };
}
