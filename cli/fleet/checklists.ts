import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { checklistHtml } from "../../checklist/html/page";
import { checklistView } from "../../checklist/view";
import { describeEffort } from "../../checklist/words";
import { inCatalogueNames } from "../../core/profile/canonical";
import { customizeLists } from "../../core/profile/customize";
import type { Assignment, Fleet, FleetTenant } from "../../fleet/model/fleet";
import type { AssignmentResult, TenantResult } from "../../fleet/model/result";

/**
 * Writes a page for each role that waits for an administrator, into the fleet's folder `.fleet/checklists`.
 * @returns a line for each: tenant, role, how much is left, where the page is
 */
export function writeChecklists({ tenants, folder }: Fleet, results: Iterable<TenantResult>): string[] {
  return [...results].flatMap(({ tenant: name, assignments }) => {
    const tenant = tenants.find((one) => one.name === name);
    return assignments
      .filter(({ outcome }) => outcome === "waiting")
      .flatMap((result) => {
        const assignment = tenant?.assignments.find(({ profile }) => profile.id === result.profile);
        return tenant && assignment ? [writeChecklist(folder, tenant, assignment, result)] : [];
      });
  });
}

function writeChecklist(folder: string, tenant: FleetTenant, assignment: Assignment, result: AssignmentResult): string {
  const file = path.join(folder, ".fleet", "checklists", `${tenant.name}-${result.profile}.html`);
  const left = result.changes.filter(({ subject }) => subject !== "member");
  const checklist = checklistView({
    role: result.role,
    tenant: `${tenant.companyId}, ${tenant.site}`,
    profile: assignment.profile,
    changes: left,
    customize: customizeLists(inCatalogueNames(assignment.profile).grants),
    ...(assignment.memberKind === "api" && {
      keyPair: { identifier: assignment.member, description: assignment.profile.name },
    }),
    cautions: [],
    notes: [...result.notes],
  });
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
