import { createHash } from "node:crypto";
import { lstatSync, readFileSync, readlinkSync } from "node:fs";
import path from "node:path";
import type { Git } from "./git";

/** A file that differs between the two states. */
export interface ChangedFile {
  /** From the project's folder; `../` begins one that lies outside of it. */
  readonly path: string;
  /** Tells what it holds afterwards; empty where it is gone. */
  readonly content: string;
}

/** Of the two commits, or of one and the working tree with what git doesn't know yet, in the whole repository. */
export async function changedFiles(
  git: Git,
  project: string,
  start: string,
  head: string | undefined,
): Promise<readonly ChangedFile[]> {
  const prefix = (await git.output("rev-parse", "--show-prefix")).trim();
  const fromProject = (file: string) => path.posix.relative(prefix, file);
  const options = ["--raw", "-z", "--no-abbrev", "--no-renames", "--ignore-submodules=none"];
  const listed = await git.output("diff", ...options, start, ...(head ? [head] : []), "--");
  const changed = changesIn(listed).map((file) => ({ ...file, path: fromProject(file.path) }));
  const found = head ? changed : [...changed, ...(await untracked(git))].map(asOnDisk(project));
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** `:100644 100644 <before> <after> M`, then the path. */
function changesIn(raw: string): ChangedFile[] {
  const parts = raw.split("\0");
  return parts.flatMap((part, index) =>
    part.startsWith(":") && index % 2 === 0
      ? [{ path: parts[index + 1] ?? "", content: (part.split(" ")[3] ?? "").replace(/^0+$/, "") }]
      : [],
  );
}

/** Below the project; what is installed there is no part of it. */
async function untracked(git: Git): Promise<ChangedFile[]> {
  const listed = await git.output("ls-files", "--others", "--exclude-standard", "-z");
  const files = listed.split("\0").filter((file) => file !== "" && !/(^|\/)node_modules\//.test(file));
  return files.map((file) => ({ path: file, content: "" }));
}

/** Git says nothing of the content of what isn't committed. */
const asOnDisk =
  (project: string) =>
  ({ path: file, content }: ChangedFile): ChangedFile => {
    const filePath = path.join(project, file);
    const found = lstatSync(filePath, { throwIfNoEntry: false });
    if (found?.isSymbolicLink()) return { path: file, content: `link to ${readlinkSync(filePath)}` };
    if (!found?.isFile()) return { path: file, content };
    return { path: file, content: createHash("sha256").update(readFileSync(filePath)).digest("hex") };
  };
