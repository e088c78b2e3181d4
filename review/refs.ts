import { execFile } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import pLimit from "p-limit";
import { InvalidInputError } from "../core/model/errors";
import { nearest, suggest } from "../core/profile/match";
import { isYamlFile } from "../project/profiles";
import { readText, textIn } from "../project/readText";

const run = promisify(execFile);

/** Files of a project's folder as they are at one time. Paths have `/` and start in that folder. */
export interface Snapshot {
  /** For people, before the path of a file: `main:`; empty for the working tree. */
  readonly prefix: string;
  /** The paths of the YAML files directly in a folder; those of the project's own folder for "". */
  list(folder: string): Promise<readonly string[]>;
  /** `undefined` where there is no such file. Rejects with an InvalidInputError where it is no text. */
  read(file: string): Promise<string | undefined>;
}

/** The files as they are on disk. */
const workingTree = (project: string): Snapshot => ({
  prefix: "",
  list: async (folder) => {
    const at = path.join(project, folder);
    return (existsSync(at) ? readdirSync(at) : []).filter(isYamlFile).map((name) => path.posix.join(folder, name));
  },
  read: async (file) => {
    const at = path.join(project, file);
    return statSync(at, { throwIfNoEntry: false })?.isFile() ? readText(at) : undefined;
  },
});

/** More processes at once would only wait for each other. */
const AT_ONCE = 8;
/** Of one answer of git. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Which two states of a project are compared. */
export interface ReviewedRefs {
  /** Folder of the project, in a git repository. */
  readonly project: string;
  /** A branch, tag or commit. */
  readonly base: string;
  /** The working tree where it is missing. */
  readonly head?: string;
  /** Whether the base is taken as it is now, instead of where the head has left it. */
  readonly twoDot?: boolean;
}

/** Two states of a project. */
export interface Compared {
  readonly title: string;
  readonly before: Snapshot;
  /** The base as it is now: what was agreed on there counts, and nothing that was taken back since. */
  readonly tip: Snapshot;
  readonly after: Snapshot;
  /** The paths of all files that differ, whatever they are. */
  readonly changedFiles: readonly string[];
}

/**
 * The state that a change started from, and the one that it leads to.
 * @throws InvalidInputError where the folder isn't in a repository that git reads, has no such ref, or the two share no commit
 */
export async function compareRefs({ project, base, head, twoDot = false }: ReviewedRefs): Promise<Compared> {
  const git = gitIn(project);
  await git.output("rev-parse", "--git-dir");
  const tip = await commitOf(git, base, "--base");
  const changed = head === undefined ? undefined : await commitOf(git, head, "--head");
  const start = twoDot
    ? tip
    : await mergeBase(git, { base, tip, head: changed ?? (await commitOf(git, "HEAD", "HEAD")) });
  const isMoved = start !== tip;
  return {
    title: `Permission review: ${base}${isMoved ? ` (${start.slice(0, 10)})` : ""} → ${head ?? "working tree"}`,
    before: committed(git, start, base),
    tip: committed(git, tip, base),
    after: changed === undefined ? workingTree(project) : committed(git, changed, head ?? ""),
    changedFiles: await changedFiles(git, start, changed),
  };
}

/** Where a change has left its base, which may have moved on since. */
async function mergeBase(git: Git, { base, tip, head }: { base: string; tip: string; head: string }): Promise<string> {
  const found = await git.find("merge-base", tip, head);
  if (found) return found.trim();
  const isShallow = await git.isShallow();
  throw nothingToCompare(
    "--base",
    isShallow
      ? `this shallow clone doesn't reach to where the change has left "${base}"; ${deepen(base)}`
      : `"${base}" and the change share no commit; --two-dot compares them as they are`,
  );
}

/** Of the two commits, or of one and the working tree with what git doesn't know yet. */
async function changedFiles(git: Git, start: string, head: string | undefined): Promise<readonly string[]> {
  const listed = async (...args: string[]) => (await git.output(...args)).split("\0").filter(Boolean);
  const changed = await listed(
    "diff",
    "--name-only",
    "--no-renames",
    "-z",
    "--relative",
    start,
    ...(head ? [head] : []),
    "--",
  );
  const untracked = head ? [] : await listed("ls-files", "--others", "--exclude-standard", "-z");
  return [...new Set([...changed, ...untracked])].sort();
}

/** The files as they were committed. */
function committed(git: Git, commit: string, ref: string): Snapshot {
  const oneOfFew = pLimit(AT_ONCE);
  const tree = git.output("ls-tree", "-r", "-z", "--name-only", commit).then((names) => names.split("\0"));
  tree.catch(() => undefined); // whoever lists or reads is told
  return {
    prefix: `${ref}:`,
    list: async (folder) => (await tree).filter((name) => isYamlFile(path.posix.basename(name)) && isIn(folder, name)),
    read: async (file) =>
      (await tree).includes(file)
        ? oneOfFew(async () => textIn(await git.bytes("show", `${commit}:./${file}`), `${ref}:${file}`))
        : undefined,
  };
}

const isIn = (folder: string, name: string) => path.posix.dirname(name) === (folder || ".");

/** @param option what gave the ref, for errors */
async function commitOf(git: Git, ref: string, option: string): Promise<string> {
  const found = ref.startsWith("-") ? undefined : await git.find("rev-parse", "--verify", "--quiet", `${ref}^{commit}`);
  if (!found) throw nothingToCompare(option, await unknownRef(git, ref));
  return found.trim();
}

const nothingToCompare = (path: string, message: string) =>
  new InvalidInputError("Nothing to compare", [{ path, message }]);

async function unknownRef(git: Git, ref: string): Promise<string> {
  if (await git.isShallow()) return `there is no "${ref}" in this shallow clone; ${deepen(ref)}`;
  const names = (await git.output("for-each-ref", "--format=%(refname:short)")).split("\n").filter(Boolean);
  return `there is no branch, tag or commit "${ref}"; ${suggest(nearest(ref, names))}`;
}

/** Git fetches a branch by its name at the remote. */
const deepen = (ref: string) =>
  `fetch it first: git fetch --unshallow origin ${ref.replace(/^(refs\/remotes\/)?origin\//, "")}; in CI, check out with the whole history (fetch-depth: 0)`;

type Git = ReturnType<typeof gitIn>;

/** Git's commands in a folder; English, whatever the user's language is. */
function gitIn(folder: string) {
  /** @throws InvalidInputError with git's own words where it refuses */
  const bytes = async (...args: string[]): Promise<Buffer> => {
    try {
      return await printed(folder, args);
    } catch (error) {
      const { code, stderr: said = "" } = error as { code?: unknown; stderr?: Buffer | string };
      const stderr = String(said);
      if (code === "ENOENT") throw nothingToCompare("git", "isn't on PATH; install it first");
      if (/not a git repository/.test(stderr)) throw nothingToCompare("git", `${folder} is in no git repository`);
      if (typeof code === "number") throw nothingToCompare("git", `refuses ${folder}: ${stderr.trim()}`);
      throw error;
    }
  };
  const output = async (...args: string[]): Promise<string> => (await bytes(...args)).toString("utf8");
  /** What it prints; `undefined` where git has no such thing. */
  const find = async (...args: string[]): Promise<string | undefined> => {
    try {
      return (await printed(folder, args)).toString("utf8");
    } catch (error) {
      if (typeof (error as { code?: unknown }).code === "number") return undefined;
      throw error;
    }
  };
  const isShallow = async () => (await output("rev-parse", "--is-shallow-repository")).trim() === "true";
  return { bytes, output, find, isShallow };
}

async function printed(cwd: string, args: readonly string[]): Promise<Buffer> {
  const env = { ...process.env, LC_ALL: "C" };
  return (await run("git", args, { cwd, env, maxBuffer: MAX_BYTES, encoding: "buffer" })).stdout;
}
