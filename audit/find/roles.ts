import type { Finding, Observation } from "../model";
import type { RuleRisks } from "../rules";
import { findingOf } from "./finding";
import { holderFindings } from "./holders";
import { findSimilarRoles } from "./similarRoles";
import { uniqueKeysFor } from "./uniqueKeys";

/** What there is to say of a tenant's roles, whoever holds them. */
export function roleFindings(
  { roles = [], functions }: Pick<Observation, "roles" | "functions">,
  rules: RuleRisks,
  withPeople: boolean,
): Finding[] {
  const keyOf = uniqueKeysFor(roles, ({ name }) => name);
  const found = [
    ...roles.flatMap((role) => holderFindings(role, withPeople).map((one) => ({ ...one, role }))),
    ...findSimilarRoles(roles, functions),
  ];
  return found.map(({ role, ...one }) =>
    findingOf({ ...one, subject: { kind: "role", name: role.name }, key: keyOf(role) }, rules),
  );
}
