// @ts-check
import path from "node:path";
import { PROJECT } from "../setup/project.mjs";
import { compare, expectedLevels, unlistedOf } from "./expected.mjs";
import { levelTable, verdict } from "./report.mjs";
import { say } from "./say.mjs";
import { openTenant } from "./tenant.mjs";

/** @typedef {import("./stack.mjs").DemoStack} DemoStack */

/**
 * Reads the tenant over HTTP, past the project's own code, and compares the role with the profile's file.
 *
 * @param {DemoStack} stack
 * @param {{ hasTable?: boolean }} [options] hasTable: shows the levels
 * @returns {Promise<{ isExact: boolean, profile: string }>} profile: its file, seen from the project
 */
export async function readBack(stack, { hasTable = true } = {}) {
  const config = await stack.config();
  const { roleId, memberId } = await stack.outputs();
  const tenant = openTenant(connectionOf(config));
  const rows = await tenant.roleRows(roleId);
  const member = await tenant.member(memberId, config["connectwise-roles:memberKind"] === "full");
  const profile = path.join("profiles", `${config["connectwise-roles:profile"]}.yaml`);
  const file = path.join(PROJECT, profile);
  const comparison = compare(expectedLevels(file), rows, { unlisted: unlistedOf(file) });
  say(
    `The role "${member.securityRole.name}", read back over HTTP and compared with ${profile}:`,
    "",
    ...(hasTable ? levelTable(rows) : []),
    ...verdict(comparison),
    "",
    `Member ${member.identifier}: location ${member.defaultLocation.name}, business unit ${member.defaultDepartment.name}`,
  );
  return { isExact: comparison.differences.length === 0 && comparison.missing.length === 0, profile };
}

/** @param {Record<string, string>} config by full key */
export function connectionOf(config) {
  const get = (/** @type {string} */ key) => config[`connectwise:${key}`] ?? "";
  return {
    site: get("site"),
    companyId: get("companyId"),
    publicKey: get("publicKey"),
    privateKey: get("privateKey"),
    clientId: get("clientId"),
  };
}
