import { type Output, output } from "@pulumi/pulumi/output.js";
import { SecurityRole } from "./securityRole";

/** The SDK's own way to learn what a value was made from, which its types leave out. */
type Traced = Output<unknown> & { readonly allResources?: () => Promise<Iterable<unknown>> };

/**
 * The tenants of the roles that a value was made from. An id such as `role.id` is a number that another tenant has, too: the
 * check of who uses it compares the tenants.
 */
export function roleTenantsOf(value: unknown): Output<string[]> {
  const resources = (output(value) as Traced).allResources?.() ?? Promise.resolve([]);
  return output(resources.then((found) => [...found].flatMap(tenantOf))).apply((tenants) => tenants.filter(Boolean));
}

const tenantOf = (resource: unknown): Output<string>[] => (resource instanceof SecurityRole ? [resource.tenant] : []);
