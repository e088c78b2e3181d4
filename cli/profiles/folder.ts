import path from "node:path";
import { InvalidInputError } from "../../core/model/errors";
import type { Profile } from "../../core/model/profile";
import { findProfile, profileIds } from "../../project/profiles";

/** Where the profiles are, seen from the project folder. */
const PROFILES = path.resolve("profiles");

/** @throws InvalidInputError when there is no such profile, or when it has problems */
export const profileOf = (id: string): Profile => findProfile(id, PROFILES);

/** @throws InvalidInputError where there is none: an empty answer would look like "all is well" */
export function knownIds(): string[] {
  const ids = profileIds(PROFILES);
  if (ids.length > 0) return ids;
  throw new InvalidInputError("No profiles", [
    { path: PROFILES, message: "no .yaml file there; run this in the project folder" },
  ]);
}
