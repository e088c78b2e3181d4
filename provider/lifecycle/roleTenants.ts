import { z } from "zod";
import { InvalidInputError } from "../../core/model/errors";
import { describeTenant } from "../../core/model/tenant";
import { unknown } from "./outcome";
import type { RunConnection } from "./runConnection";
import { isTenantOf } from "./tracked";

/** Where the roles of a resource's arguments are, as the program's process hands it on; it is in no state. */
export const roleTenants = z.union([unknown, z.array(z.string())]).default([]);

/** @throws InvalidInputError where a role is another tenant's: its id is another role here */
export function assertOwnRoles(connection: RunConnection, path: string, tenants: z.output<typeof roleTenants>): void {
  const other = Array.isArray(tenants) && tenants.find((tenant) => !isTenantOf(connection, tenant));
  if (!other) return;
  const message = `a role of ${other}, and this is for ${describeTenant(connection.tenant)}; give both the same provider`;
  throw new InvalidInputError("The role is another tenant's", [{ path, message }]);
}
