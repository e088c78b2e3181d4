import path from "node:path";
import type { Profile } from "../../core/model/profile";
import { findProfile, type ProfileFile, profileFiles } from "../../project/profiles";

/** Where a project's own profiles are, seen from its folder. */
const PROFILES = path.resolve("profiles");

/** @throws InvalidInputError when there is no such profile, or when it has problems */
export const profileOf = (id: string): Profile => findProfile(id, PROFILES);

/** The project's own profiles, then the library's that they don't replace. */
export const knownProfiles = (): ProfileFile[] => profileFiles(PROFILES);
