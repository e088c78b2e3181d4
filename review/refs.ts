import { nearest, suggest } from "../core/profile/match";
import { type ChangedFile, changedFiles } from "./changedFiles";
import { type Git, gitIn, nothingToCompare } from "./git";
import { commitSnapshot, type Snapshot, workingTree } from "./sourceSnapshot";

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
  /** All files of the repository that differ, whatever they are. */
  readonly changedFiles: readonly ChangedFile[];
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
    before: commitSnapshot(git, start, base),
    tip: commitSnapshot(git, tip, base),
    after: changed === undefined ? workingTree(project) : commitSnapshot(git, changed, head ?? ""),
    changedFiles: await changedFiles(git, project, start, changed),
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

/** @param option what gave the ref, for errors */
async function commitOf(git: Git, ref: string, option: string): Promise<string> {
  const found = ref.startsWith("-") ? undefined : await git.find("rev-parse", "--verify", "--quiet", `${ref}^{commit}`);
  if (!found) throw nothingToCompare(option, await unknownRef(git, ref));
  return found.trim();
}

async function unknownRef(git: Git, ref: string): Promise<string> {
  if (await git.isShallow()) return `there is no "${ref}" in this shallow clone; ${deepen(ref)}`;
  const names = (await git.output("for-each-ref", "--format=%(refname:short)")).split("\n").filter(Boolean);
  return `there is no branch, tag or commit "${ref}"; ${suggest(nearest(ref, names))}`;
}

/** Git fetches a branch by its name at the remote. */
const deepen = (ref: string) =>
  `fetch it first: git fetch --unshallow origin ${ref.replace(/^(refs\/remotes\/)?origin\//, "")}; in CI, check out with the whole history (fetch-depth: 0)`;
