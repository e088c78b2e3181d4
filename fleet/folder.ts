import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { RefusedError } from "../core/model/errors";

const OWNER_ONLY = 0o700;

/**
 * The folder that a fleet keeps its runs, state and workspace in, beside its file: `.fleet`. It is made where it isn't there; nobody else
 * on the machine may look into it, and git leaves it out.
 * @param folder of the fleet's file
 * @throws RefusedError where it can't be made, or git has files of it
 */
export function fleetFolder(folder: string): string {
  const stateFolder = path.resolve(folder, ".fleet");
  assertNotInGit(stateFolder);
  try {
    mkdirSync(stateFolder, { recursive: true, mode: OWNER_ONLY });
    if (process.platform !== "win32" && (statSync(stateFolder).mode & 0o077) !== 0) chmodSync(stateFolder, OWNER_ONLY);
    const ignore = path.join(stateFolder, ".gitignore");
    if (!existsSync(ignore)) writeFileSync(ignore, "*\n");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new RefusedError(
      `${stateFolder} can't be made or kept from others (${code ?? message}): what runs find is kept there.`,
    );
  }
  return stateFolder;
}

const looked = new Set<string>();

/**
 * A checkout puts what is committed in the place of what runs have found here: of the state, which holds code, and of where keys
 * went so far.
 */
function assertNotInGit(stateFolder: string): void {
  if (looked.has(stateFolder)) return;
  const [file] = committedIn(stateFolder);
  if (file !== undefined)
    throw new RefusedError(
      `${stateFolder} is in git (${file}): whoever commits there can have a run do anything. Look at what is there, and take it out: git rm -r --cached .fleet`,
    );
  looked.add(stateFolder);
}

/**
 * None where there is neither git nor a repository.
 * @throws RefusedError where git doesn't say, as in a repository of somebody else
 */
function committedIn(stateFolder: string): string[] {
  const { error, status, stdout, stderr } = spawnSync("git", ["ls-files", "-z", "--", path.basename(stateFolder)], {
    cwd: path.dirname(stateFolder),
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C" },
  });
  if (error || /not a git repository/i.test(stderr)) return [];
  if (status === 0) return stdout.split("\0").filter(Boolean);
  throw new RefusedError(`git doesn't say whether ${stateFolder} is in it: ${stderr.trim().replace(/\s+/g, " ")}`);
}
