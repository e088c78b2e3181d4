import { distinctProblems, type Problem } from "../../core/model/errors";
import type { Profiles } from "../../core/profile/library";
import { type IndexedProfile, indexProfile } from "../../core/profile/names";

/** The profiles beside a fleet's file, and those of this package; each is read once. */
export interface ProfileLibrary {
  /** Of every file in the two folders. */
  readonly ids: readonly string[];
  /** `undefined` where there is no such file, or it has problems. */
  get(id: string): IndexedProfile | undefined;
  /** Of the files that were asked for, and of those that they build on. */
  readonly problems: readonly Problem[];
}

/** @param wanted the ids to read; those that have no file are left out */
export function openLibrary(library: Profiles, wanted: readonly string[]): ProfileLibrary {
  const read = wanted.flatMap((id) => library.find(id) ?? []);
  const profiles = new Map(read.flatMap(({ id, profile }) => (profile ? [[id, indexProfile(profile)]] : [])));
  return {
    ids: library.ids,
    get: (id) => profiles.get(id),
    problems: distinctProblems(read.flatMap(({ problems }) => problems)),
  };
}
