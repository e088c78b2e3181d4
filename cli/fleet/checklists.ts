import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { checklistHtml } from "../../checklist/html/page";
import { describeEffort } from "../../checklist/words";
import type { Fleet } from "../../fleet/model/fleet";
import type { TenantResult } from "../../fleet/model/result";
import { type WaitingRole, waitingRoles, waitingView } from "./waiting";

/**
 * Writes a page for each role that waits for an administrator, into the fleet's folder `.fleet/checklists`.
 * @returns a line for each: tenant, role, how much is left, where the page is
 */
export const writeChecklists = ({ tenants, folder }: Fleet, results: Iterable<TenantResult>): string[] =>
  waitingRoles(tenants, results).map((role) => writeChecklist(folder, role));

function writeChecklist(folder: string, role: WaitingRole): string {
  const { tenant, result } = role;
  const file = path.join(folder, ".fleet", "checklists", `${tenant.name}-${result.profile}.html`);
  const checklist = waitingView(role);
  const failure = write(file, checklistHtml(checklist));
  return `  ${tenant.name}, "${result.role}": ${describeEffort(checklist)}; ${path.relative(".", file)}${failure}`;
}

/** A page that can't be written takes nothing from what the run has to say. */
function write(file: string, page: string): string {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, page);
    return "";
  } catch (error) {
    return ` can't be written: ${(error as Error).message}`;
  }
}
