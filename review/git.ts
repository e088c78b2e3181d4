import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { InvalidInputError } from "../core/model/errors";

const run = promisify(execFile);

/** Of one answer of git. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Why there are no two states to compare; `path` is the option or program that it is about. */
export const nothingToCompare = (path: string, message: string) =>
  new InvalidInputError("Nothing to compare", [{ path, message }]);

export type Git = ReturnType<typeof gitIn>;

/** Git's commands in a folder; English, whatever the user's language is. */
export function gitIn(folder: string) {
  /** @throws InvalidInputError with git's own words where it refuses */
  const bytes = async (...args: string[]): Promise<Buffer> => {
    try {
      return await printed(folder, args);
    } catch (error) {
      const { code, stderr: message = "" } = error as { code?: unknown; stderr?: Buffer | string };
      const stderr = String(message);
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
