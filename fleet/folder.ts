import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { RefusedError } from "../core/model/errors";

const OWNER_ONLY = 0o700;

/**
 * The folder that a fleet keeps its runs, state and workspace in, beside its file: `.fleet`. It is made where it isn't there; nobody else
 * on the machine may look into it, and git leaves it out.
 * @param folder of the fleet's file
 * @throws RefusedError where it can't be made
 */
export function fleetFolder(folder: string): string {
  const own = path.resolve(folder, ".fleet");
  try {
    mkdirSync(own, { recursive: true, mode: OWNER_ONLY });
    if (process.platform !== "win32" && (statSync(own).mode & 0o077) !== 0) chmodSync(own, OWNER_ONLY);
    const ignore = path.join(own, ".gitignore");
    if (!existsSync(ignore)) writeFileSync(ignore, "*\n");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new RefusedError(
      `${own} can't be made or kept from others (${code ?? message}): what runs find is kept there.`,
    );
  }
  return own;
}
