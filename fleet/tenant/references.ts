import { type ExecException, type ExecOptions, exec } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { InvalidInputError } from "../../core/model/errors";
import { type Reference, type ReferenceParts, splitReference } from "../model/reference";

const TIMEOUT_MS = 30_000;

/** What the references of a fleet's file may reach: who runs a command says so, and not the file, which a pull request may change. */
export interface ReferenceLimits {
  /** Whether commands may run. */
  readonly commands: boolean;
  /** Folders that files may lie in, besides the fleet's own. */
  readonly folders: readonly string[];
  /** What the names of variables begin with. */
  readonly prefixes: readonly string[];
}

/** What is read without being asked for. */
export const PREFIXES: readonly string[] = ["CW_", "CONNECTWISE_"];

interface Surroundings {
  /** Missing for a reference that the user gives on the command line. */
  readonly limits?: ReferenceLimits | undefined;
  readonly environment?: NodeJS.ProcessEnv;
  /** How long a command may take. */
  readonly timeoutMs?: number;
  /** Ends a command. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The credential that a reference stands for, without the white space around it; anything that isn't a reference stands for
 * itself. A command runs in the shell of this machine, without an input to ask anybody by.
 * @param folder what a file's path starts from, and where a command runs
 * @throws InvalidInputError that names the reference, and never what it stands for or what a command prints
 */
export async function resolveReference(
  reference: Reference,
  folder: string,
  { limits, environment = process.env, timeoutMs = TIMEOUT_MS, signal }: Surroundings = {},
): Promise<string> {
  const parts = splitReference(reference);
  if (!parts) return reference;
  const allowed = async () => {
    if (limits) assertAllowed(parts, folder, limits);
    return read(parts, { folder, environment, timeoutMs, signal });
  };
  const found = await allowed().catch((error: unknown) => {
    throw unresolved(reference, error instanceof Unresolved ? error.message : "it can't be read");
  });
  // A byte order mark counts as white space.
  const credential = found.trim();
  if (credential === "") throw unresolved(reference, "it is empty");
  if (/\p{Cc}|\uFFFD/u.test(credential)) throw unresolved(reference, "it isn't one line of text");
  return credential;
}

async function read(
  { kind, what }: ReferenceParts,
  { folder, environment, timeoutMs, signal }: Required<Omit<Surroundings, "limits">> & { readonly folder: string },
): Promise<string> {
  if (kind === "command") return output(what, { cwd: folder, env: environment, timeout: timeoutMs, signal });
  if (kind === "file") return readFile(path.resolve(folder, what), "utf8").catch(rethrowBare);
  const value = environment[what];
  if (value === undefined) throw new Unresolved("the environment has no such variable");
  return value;
}

function assertAllowed({ kind, what }: ReferenceParts, folder: string, limits: ReferenceLimits): void {
  if (kind === "command" && !limits.commands)
    throw new Unresolved("commands of the fleet's file run only with --allow-commands");
  if (kind === "file" && ![folder, ...limits.folders].some((one) => isBelow(path.resolve(folder, what), one)))
    throw new Unresolved("files are read only in the fleet's folder; name another one with --secrets-folder");
  const prefixes = [...PREFIXES, ...limits.prefixes];
  if (kind === "env" && !prefixes.some((prefix) => what.startsWith(prefix)))
    throw new Unresolved(
      `only variables that begin with ${prefixes.join(" or ")} are read; allow others with --env-prefix`,
    );
}

/** By where links lead. */
function isBelow(file: string, folder: string): boolean {
  const [at, root] = [file, folder].map(realPath) as [string, string];
  const relative = path.relative(root, at);
  return !path.isAbsolute(relative) && relative.split(path.sep)[0] !== "..";
}

const realPath = (file: string) => (existsSync(file) ? realpathSync(file) : path.resolve(file));

/** Why a reference can't be followed, in words that hold nothing of what it stands for. */
class Unresolved extends Error {}

function rethrowBare({ code }: NodeJS.ErrnoException): never {
  throw new Unresolved(code === "ENOENT" ? "there is no such file" : `it can't be read (${code})`);
}

/** What a command prints. The error of `exec` carries that and more, so that a bare one takes its place. */
const output = (command: string, options: ExecOptions & { readonly timeout: number }): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = exec(command, { ...options, encoding: "utf8", windowsHide: true }, (error, stdout) => {
      if (error) reject(new Unresolved(describeEnd(error, options.timeout)));
      else resolve(stdout);
    });
    child.stdin?.on("error", () => undefined).end();
  });

function describeEnd({ code, killed }: ExecException, timeout: number): string {
  if (String(code) === "ABORT_ERR") return "the command was interrupted";
  if (typeof code === "number") return `the command ended with exit code ${code}`;
  if (killed && !code) return `the command took longer than ${timeout / 1000} s`;
  return code ? `the command failed (${code})` : "the command was ended by a signal";
}

const unresolved = (reference: Reference, why: string) =>
  new InvalidInputError("A credential isn't there", [{ path: reference, message: why }]);
