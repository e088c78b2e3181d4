import type { Problem } from "../../core/model/errors";
import { type NamedProfile, namedProfile } from "../../core/profile/namedProfile";
import { profileFiles, readProfile } from "../../project/profiles";

/** The profiles that a fleet's file can name: those beside it, then the library's; each is read once. */
export interface ProfileLibrary {
  readonly ids: readonly string[];
  /** `undefined` where there is no such file, or it has problems. */
  get(id: string): NamedProfile | undefined;
  /** Of the files that were asked for. */
  readonly problems: readonly Problem[];
}

/** @param wanted the ids to read; those that have no file are left out */
export function openLibrary(folder: string, wanted: readonly string[]): ProfileLibrary {
  const files = profileFiles(folder);
  const read = files.filter(({ id }) => wanted.includes(id)).map(({ id, file }) => ({ id, ...readProfile(file) }));
  const profiles = new Map(read.flatMap(({ id, profile }) => (profile ? [[id, namedProfile(profile)]] : [])));
  return {
    ids: files.map(({ id }) => id),
    get: (id) => profiles.get(id),
    problems: read.flatMap(({ problems }) => problems),
  };
}
