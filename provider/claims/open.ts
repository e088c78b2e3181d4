import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { ClaimStore } from "./claim";
import { FileClaims } from "./file";
import { PostgresClaims } from "./postgres";

/** The folder of claims within a folder that holds a state. */
const FOLDER = "connectwise-roles";

/**
 * Where a stack's claims are kept: where CONNECTWISE_JOURNAL says (a folder, or a PostgreSQL's address), else beside the state
 * that PULUMI_BACKEND_URL names, where that is a folder or a PostgreSQL, else in Pulumi's own folder on this machine.
 * @param project the folder that relative paths start from
 */
export function openClaims(environment: NodeJS.ProcessEnv = process.env, project = process.cwd()): ClaimStore {
  const { CONNECTWISE_JOURNAL: requested, PULUMI_BACKEND_URL: backend = "", PULUMI_HOME: home } = environment;
  if (requested)
    return /^postgres(ql)?:/.test(requested)
      ? new PostgresClaims(requested)
      : new FileClaims(path.resolve(project, requested));
  if (/^postgres(ql)?:/.test(backend)) return new PostgresClaims(backend);
  const state = folderOf(backend, project) ?? home ?? path.join(os.homedir(), ".pulumi");
  return new FileClaims(path.join(state, FOLDER));
}

/** The folder of a file backend: `file:///var/state`, `file://./state`, `file://~/state`, on Windows `file://C:/state`. */
function folderOf(backend: string, project: string): string | undefined {
  const [, location] = /^file:\/\/(.*)$/.exec(backend) ?? [];
  if (location === undefined) return undefined;
  if (location.startsWith("/")) return fileURLToPath(backend);
  const written = decodeURIComponent(location);
  return written.startsWith("~") ? path.join(os.homedir(), written.slice(1)) : path.resolve(project, written);
}
