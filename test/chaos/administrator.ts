import { LEVELS, VERBS } from "../../core/model/level";
import { rowsOf } from "../../core/model/permission";
import type { Sandbox } from "../../sandbox";
import { MEMBER, ROLE } from "../helpers/fleetFolder";
import { desiredLevel } from "./desiredLevel";
import { pick, type Random } from "./environment";

type Tenant = Sandbox["tenant"];

/** What administrators do behind the API's back, each about as often as it is listed. */
const CHANGES: readonly ((tenant: Tenant, random: Random) => string)[] = [
  changeLevel,
  changeLevel,
  changeLevel,
  takeMembersRole,
  removeRole,
];

/**
 * Does something to a tenant, as an administrator would in the web client.
 * @returns what, for people; `undefined` where the tenant has no such role yet
 */
export function meddle(tenant: Tenant, random: Random): string | undefined {
  const change = pick(CHANGES, random);
  return hasRole(tenant) ? change(tenant, random) : undefined;
}

export function changeLevel(tenant: Tenant, random: Random): string {
  const rows = [...rowsOf(tenant.levels(ROLE))];
  const { module, function: name, row } = pick(rows, random);
  const verb = pick(VERBS, random);
  if (row[verb] === null) return changeLevel(tenant, random);
  const level = pick(
    LEVELS.filter((other) => other !== row[verb]),
    random,
  );
  tenant.setLevel(ROLE, module, name, verb, level);
  return "a level changed";
}

function takeMembersRole(tenant: Tenant): string {
  if (hasMember(tenant)) tenant.setMember(MEMBER, { role: null });
  return "the member's role taken away";
}

function removeRole(tenant: Tenant): string {
  takeMembersRole(tenant);
  tenant.removeRole(ROLE);
  return "the role removed";
}

/** Makes by hand what a tenant's API refuses. */
export function completeRole(tenant: Tenant): void {
  if (!hasRole(tenant)) tenant.addRole(ROLE);
  for (const { module, function: name, row } of rowsOf(tenant.levels(ROLE)))
    for (const verb of VERBS)
      if (row[verb] !== null) tenant.setLevel(ROLE, module, name, verb, desiredLevel(module, name, verb));
}

export const hasRole = (tenant: Tenant): boolean => tenant.roles().some(({ name }) => name === ROLE);

const hasMember = (tenant: Tenant) => tenant.members().some(({ identifier }) => identifier === MEMBER);
