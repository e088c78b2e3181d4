import { execFileSync } from "node:child_process";
import os from "node:os";
import type { Problem } from "../core/model/errors";
import { day } from "../fleet/accept/file";

/** What is wrong with the last day of an acceptance. */
export function dayProblems(until: string, today: string): Problem[] {
  const [issue] = day.safeParse(until).error?.issues ?? [];
  if (issue) return [{ path: "--until", message: issue.message }];
  return until < today ? [{ path: "--until", message: `${until} is over` }] : [];
}

/** Who answers for an acceptance where nobody is named: git's user in a folder, or else who is logged in. */
export function currentUser(cwd: string): string {
  try {
    return execFileSync("git", ["config", "user.name"], { cwd, encoding: "utf8" }).trim() || os.userInfo().username;
  } catch {
    return os.userInfo().username;
  }
}
