// @ts-check
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Commands whose output is shown as it comes, and looked at. */

/** The user's Ctrl-C. */
export class Interrupted extends Error {
  constructor() {
    super("Interrupted. Run it again: it goes on where it stopped.");
  }
}

/**
 * Runs a command to its end, and shows what it prints. Ctrl-C reaches it, too, and it is waited for: it cleans up.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, shown?: (line: string) => string | undefined, onLine?: (line: string) => void | Promise<void> }} options
 *   shown: what to show of a line; onLine: called with each line; where it fails, the command is ended, and fails with the same
 * @returns {Promise<number>} its exit code
 * @throws {Interrupted} where the user interrupted it
 */
export function runShown(command, args, { cwd, env, shown = (line) => line, onLine }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    /** @type {unknown} */
    let failure;
    /** @param {unknown} error */
    const failWith = (error) => {
      failure ??= error;
      child.kill("SIGINT");
    };
    const interrupt = () => {
      failure ??= new Interrupted();
    };
    const terminate = () => void child.kill("SIGTERM");
    process.on("SIGINT", interrupt).on("SIGTERM", terminate);
    for (const [stream, out] of /** @type {const} */ ([
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ])) {
      createInterface({ input: stream }).on("line", (line) => {
        const text = shown(line);
        if (text !== undefined) out.write(`${text}\n`);
        Promise.resolve(onLine?.(line)).catch(failWith);
      });
    }
    child.once("error", failWith);
    child.once("close", (exitCode) => {
      process.off("SIGINT", interrupt).off("SIGTERM", terminate);
      if (failure) reject(failure);
      else resolve(exitCode ?? 1);
    });
  });
}
