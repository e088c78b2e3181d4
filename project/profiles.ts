import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { InvalidInputError } from "../core/model/errors";
import type { Profile } from "../core/model/profile";
import { orNearest } from "../core/profile/match";
import { parseProfile, type ReadProfile } from "../core/profile/parse";
import { readText } from "./readText";

/**
 * Reads one profile file.
 * @throws InvalidInputError with every problem of the file, each with line and column
 */
export function loadProfile(file: string): Profile {
  const { profile, problems } = readProfile(file);
  if (!profile) throw new InvalidInputError(`The profile ${file} can't be used`, problems);
  return profile;
}

/**
 * Finds `<folder>/<id>.yaml` and reads it.
 * @throws InvalidInputError when there is no such file (with the nearest ids), or when it has problems
 */
export function findProfile(id: string, folder: string): Profile {
  const known = profileIds(folder);
  if (known.includes(id)) return loadProfile(path.join(folder, `${id}.yaml`));
  const all = `There ${known.length === 1 ? "is" : "are"}: ${known.join(", ") || "none"}`;
  const near = existsSync(path.join(folder, `${id}.yml`))
    ? `; ${id}.yml is there: name it ${id}.yaml.`
    : orNearest(id, known);
  const message = `no profile "${id}" in ${folder}${near} ${all}`;
  throw new InvalidInputError("No such profile", [{ path: "profile", message }]);
}

/** The ids of a folder's profiles, sorted; none where there is no such folder. */
export const profileIds = (folder: string): string[] =>
  (statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [])
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => path.basename(name, ".yaml"))
    .sort();

/** One profile file, or all that is wrong with it. */
export function readProfile(file: string): ReadProfile {
  try {
    return parseProfile(readText(file), file);
  } catch (error) {
    if (error instanceof InvalidInputError) return { problems: error.problems, unknownNames: [] };
    throw error;
  }
}
