// @ts-check
import { readFile } from "node:fs/promises";
import path from "node:path";
import { CommandError, run } from "../../engine/command.mjs";
import { note, step } from "../../engine/progress.mjs";
import { PROJECT } from "./project.mjs";

/** How npm logs that it got a package, from the network or from its own cache. */
const REQUEST = /^npm http (fetch|cache) /;

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} LockedPackage */
/** @typedef {{ packages: Record<string, LockedPackage> }} Lockfile */

/**
 * Installs the dependencies that package-lock.json names, unless node_modules holds exactly those already, however
 * they came there.
 */
export async function ensureDependencies() {
  const [wanted, installed] = await Promise.all([
    readLockfile(path.join(PROJECT, "package-lock.json")),
    readLockfile(path.join(PROJECT, "node_modules", ".package-lock.json")),
  ]);
  if (!wanted) throw new Error(`There is no package-lock.json in ${PROJECT}: is the clone complete?`);
  if (installed && isInstalled(wanted, installed)) return note("Dependencies: installed as package-lock.json says");
  await step("Install dependencies (npm ci)", install);
}

/**
 * @param {Lockfile} wanted
 * @param {Lockfile} installed npm's own record of node_modules, which it writes last
 */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted.packages).every(([place, { version, integrity, optional, devOptional }]) => {
    const there = installed.packages[place];
    if (there) return there.version === version && there.integrity === integrity;
    return place === "" || optional || devOptional;
  });
}

/** @param {import("../../engine/progress.mjs").Report} report */
async function install(report) {
  let fetched = 0;
  try {
    // A shell finds npm.cmd on Windows; the command is constant, so there is nothing to quote.
    await run("npm ci --include=dev --no-audit --no-fund --loglevel=http", [], {
      cwd: PROJECT,
      shell: true,
      onLine(line) {
        if (REQUEST.test(line)) report(`${++fetched} packages fetched`);
      },
    });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const output = error.output.split("\n").filter((line) => !REQUEST.test(line));
    throw new Error(["npm ci failed", ...output].join("\n"), { cause: error });
  }
}

/** @param {string} file @returns {Promise<Lockfile | undefined>} undefined where there is no such file */
async function readLockfile(file) {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") return undefined;
    throw error;
  }
}
