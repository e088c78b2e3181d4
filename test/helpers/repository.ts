import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";

/** A git repository that is there while a file's tests run; nobody's own configuration of git plays a part. */
export function useRepository() {
  const folder = mkdtempSync(path.join(tmpdir(), "connectwise-roles-git-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const git = (...args: string[]): string =>
    execFileSync("git", ["-c", "user.name=Tester", "-c", "user.email=tester@example.com", ...args], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" },
    });
  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
  };
  git("init", "--quiet", "--initial-branch=main");
  return {
    path: folder,
    git,
    write,
    /** Writes files and commits all that is there; a tag names the commit. */
    commit(tag: string, files: Readonly<Record<string, string>>): void {
      write(files);
      git("add", "--all");
      git("commit", "--quiet", "--message", tag);
      git("tag", tag);
    },
  };
}
