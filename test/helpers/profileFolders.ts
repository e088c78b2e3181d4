import type { ProfileOrigin } from "../../core/model/profile";
import { type ProfileFolder, Profiles } from "../../core/profile/library";

type Files = Readonly<Record<string, string>>;

/** A folder of profiles in memory, by their ids; messages name `own/sync.yaml`. */
export const folderOf = (origin: ProfileOrigin, files: Files): ProfileFolder => ({
  origin,
  ids: Object.keys(files).sort(),
  fileOf: (id) => `${origin}/${id}.yaml`,
  textOf: (id) => files[id] ?? "",
});

/** Profiles of one's own before a library, both in memory. */
export const profilesOf = (own: Files, library: Files = {}): Profiles =>
  new Profiles([folderOf("own", own), folderOf("library", library)]);

/** The text of a profile that extends another one; what it changes is YAML in one line each. */
export const extending = (base: string, ...changes: readonly string[]): string =>
  [`extends: ${base}`, "name: Ours", "why: We use less of it", ...changes].join("\n");
