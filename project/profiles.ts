import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import { InvalidInputError } from "../core/model/errors";
import type { Profile } from "../core/model/profile";
import type { ProfileDefinition } from "../core/model/profileDefinition";
import { nearest, orNearest, suggest } from "../core/profile/match";
import { parseProfile, type ReadProfile } from "../core/profile/parse";
import { PACKAGE } from "./package";
import { readText } from "./readText";

/** The profiles that come with this package. */
export const LIBRARY = path.join(PACKAGE, "profiles");

/** A profile's file, and whether it is of the project or of the library. */
export interface ProfileFile {
  readonly id: string;
  readonly file: string;
  readonly origin: "own" | "library";
}

/**
 * Reads one profile file; what it extends is looked for beside it and in the library.
 * @throws InvalidInputError with every problem of the file, each with line and column
 */
export function loadProfile(file: string): Profile {
  const { profile, problems } = readProfile(file);
  if (!profile) throw new InvalidInputError(`The profile ${file} can't be used`, problems);
  return profile;
}

/**
 * Finds a profile by its id: `<folder>/<id>.yaml`, or else the library's, and reads it.
 * @throws InvalidInputError when there is no such profile (with the nearest ids), or when it has problems
 */
export function findProfile(id: string, folder: string): Profile {
  const files = profileFiles(folder);
  const found = files.find((known) => known.id === id);
  if (found) return loadProfile(found.file);
  const known = files.map((one) => one.id);
  const named = (origin: ProfileFile["origin"]) => files.filter((one) => one.origin === origin).map((one) => one.id);
  const all = `There are: ${named("own").join(", ") || "none"}; in the library: ${named("library").join(", ")}`;
  const near = existsSync(path.join(folder, `${id}.yml`))
    ? `; ${id}.yml is there: name it ${id}.yaml.`
    : orNearest(id, known);
  const message = `no profile "${id}" in ${folder}${near} ${all}`;
  throw new InvalidInputError("No such profile", [{ path: "profile", message }]);
}

/** The profiles that a project can name: those of its folder, then those of the library that it doesn't replace; each sorted. */
export function profileFiles(folder: string): ProfileFile[] {
  const library = filesIn(LIBRARY, "library");
  if (isLibrary(folder)) return library;
  const own = filesIn(folder, "own");
  return [...own, ...library.filter(({ id }) => !own.some((one) => one.id === id))];
}

/** The ids that a project can name, its own first. */
export const profileIds = (folder: string): string[] => profileFiles(folder).map(({ id }) => id);

/** Whether a project's folder of profiles is the library itself, as in a clone of this package. */
const isLibrary = (folder: string): boolean =>
  existsSync(folder) && existsSync(LIBRARY) && realpathSync(folder) === realpathSync(LIBRARY);

const filesIn = (folder: string, origin: ProfileFile["origin"]): ProfileFile[] =>
  (statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [])
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => ({ id: path.basename(name, ".yaml"), file: path.join(folder, name), origin }));

/** One profile file, or all that is wrong with it. */
export const readProfile = (file: string): ReadProfile => readExtending(file, []);

/** @param chain the files that extend one another down to this one */
function readExtending(file: string, chain: readonly string[]): ReadProfile {
  const findBase = (id: string) => baseOf(id, file, [...chain, file]);
  try {
    return parseProfile(readText(file), file, findBase);
  } catch (error) {
    if (error instanceof InvalidInputError) return { problems: error.problems, unknownNames: [] };
    throw error;
  }
}

/**
 * A profile that a program defines; what it extends is looked for in a folder and in the library.
 * @throws InvalidInputError with every problem of the definition, each with its key
 */
export function defineIn(folder: string, { id, ...definition }: ProfileDefinition): Profile {
  const file = path.join(folder, `${id}.yaml`);
  const { profile, problems } = parseProfile(stringify(definition), file, (base) => baseOf(base, file, [file]));
  if (profile) return profile;
  const keyed = problems.map(({ path: key, message }) => ({ path: key, message }));
  throw new InvalidInputError(`The profile "${id}" of this program can't be used`, keyed);
}

/** A file may extend the library's profile of its own name. */
function baseOf(id: string, file: string, chain: readonly string[]): Profile | { problem: string } {
  const files = [...profileFiles(path.dirname(file)), ...filesIn(LIBRARY, "library")];
  const found = files.find((known) => known.id === id && path.resolve(known.file) !== path.resolve(file));
  if (!found) {
    const known = [...new Set(files.map((one) => one.id))].filter((one) => one !== path.basename(file, ".yaml"));
    return { problem: `there is no profile "${id}" beside it or in the library; ${suggest(nearest(id, known))}` };
  }
  if (chain.some((one) => path.resolve(one) === path.resolve(found.file))) {
    const names = [...chain, found.file].map((one) => path.basename(one, ".yaml"));
    return { problem: `profiles extend each other in a circle: ${names.join(" → ")}` };
  }
  const { profile, problems } = readExtending(found.file, chain);
  if (profile) return profile;
  const [first] = problems;
  const where = first?.line === undefined ? "" : `, line ${first.line}`;
  return { problem: `the profile "${id}" can't be used (${found.file}${where}): ${first?.message}` };
}
