import type { TenantResult } from "../model/result";
import { groupTenants } from "./groupTenants";
import type { Reason } from "./view";

/** Why tenants failed or wait. What differs from tenant to tenant, such as an id, doesn't keep equal reasons apart. */
export const reasonsOf = (results: Iterable<TenantResult>): Reason[] =>
  groupTenants(
    [...results].flatMap(({ tenant, outcome, failure }) =>
      failure
        ? [{ value: { state: outcome, ...failure, message: inCommon(failure.message, tenant) }, tenants: [tenant] }]
        : [],
    ),
  ).map(({ value, tenants }) => ({ ...value, tenants }));

/** `GET /system/members/17/image answered 404` → `GET /system/members/…/image answered 404` */
const inCommon = (message: string, tenant: string): string =>
  message
    .replace(/\/\d+(?![\w.])/g, "/…")
    .replaceAll(`"${tenant}"`, '"<tenant>"')
    .replaceAll(`'${tenant}'`, "'<tenant>'");
