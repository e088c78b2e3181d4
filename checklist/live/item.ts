import type { DesiredRole } from "../../core/model/role";
import type { TenantId } from "../../core/model/tenant";
import { type ChecklistInput, type ChecklistView, checklistView } from "../view";
import { levelsLeft, type ShownRole } from "./progress";

/** A role that an administrator works on while the page is open. */
export interface LiveItem extends Pick<ChecklistInput, "profile" | "keyPair"> {
  /** By which {@link LivePage.show} knows it; one of a kind on the page. */
  readonly key: string;
  readonly tenant: TenantId;
  /** With the tenant's own names. */
  readonly desired: DesiredRole;
  /** As first read; `undefined` where the role isn't there. */
  readonly observed: ShownRole;
  readonly customize: ChecklistInput["customize"];
  readonly cautions?: readonly string[];
  readonly notes?: readonly string[];
}

/** The list as it was when the page began. */
export const viewOf = ({ tenant, desired, observed, cautions = [], notes = [], ...item }: LiveItem): ChecklistView =>
  checklistView({
    role: desired.name,
    tenant: `${tenant.companyId}, ${tenant.origin}`,
    changes: [
      ...(observed ? [] : [{ subject: "role", kind: "create", name: desired.name } as const]),
      ...levelsLeft(observed, desired),
    ],
    ...{ cautions, notes },
    ...item,
  });
