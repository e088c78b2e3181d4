import path from "node:path";
import type { Problem } from "../../core/model/errors";
import { type NamedProfile, namedProfile } from "../../core/profile/names";
import { profileIds, readProfile } from "../../project/profiles";

/** The profiles beside a fleet's file, each read once. */
export interface ProfileLibrary {
  /** Of every file in the folder. */
  readonly ids: readonly string[];
  /** `undefined` where there is no such file, or it has problems. */
  get(id: string): NamedProfile | undefined;
  /** Of the files that were asked for. */
  readonly problems: readonly Problem[];
}

/** @param wanted the ids to read; those that have no file are left out */
export function openLibrary(folder: string, wanted: readonly string[]): ProfileLibrary {
  const ids = profileIds(folder);
  const read = wanted
    .filter((id) => ids.includes(id))
    .map((id) => ({ id, ...readProfile(path.join(folder, `${id}.yaml`)) }));
  const profiles = new Map(read.flatMap(({ id, profile }) => (profile ? [[id, namedProfile(profile)]] : [])));
  return { ids, get: (id) => profiles.get(id), problems: read.flatMap(({ problems }) => problems) };
}
