import { existsSync, lstatSync, readdirSync } from "node:fs";
import path from "node:path";
import pLimit from "p-limit";
import { InvalidInputError } from "../core/model/errors";
import { isYamlFile } from "../project/profiles";
import { readText, textIn } from "../project/readText";
import type { Git } from "./git";

/** Files of a project's folder as they are at one time. Paths have `/` and start in that folder. */
export interface Snapshot {
  /** For people, before the path of a file: `main:`; empty for the working tree. */
  readonly prefix: string;
  /**
   * The paths of the YAML files directly in a folder; those of the project's own folder for "". Rejects with an InvalidInputError
   * where the folder is a link or another repository.
   */
  list(folder: string): Promise<readonly string[]>;
  /** `undefined` where there is no such file. Rejects with an InvalidInputError where it is no text, or a link. */
  read(file: string): Promise<string | undefined>;
}

/** The files as they are on disk. */
export const workingTree = (project: string): Snapshot => ({
  prefix: "",
  list: async (folder) => {
    assertNoLink(project, folder);
    const at = path.join(project, folder);
    return (existsSync(at) ? readdirSync(at) : []).filter(isYamlFile).map((name) => path.posix.join(folder, name));
  },
  read: async (file) => {
    assertNoLink(project, file);
    const at = path.join(project, file);
    return lstatSync(at, { throwIfNoEntry: false })?.isFile() ? readText(at) : undefined;
  },
});

function assertNoLink(project: string, file: string): void {
  for (const part of pathsTo(file))
    if (lstatSync(path.join(project, part), { throwIfNoEntry: false })?.isSymbolicLink()) throw notFollowed(part, LINK);
}

/** Where a link leads, a change may be made without the link itself being changed; it may lead out of the project, too. */
const LINK = "is a link, which a review doesn't follow; put what it leads to here";
const REPOSITORY = "is another repository (a submodule), which a review doesn't look into; put its files here";

const notFollowed = (file: string, message: string) =>
  new InvalidInputError("The file can't be read", [{ path: "", message, file }]);

/** `a`, `a/b` and `a/b/c` of `a/b/c`. */
const pathsTo = (file: string): string[] =>
  file === "" ? [] : file.split("/").map((_, index, parts) => parts.slice(0, index + 1).join("/"));

/** More processes at once would only wait for each other. */
const AT_ONCE = 8;

const MODES: Readonly<Record<string, string>> = { "120000": LINK, "160000": REPOSITORY };

/** The files as they were committed. */
export function commitSnapshot(git: Git, commit: string, ref: string): Snapshot {
  const oneOfFew = pLimit(AT_ONCE);
  const tree = git.output("ls-tree", "-r", "-z", commit).then(modesIn);
  tree.catch(() => undefined); // whoever lists or reads is told
  const modes = async (file: string) => {
    const found = await tree;
    for (const part of pathsTo(file)) {
      const why = MODES[found.get(part) ?? ""];
      if (why) throw notFollowed(`${ref}:${part}`, why);
    }
    return found;
  };
  return {
    prefix: `${ref}:`,
    list: async (folder) =>
      [...(await modes(folder)).keys()].filter((name) => isYamlFile(path.posix.basename(name)) && isIn(folder, name)),
    read: async (file) =>
      (await modes(file)).has(file)
        ? oneOfFew(async () => textIn(await git.bytes("show", `${commit}:./${file}`), `${ref}:${file}`))
        : undefined,
  };
}

/** By path: `100644`, `120000` for a link, `160000` for another repository. */
const modesIn = (listed: string): ReadonlyMap<string, string> =>
  new Map(
    listed
      .split("\0")
      .filter(Boolean)
      .map((entry) => [entry.slice(entry.indexOf("\t") + 1), entry.slice(0, entry.indexOf(" "))]),
  );

const isIn = (folder: string, name: string) => path.posix.dirname(name) === (folder || ".");
