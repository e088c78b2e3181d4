// @ts-check
import { compare, unlistedOf } from "../demo/expected.mjs";
import { verdict } from "../demo/report.mjs";
import { openTenant } from "../demo/tenant.mjs";
import { expectedLevels, profileFile } from "./expected.mjs";
import { CLIENT_ID, KEYS } from "./files.mjs";
import { assignmentsOf } from "./tenants.mjs";

/** Whether tenants are what the commands call them, by reads that share no code with what brought them there. */

/** @typedef {import("./tenants.mjs").DemoTenant} DemoTenant */
/** @typedef {{ rows: number, problems: string[] }} Checked rows that were compared, and what isn't as asked */

/** @param {string} site @param {DemoTenant} tenant @returns {Promise<Checked>} */
export async function checkTenant(site, tenant) {
  const keys = { publicKey: KEYS.CW_DEMO_PUBLIC_KEY, privateKey: KEYS.CW_DEMO_PRIVATE_KEY, clientId: CLIENT_ID };
  const api = openTenant({ site, companyId: tenant.name, ...keys });
  const checks = await Promise.all(assignmentsOf(tenant).map((assignment) => checkAssignment(api, tenant, assignment)));
  return {
    rows: checks.reduce((sum, { rows }) => sum + rows, 0),
    problems: checks.flatMap(({ problems }) => problems),
  };
}

/**
 * @param {ReturnType<typeof openTenant>} api
 * @param {DemoTenant} tenant
 * @param {ReturnType<typeof assignmentsOf>[number]} assignment
 * @returns {Promise<Checked>}
 */
async function checkAssignment(api, tenant, { profile, role, member }) {
  const id = await api.roleId(role);
  if (id === undefined) return { rows: 0, problems: [`there is no role ${role}`] };
  const rows = await api.roleRows(id);
  const options = { unlisted: unlistedOf(profileFile(profile)) };
  const comparison = compare(expectedLevels(tenant, profile), rows, options);
  const isExact = comparison.differences.length + comparison.missing.length === 0;
  const has = (await api.apiMember(member))?.securityRole.name;
  return {
    rows: rows.length,
    problems: [
      ...(isExact ? [] : verdict(comparison)),
      ...(has === role ? [] : [`the member ${member} ${has ? `has the role ${has}` : "isn't there"}, not ${role}`]),
    ],
  };
}

/**
 * Judges the last run: each tenant has to be called what it was made to be, and to be it.
 *
 * @param {readonly DemoTenant[]} tenants
 * @param {ReadonlyMap<string, string>} called outcome by tenant
 * @param {ReadonlyMap<string, Checked>} checks of tenants that are called exact or drifted
 * @returns {{ isRight: boolean, lines: string[] }}
 */
export function judge(tenants, called, checks) {
  const wrong = tenants.flatMap(({ name, outcome = "exact" }) => {
    const is = called.get(name) ?? "nothing";
    const { problems = [] } = checks.get(name) ?? {};
    if (is !== outcome) return [`${name} is called ${is}, but was made to be ${outcome}`];
    if (is === "exact") return problems.map((problem) => `${name} is called exact, but ${problem}`);
    return is === "drifted" && problems.length === 0 ? [`${name} is called drifted, but is as asked`] : [];
  });
  if (wrong.length > 0) return { isRight: false, lines: wrong };
  const calledSo = (/** @type {string} */ outcome) =>
    tenants.flatMap(({ name }) => (called.get(name) === outcome ? [name] : []));
  const exact = calledSo("exact");
  const rows = exact.reduce((sum, name) => sum + (checks.get(name)?.rows ?? 0), 0);
  return {
    isRight: true,
    lines: [
      `${exact.length} tenants are called exact, and are: all ${rows} rows of their roles, and the members that hold them.`,
      `Called drifted, and are: ${calledSo("drifted").join(", ")}.`,
      `Waiting for an administrator: ${calledSo("waiting").join(", ")}, which was made so. Failed: ${calledSo("failed").join(", ")}, which was made so.`,
    ],
  };
}
