// @ts-check
import { mkdir, readdir, readFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { run, runInForeground } from "./command.mjs";

/** @typedef {import("./engine.mjs").Engine} Engine */

/** What a user has set for their own engine or tenant; nothing of it may reach an isolated one. */
const USERS_OWN = /^(PULUMI|CONNECTWISE)_/i;

/**
 * Pulumi with login, settings and state of its own in one folder: it touches nothing of the user's, and takes no tenant
 * or credentials from their environment.
 */
export class IsolatedPulumi {
  /**
   * @param {Engine} engine
   * @param {{ folder: string, cwd: string, passphrase: string }} options cwd: the folder of Pulumi.yaml
   */
  constructor(engine, { folder, cwd, passphrase }) {
    this.engine = engine;
    this.cwd = cwd;
    this.home = path.join(folder, "home");
    this.state = path.join(folder, "state");
    /** @type {NodeJS.ProcessEnv} */
    this.env = {
      ...withoutUserVariables(engine),
      PULUMI_HOME: this.home,
      PULUMI_BACKEND_URL: backendUrl(this.state),
      PULUMI_CONFIG_PASSPHRASE: passphrase,
    };
  }

  /** Makes the folders; the file backend wants them to be there. */
  async prepare() {
    for (const folder of [this.home, this.state]) await mkdir(folder, { recursive: true });
  }

  /**
   * @param {readonly string[]} args
   * @param {{ cwd?: string }} [options]
   * @returns {Promise<string>} what it prints on stdout
   */
  run(args, { cwd = this.cwd } = {}) {
    return run(this.engine.pulumi, [...args, "--non-interactive"], { cwd, env: this.env });
  }

  /** Shows all that it prints. @param {readonly string[]} args @returns {Promise<number>} its exit code */
  runInForeground(args) {
    return runInForeground(this.engine.pulumi, args, { cwd: this.cwd, env: this.env });
  }

  /**
   * Brings a stack back into order whose last update was killed: releases its lock and forgets resources of which
   * nobody knows whether they came to be. The next update finds those by name.
   *
   * @param {string} stack
   * @param {readonly string[]} [flags] for commands that need the stack's configuration
   * @returns {Promise<boolean>} whether there was anything to heal
   * @throws {Error} when the update still goes on
   */
  async repairState(stack, flags = []) {
    const isLocked = await this.#isLocked();
    if (isLocked) await this.run(["cancel", "--yes", stack]);
    const { deployment } = JSON.parse(await this.run(["stack", "export", "--stack", stack]));
    const isPending = Boolean(deployment.pending_operations?.length);
    if (isPending) await this.run(["refresh", "--yes", "--clear-pending-creates", "--stack", stack, ...flags]);
    return isLocked || isPending;
  }

  async #isLocked() {
    const locks = path.join(this.state, ".pulumi", "locks");
    const files = (await filesBelow(locks)).filter((file) => file.endsWith(".json"));
    for (const file of files) {
      const { pid, hostname } = JSON.parse(await readFile(file, "utf8"));
      if (hostname === os.hostname() && isRunning(pid)) {
        throw new Error(`An earlier run is still using that folder (process ${pid}). Wait for it to end, or end it.`);
      }
    }
    return files.length > 0;
  }
}

/** This process's environment with the engine, and with nothing that users have set for their own. @param {Engine} engine */
export const withoutUserVariables = ({ env, variables }) => ({
  ...Object.fromEntries(Object.entries(env).filter(([name]) => !USERS_OWN.test(name))),
  ...variables,
});

/**
 * The file backend's address of a folder. On Windows it wants the drive where a URL has its host: `file://C:/…`.
 *
 * @param {string} folder
 */
export function backendUrl(folder) {
  return pathToFileURL(folder).href.replace(/^file:\/\/\/(?=[A-Za-z]:)/, "file://");
}

/** @param {string} folder @returns {Promise<string[]>} none where there is no such folder */
async function filesBelow(folder) {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") return [];
    throw error;
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}
