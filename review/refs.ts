import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import pLimit from "p-limit";
import { InvalidInputError } from "../core/model/errors";
import { nearest, suggest } from "../core/profile/match";
import { isYamlFile } from "../project/profiles";

const run = promisify(execFile);

/** Files of a project's folder as they are at one time. Paths have `/` and start in that folder. */
export interface Snapshot {
  /** For people, before the path of a file: `main:`; empty for the working tree. */
  readonly prefix: string;
  /** The paths of the YAML files directly in a folder. */
  list(folder: string): Promise<readonly string[]>;
  /** `undefined` where there is no such file. */
  read(file: string): Promise<string | undefined>;
}

/** The files as they are on disk. */
export const workingTree = (project: string): Snapshot => ({
  prefix: "",
  list: async (folder) => {
    const at = path.join(project, folder);
    return (existsSync(at) ? readdirSync(at) : []).filter(isYamlFile).map((name) => `${folder}/${name}`);
  },
  read: async (file) => {
    const at = path.join(project, file);
    return statSync(at, { throwIfNoEntry: false })?.isFile() ? readFileSync(at, "utf8") : undefined;
  },
});

/** More processes at once would only wait for each other. */
const AT_ONCE = 8;
/** Of one answer of git. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * The files as they were committed.
 * @param ref a branch, tag or commit; `option` is what gave it, for errors
 * @throws InvalidInputError where the folder isn't in a repository, or has no such ref
 */
export async function committed(project: string, ref: string, option: string): Promise<Snapshot> {
  const git = gitIn(project);
  const problem = (message: string) => new InvalidInputError("Nothing to compare", [{ path: option, message }]);
  if (!(await git.succeeds("rev-parse", "--git-dir"))) throw problem(`${project} is in no git repository`);
  const commit = ref.startsWith("-")
    ? undefined
    : await git.find("rev-parse", "--verify", "--quiet", `${ref}^{commit}`);
  if (!commit) throw problem(await unknownRef(git, ref));
  const oneOfFew = pLimit(AT_ONCE);
  const list = async (folder: string) => {
    const found = await git.output("ls-tree", "-z", "--name-only", commit.trim(), "--", `${folder}/`);
    return found.split("\0").filter((file) => isYamlFile(path.posix.basename(file)));
  };
  return {
    prefix: `${ref}:`,
    list,
    read: (file) => oneOfFew(() => git.find("show", `${commit.trim()}:./${file}`)),
  };
}

async function unknownRef(git: Git, ref: string): Promise<string> {
  const isShallow = (await git.output("rev-parse", "--is-shallow-repository")).trim() === "true";
  if (isShallow)
    return `there is no "${ref}" in this shallow clone; fetch it first, for example with git fetch --unshallow origin ${ref}, or check out with fetch-depth: 0`;
  const names = (await git.output("for-each-ref", "--format=%(refname:short)")).split("\n").filter(Boolean);
  return `there is no branch, tag or commit "${ref}"; ${suggest(nearest(ref, names))}`;
}

type Git = ReturnType<typeof gitIn>;

/** Git's commands in a folder; English, whatever the user's language is. */
function gitIn(folder: string) {
  const output = async (...args: string[]): Promise<string> => {
    try {
      const env = { ...process.env, LC_ALL: "C" };
      return (await run("git", args, { cwd: folder, env, maxBuffer: MAX_BYTES })).stdout;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      throw new InvalidInputError("Nothing to compare", [{ path: "git", message: "isn't on PATH; install it first" }]);
    }
  };
  /** What it prints; `undefined` where git refuses. */
  const find = async (...args: string[]): Promise<string | undefined> => {
    try {
      return await output(...args);
    } catch (error) {
      if (typeof (error as { code?: unknown }).code === "number") return undefined;
      throw error;
    }
  };
  return { output, find, succeeds: async (...args: string[]) => (await find(...args)) !== undefined };
}
