import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { InvalidInputError } from "../core/model/errors";
import type { Profile, ProfileOrigin } from "../core/model/profile";
import { type FoundProfile, type ProfileFolder, Profiles, readOrProblems, unknownId } from "../core/profile/library";
import { parseProfile, type ReadProfile } from "../core/profile/parse";
import { rememberBuiltTexts } from "./builtTexts";
import { PACKAGE } from "./package";
import { nearestFolderWith, PROJECT_FILE } from "./projectFile";
import { readText } from "./readText";

/** The folder of the profiles that this package brings along. */
const LIBRARY = path.join(PACKAGE, "profiles");

/** The folder of the Pulumi project that a folder lies in, whose program may lie below it; the folder itself where it is in none. */
export const projectFolder = (folder: string): string => nearestFolderWith([PROJECT_FILE], folder) ?? folder;

/** The profiles of a folder of one's own, then those of this package; in the package's own folder the two are one. */
export function profilesIn(folder: string): Profiles {
  rememberBuiltTexts();
  const library = libraryBeside(folder);
  return new Profiles(library ? [folderOf(folder, "own"), library] : [folderOf(folder, "library")]);
}

/** This package's profiles; `undefined` for the folder that they are in. */
export const libraryBeside = (folder: string): ProfileFolder | undefined =>
  realPath(folder) === realPath(LIBRARY) ? undefined : folderOf(LIBRARY, "library");

const realPath = (folder: string) => (existsSync(folder) ? realpathSync(folder) : path.resolve(folder));

const folderOf = (folder: string, origin: ProfileOrigin): ProfileFolder => {
  const fileOf = (id: string) => path.join(folder, `${id}.yaml`);
  const textOf = (id: string) => {
    assertNamed(fileOf(id));
    return readText(fileOf(id));
  };
  return { origin, ids: profileIds(folder), fileOf, textOf };
};

/** Whether a file's name is one that somebody gave to YAML; editors and systems leave hidden ones beside, such as `.#acme.yaml`. */
export const isYamlFile = (name: string): boolean => /^[^.].*\.yaml$/.test(name);

/** The ids of a folder's profiles, sorted; none where there is no such folder. One that is misnamed has its own, to be told of. */
export function profileIds(folder: string): string[] {
  const names = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [];
  const ids = names.filter((name) => YAML.test(name) && !name.startsWith(".")).map((name) => name.replace(YAML, ""));
  return [...new Set(ids)].sort();
}

const YAML = /\.ya?ml$/;

/** @throws InvalidInputError where a file of that name but for its end is there, which nothing reads */
function assertNamed(file: string): void {
  const [yamlFile, ymlFile] = [file.replace(YAML, ".yaml"), file.replace(YAML, ".yml")];
  if (!YAML.test(file) || !existsSync(ymlFile)) return;
  const [name, both] = [path.basename(yamlFile), existsSync(yamlFile)];
  const message = both
    ? `stands beside ${name}: keep one of the two, as ${name}`
    : `a profile's file ends in .yaml: name it ${name}`;
  throw new InvalidInputError("The file can't be read", [{ path: "", message, file: ymlFile }]);
}

/**
 * The profile of an id: that of the folder, or else this package's.
 * @throws InvalidInputError when there is none (with the nearest ids), or when it has problems
 */
export const findProfile = (id: string, folder: string): Profile => usable(lookUp(id, folder));

/**
 * The same with where it is from, whether it can be used or not.
 * @throws InvalidInputError when there is none, with the nearest ids
 */
export function lookUp(id: string, folder: string, profiles = profilesIn(folder)): FoundProfile {
  const found = profiles.find(id);
  if (found) return found;
  const where = ` in ${folder}${libraryBeside(folder) ? " or the library" : ""}`;
  throw new InvalidInputError("No such profile", [{ path: "profile", message: unknownId(id, profiles.ids, where) }]);
}

/** @throws InvalidInputError with every problem of the file, each with line and column */
export function usable({ file, profile, problems }: Pick<FoundProfile, "file" | "profile" | "problems">): Profile {
  if (!profile) throw new InvalidInputError(`The profile ${file} can't be used`, problems);
  return profile;
}

/**
 * Reads one profile file, wherever it lies.
 * @throws InvalidInputError with every problem of the file, each with line and column
 */
export const loadProfile = (file: string): Profile => usable({ file, ...readProfile(file) });

/** One profile file, or all that is wrong with it. What it extends is looked up in its own folder, then in the library. */
export function readProfile(file: string): ReadProfile {
  const profiles = profilesIn(path.dirname(file));
  const found = profiles.find(path.basename(file, ".yaml"));
  if (found && path.resolve(found.file) === path.resolve(file)) return found;
  return readOrProblems(() => {
    assertNamed(file);
    return parseProfile(readText(file), file, profiles.findBase);
  });
}
