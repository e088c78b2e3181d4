import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const REPOSITORY = path.resolve(__dirname, "..");

const npm = (args: readonly string[], cwd: string): string =>
  execFileSync("npm", [...args], { cwd, encoding: "utf8", shell: process.platform === "win32" });

/** The package's file, in a folder of its own. */
export interface Tarball {
  readonly file: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly entryCount: number;
  remove(): void;
}

export function packTarball(): Tarball {
  const folder = mkdtempSync(path.join(os.tmpdir(), "connectwise-roles-bench-"));
  const [packed] = JSON.parse(npm(["pack", "--ignore-scripts", "--json", "--pack-destination", folder], REPOSITORY));
  const { filename, size, unpackedSize, entryCount } = packed;
  const remove = () => rmSync(folder, { recursive: true, force: true });
  return { file: path.join(folder, filename), size, unpackedSize, entryCount, remove };
}

/** Gives a project, whose node_modules are linked to the repository's, an installation of its own, as a user has one. */
export function installInto(project: string, { file }: Tarball): void {
  rmSync(path.join(project, "node_modules"));
  npm(["install", "--no-audit", "--no-fund", "--prefer-offline", file, "typescript@5.9.3"], project);
}
