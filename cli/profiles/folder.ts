import type { Profile } from "../../core/model/profile";
import type { FoundProfile } from "../../core/profile/library";
import { lookUp, profilesIn, usable } from "../../project/profiles";

/** Where one's own profiles are, seen from the project folder. */
const PROFILES = "profiles";

/** One's own profiles and the library's. */
export const profiles = profilesIn(PROFILES);

/** @throws InvalidInputError when there is no such profile */
export const lookUpProfile = (id: string): FoundProfile => lookUp(id, PROFILES, profiles);

/** @throws InvalidInputError when there is no such profile, or when it has problems */
export const profileOf = (id: string): Profile => usable(lookUpProfile(id));

/** `own`, `library`, or `own, instead of the library's` */
export const describeOrigin = ({ origin, shadowsLibrary }: FoundProfile): string =>
  shadowsLibrary ? `${origin}, instead of the library's` : origin;
