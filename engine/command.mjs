// @ts-check
import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";

/**
 * Commands other than this Node, found and run in the same way on every system.
 */

/** How many of a command's last lines an error about it quotes. */
const QUOTED_LINES = 20;

/** What this machine or its network is to blame for, in words for its user. */
export class EngineError extends Error {
  /** @param {string} message @param {ErrorOptions} [options] */
  constructor(message, options) {
    super(message, options);
    this.name = "EngineError";
  }
}

/** A command that ended with another exit code than 0. */
export class CommandError extends Error {
  /**
   * @param {string} message
   * @param {string[]} output every line it printed
   */
  constructor(message, output) {
    super([message, ...output.slice(-QUOTED_LINES).map((line) => `    ${line}`)].join("\n"));
    this.name = "CommandError";
    this.output = output.join("\n");
  }
}

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] the whole environment; default: this process's
 * @property {(line: string) => void} [onLine] called with each line of stdout and stderr as it comes
 * @property {boolean} [shell] `command` is a constant line for the system's shell
 */

/**
 * Runs a command to its end.
 *
 * @param {string} command a name on PATH or a path
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<string>} its standard output
 * @throws {CommandError} that quotes the last lines of its output
 */
export function run(command, args, { cwd, env, onLine, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const name = [path.basename(command), ...args].join(" ");
    const child = spawn(command, args, {
      cwd,
      env,
      shell,
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    let stdout = "";
    /** @type {string[]} */
    const output = [];
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      stdout += chunk;
    });
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        output.push(line);
        onLine?.(line);
      });
    }
    child.once("error", (cause) => reject(cannotStart(name, cause)));
    child.once("close", (exitCode, killedBy) => {
      if (exitCode === 0) return resolve(stdout);
      const how = killedBy ? `was ended by ${killedBy}` : `ended with exit code ${exitCode}`;
      reject(new CommandError(`${name} ${how}`, output));
    });
  });
}

/**
 * Runs a command with this process's own terminal. On Ctrl-C, which reaches both, it is waited for: it cleans up.
 * SIGTERM is handed on to it.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Pick<CommandOptions, "cwd" | "env">} [options]
 * @returns {Promise<number>} its exit code
 */
export function runInForeground(command, args, { cwd, env } = {}) {
  const child = spawn(command, args, { cwd, env, stdio: "inherit" });
  const wait = () => {};
  const handOn = () => void child.kill("SIGTERM");
  process.on("SIGINT", wait).on("SIGTERM", handOn);
  return new Promise((/** @type {(exitCode: number) => void} */ resolve, reject) => {
    child.once("error", (cause) => reject(cannotStart(path.basename(command), cause)));
    child.once("close", (exitCode) => resolve(exitCode ?? 1));
  }).finally(() => process.off("SIGINT", wait).off("SIGTERM", handOn));
}

/** @param {string} name @param {Error} cause */
function cannotStart(name, cause) {
  return new EngineError(`${name} cannot be started: ${cause.message}`, { cause });
}

/**
 * The program that `name` starts, looked up on PATH as the system does.
 *
 * @param {string} name without extension
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined} its path
 */
export function findOnPath(name, env = process.env) {
  const folders = (env[pathKey(env)] ?? "").split(path.delimiter).filter(Boolean);
  for (const folder of folders) {
    const program = findInFolder(folder, name, env);
    if (program) return program;
  }
  return undefined;
}

/** The same, in one folder. @param {string} folder @param {string} name @param {NodeJS.ProcessEnv} [env] */
export function findInFolder(folder, name, env = process.env) {
  const extensions = process.platform === "win32" ? (env.PATHEXT ?? ".EXE;.CMD").split(";") : [""];
  return extensions.map((extension) => path.join(folder, name + extension.toLowerCase())).find(isExecutable);
}

/** A copy of `env` in which programs of `folder` are found first. @param {string} folder @param {NodeJS.ProcessEnv} [env] */
export function withPathFirst(folder, env = process.env) {
  const key = pathKey(env);
  return { ...env, [key]: [folder, env[key]].filter(Boolean).join(path.delimiter) };
}

/** Windows may spell it "Path"; a copied environment loses the case-insensitivity of the real one. @param {NodeJS.ProcessEnv} env */
function pathKey(env) {
  return Object.keys(env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
