import { existsSync } from "node:fs";
import path from "node:path";

/** A project's own file, as `cwroles` reads and writes it. */
export const PROJECT_FILE = "Pulumi.yaml";

/** What Pulumi takes in its place; `cwroles` doesn't. */
export const OTHER_PROJECT_FILES = ["Pulumi.yml", "Pulumi.json"];

/** The nearest folder, from this one upwards, that has a file of one of these names. */
export function nearestFolderWith(names: readonly string[], folder: string): string | undefined {
  for (let directory = path.resolve(folder); ; directory = path.dirname(directory)) {
    if (names.some((name) => existsSync(path.join(directory, name)))) return directory;
    if (directory === path.dirname(directory)) return undefined;
  }
}
