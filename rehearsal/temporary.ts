import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** In a rehearsal's folder, the user's program where it lies, below a project file and a stack's file of its own. */
export const LINK = "project";

/** A folder for a rehearsal, which goes with the process at the latest. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "cwroles-rehearsal-")));
  process.once("exit", () => removeFolder(folder));
  return folder;
}

/** Removes it, and nothing that it links to. */
export function removeFolder(folder: string): void {
  // First, so that nothing behind it is ever looked at.
  rmSync(path.join(folder, LINK), { force: true });
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** The engine, its language host and what compiles the program leave files where temporary ones are kept. */
export const temporaryIn = (folder: string) =>
  Object.fromEntries(["TMPDIR", "TMP", "TEMP"].map((name) => [name, path.join(folder, "tmp")]));

/** Whether a user has set a variable for their own engine or tenant; nothing of it reaches a copy's. */
export const isUsersOwn = (variable: string): boolean => /^(PULUMI|CONNECTWISE)_/i.test(variable);
