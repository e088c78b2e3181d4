import { exec } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { InvalidInputError } from "../../provider/model/errors";
import type { Reference } from "../model/fleet";

const TIMEOUT_MS = 30_000;

/**
 * The credential that a reference stands for; anything that isn't a reference stands for itself.
 * @param folder what a file's path starts from, and where a command runs
 * @throws InvalidInputError that names the reference, never what it stands for
 */
export async function resolveReference(
  reference: Reference,
  folder: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const [, kind, what = ""] = /^(env|file|command):(.*)$/s.exec(reference) ?? [];
  if (kind === undefined) return reference;
  const found =
    kind === "env"
      ? (environment[what] ?? "")
      : await (kind === "file" ? readFile(path.resolve(folder, what), "utf8") : output(what, folder)).catch((error) => {
          throw unresolved(reference, String((error as NodeJS.ErrnoException).code ?? "failed"));
        });
  if (found.trim() === "") throw unresolved(reference, "it is empty or not set");
  return found.trim();
}

/** What a command prints, as the shell of this machine runs it. */
const output = async (command: string, cwd: string) =>
  (await promisify(exec)(command, { cwd, timeout: TIMEOUT_MS, windowsHide: true })).stdout;

const unresolved = (reference: Reference, why: string) =>
  new InvalidInputError("A credential isn't there", [{ path: reference, message: why }]);
