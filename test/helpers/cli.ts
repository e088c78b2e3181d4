import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { stringify } from "yaml";

const REPOSITORY = path.resolve(__dirname, "../..");

export interface CliOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real `cwroles` in a folder, with no ConnectWise variable of this machine's environment. */
export function cwroles(args: readonly string[], cwd = REPOSITORY, env: NodeJS.ProcessEnv = {}): Promise<CliOutcome> {
  const own = Object.entries(process.env).filter(([name]) => !/^(CONNECTWISE|PULUMI)_/.test(name));
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [path.join(REPOSITORY, "bin/cwroles.js"), ...args],
      { cwd, env: { ...Object.fromEntries(own), ...env }, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr }),
    );
  });
}

/** A project folder with one stack: this repository's profiles and Pulumi.yaml, and configuration of its own. */
export function stackFolder(config: Readonly<Record<string, unknown>>, stack = "test") {
  const folder = mkdtempSync(path.join(tmpdir(), "connectwise-roles-"));
  for (const name of ["Pulumi.yaml", "profiles"]) symlinkSync(path.join(REPOSITORY, name), path.join(folder, name));
  writeFileSync(path.join(folder, `Pulumi.${stack}.yaml`), stringify({ config }));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
