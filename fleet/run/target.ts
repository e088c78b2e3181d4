import type { Deployment } from "@pulumi/pulumi/automation";
import { RolesError } from "../../core/model/errors";
import { describeTenant, sameTenant } from "../../core/model/tenant";
import type { FleetTenant } from "../model/fleet";
import type { Run } from "../model/run";
import { targetOf } from "../tenant/desired";
import type { OpenTenant } from "../tenant/open";
import { otherTenantIn } from "./state";

/** The fleet's file leads to another tenant than it did: the ids that are known are nothing there, or somebody else's. */
class OtherTenantError extends RolesError {
  readonly code = "other-tenant";
  readonly fault = "user";
}

/**
 * A run that changes something is for the tenants that it was asked for, whatever the fleet's file says by now.
 * @throws OtherTenantError where the file leads to another one
 */
export function assertAsBegun({ id, command, targets }: Run, tenant: FleetTenant): void {
  const begun = targets?.[tenant.name];
  const now = targetOf(tenant);
  if (!begun || sameTenant(begun, now)) return;
  throw new OtherTenantError(
    `${tenant.name} was ${describeTenant(begun)} when the run ${id} was asked for, and is ${describeTenant(now)} in the fleet's file now: nothing is changed on either. If that is meant, begin again without --resume: cwroles fleet ${command}`,
  );
}

/**
 * What a stack knows by ids belongs to one tenant.
 * @throws OtherTenantError where that is neither the one of the fleet's file nor the one that it was moved from
 */
export function assertOwnState(
  state: Deployment | undefined,
  { tenant: { name }, target, movedFrom }: Pick<OpenTenant, "tenant" | "target" | "movedFrom">,
): void {
  const other = otherTenantIn(state, movedFrom ? [target, movedFrom] : [target]);
  if (other === undefined) return;
  throw new OtherTenantError(
    `The stack "${name}" belongs to the tenant ${other}, but the fleet's file leads to ${describeTenant(target)}: nothing is changed on either. If the file is wrong, set site and companyId back. If it is another tenant, give it an entry, and so a stack, of its own. If the tenant itself has this new address, add to its entry: movedFrom: ${other}`,
    { topic: "stack-of-another-tenant" },
  );
}
