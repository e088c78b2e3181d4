// @ts-check
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { keyOf, levelsByFunction } from "../demo/expected.mjs";
import { PROJECT } from "../setup/project.mjs";
import { ACCEPTED, AU_LEVELS } from "./tenants.mjs";

/** @typedef {import("./tenants.mjs").DemoTenant} DemoTenant */
/** @typedef {import("../demo/expected.mjs").Levels} Levels */

const NONE = { add: "None", edit: "None", delete: "None", inquire: "None" };
/** On this release and older a profile's first variant holds. */
const OLD = "2019.2";

/** @param {string} profile its id @returns {string} */
export const profileFile = (profile) => path.join(PROJECT, "profiles", `${profile}.yaml`);

/**
 * The levels that a role of a tenant has to have: those of the profile's file, or of its variant for old releases, with
 * what the tenant's group and an accepted deviation change.
 *
 * @param {DemoTenant} tenant
 * @param {string} profile
 * @returns {Map<string, Levels>} by the key of `keyOf`
 */
export function expectedLevels(tenant, profile) {
  const { permissions, variants = [] } = parse(readFileSync(profileFile(profile), "utf8"));
  const isOld = tenant.company?.version === OLD && variants.length > 0;
  const levels = levelsByFunction(isOld ? variants[0].permissions : permissions);
  for (const { module, name, own } of exceptions(tenant, profile)) {
    const key = keyOf(module, name);
    levels.set(key, { ...(levels.get(key) ?? NONE), ...own });
  }
  return levels;
}

/**
 * @param {DemoTenant} tenant
 * @param {string} profile
 * @returns {{ module: string, name: string, own: Partial<Levels> }[]}
 */
function exceptions({ name: tenant, group }, profile) {
  if (profile !== ACCEPTED.profile) return [];
  const accepted = Object.fromEntries(ACCEPTED.verbs.map((verb) => [verb, ACCEPTED.level]));
  return [
    ...(group === "au" ? [{ module: "Finance", name: "Invoicing", own: AU_LEVELS.Finance.Invoicing }] : []),
    ...(tenant === ACCEPTED.tenant ? [{ module: ACCEPTED.module, name: ACCEPTED.function, own: accepted }] : []),
  ];
}
