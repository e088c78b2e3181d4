import type { ChecklistView } from "../../checklist/view";
import { checklistView } from "../../checklist/view";
import { inCatalogueNames } from "../../core/profile/canonical";
import { customizeLists } from "../../core/profile/customize";
import type { Assignment, FleetTenant } from "../../fleet/model/fleet";
import type { AssignmentResult, TenantResult } from "../../fleet/model/result";

/** A role that waits for an administrator. */
export interface WaitingRole {
  readonly tenant: FleetTenant;
  readonly assignment: Assignment;
  /** As the last run left it. */
  readonly result: AssignmentResult;
}

/** The roles that wait, as results say, of tenants that are meant. */
export const waitingRoles = (tenants: readonly FleetTenant[], results: Iterable<TenantResult>): WaitingRole[] =>
  [...results].flatMap(({ tenant: name, assignments }) => {
    const tenant = tenants.find((one) => one.name === name);
    return assignments
      .filter(({ outcome }) => outcome === "waiting")
      .flatMap((result) => {
        const assignment = tenant?.assignments.find(({ profile }) => profile.id === result.profile);
        return tenant && assignment ? [{ tenant, assignment, result }] : [];
      });
  });

/** What the web client is visited for besides levels. */
export const besidesLevels = ({ profile, member, memberKind }: Assignment) => ({
  profile,
  customize: customizeLists(inCatalogueNames(profile).grants),
  ...(memberKind === "api" && { keyPair: { identifier: member, description: profile.name } }),
});

export const waitingView = ({ tenant, assignment, result }: WaitingRole): ChecklistView =>
  checklistView({
    role: result.role,
    tenant: `${tenant.companyId}, ${tenant.site}`,
    changes: result.changes.filter(({ subject }) => subject !== "member"),
    ...besidesLevels(assignment),
    cautions: [],
    notes: [...result.notes],
  });
