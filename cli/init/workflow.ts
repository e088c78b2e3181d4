import { execFileSync } from "node:child_process";

/** A host of git repositories, and where its workflows belong. */
interface Host {
  /** Of the remote's host name. */
  readonly name: RegExp;
  /** In docs/ci of this package. */
  readonly template: string;
  readonly file: string;
}

const HOSTS: readonly Host[] = [
  { name: /(^|\.)github\.com$/, template: "github-review.yml", file: ".github/workflows/permission-review.yml" },
  { name: /gitlab/, template: "gitlab-ci.yml", file: ".gitlab-ci.yml" },
  { name: /(^|\.)(dev\.azure|visualstudio)\.com$/, template: "azure-pipelines.yml", file: "azure-pipelines.yml" },
];

/** The review's workflow for the host of a folder's repository, or why there is none. */
export type Workflow = Pick<Host, "template" | "file"> | { readonly missing: string };

/** Looks at the remote `origin`. A workflow belongs into the top folder of a repository. */
export function workflowFor(folder: string): Workflow {
  const prefix = git(folder, "rev-parse", "--show-prefix");
  if (prefix === undefined) return { missing: "the folder is in no git repository yet" };
  if (prefix !== "") return { missing: "it belongs into the top folder of the git repository" };
  const name = hostOf(git(folder, "remote", "get-url", "origin") ?? "");
  if (name === undefined) return { missing: "the git repository has no remote origin on a server yet" };
  return HOSTS.find((host) => host.name.test(name)) ?? { missing: `there is none for ${name}` };
}

/** Of `https://user@host/…`, `ssh://git@host:22/…` or `git@host:…`; `undefined` for a folder. */
export function hostOf(remote: string): string | undefined {
  if (/^[a-z][a-z+]*:\/\//i.test(remote))
    return URL.canParse(remote) ? new URL(remote).hostname || undefined : undefined;
  const [, host] = /^(?:[^@/\\]+@)?([^:/\\]{2,}):/.exec(remote) ?? [];
  return host?.toLowerCase();
}

/** What git prints; `undefined` where it isn't there, or refuses. */
function git(folder: string, ...args: string[]): string | undefined {
  try {
    return execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}
