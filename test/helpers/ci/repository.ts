import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

const PROJECT = path.resolve(__dirname, "../../..");
/** What `npm ci` leaves in it. */
const PACKAGE = { name: "acme-roles", private: true, dependencies: { "connectwise-roles": "*" } };
const WHO = {
  GIT_AUTHOR_NAME: "Author",
  GIT_AUTHOR_EMAIL: "author@example.com",
  GIT_COMMITTER_NAME: "Author",
  GIT_COMMITTER_EMAIL: "author@example.com",
  GIT_CONFIG_GLOBAL: "/dev/null",
};

export interface ScriptOutcome {
  readonly code: number;
  /** stdout, then stderr. */
  readonly output: string;
}

/** A user's repository, with this package as a dependency and profiles of their own, for one test. */
export class Repository {
  readonly folder = mkdtempSync(path.join(tmpdir(), "connectwise-roles-"));

  constructor(profiles: Readonly<Record<string, string>>) {
    onTestFinished(() => rmSync(this.folder, { recursive: true, force: true }));
    symlinkSync(path.join(PROJECT, "node_modules"), path.join(this.folder, "node_modules"));
    this.write("package.json", JSON.stringify(PACKAGE));
    this.write(".gitignore", "node_modules\n");
    mkdirSync(path.join(this.folder, "profiles"));
    this.git("init", "--quiet", "--initial-branch=main");
    this.commit(profiles);
  }

  /** @returns the new commit, of what was there and these profiles */
  commit(profiles: Readonly<Record<string, string>>): string {
    for (const [id, text] of Object.entries(profiles)) this.write(`profiles/${id}.yaml`, text);
    this.git("add", ".");
    this.git("commit", "--quiet", "--allow-empty", "--message", "Profiles");
    return this.git("rev-parse", "HEAD");
  }

  /** @returns where the file is */
  write(file: string, text: string): string {
    const at = path.join(this.folder, file);
    writeFileSync(at, text);
    return at;
  }

  git(...args: string[]): string {
    return execFileSync("git", args, { cwd: this.folder, env: { ...process.env, ...WHO }, encoding: "utf8" }).trim();
  }

  read = (file: string): string => readFileSync(path.join(this.folder, file), "utf8");
}

/** Runs a script as a runner does: by bash, which ends at the first command that fails. */
export function runScript(script: string, env: Readonly<Record<string, string>>, cwd: string): Promise<ScriptOutcome> {
  const { PATH, HOME } = process.env;
  const args = ["--noprofile", "--norc", "-eo", "pipefail", "-c", script];
  return new Promise((resolve) => {
    execFile("bash", args, { cwd, env: { PATH, HOME, ...env } }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr }),
    );
  });
}
