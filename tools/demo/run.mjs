// @ts-check

import { createRequire } from "node:module";
import path from "node:path";
import { step } from "../../engine/progress.mjs";
import { PROJECT } from "../setup/project.mjs";
import { compare, expectedLevels, unlistedOf } from "./expected.mjs";
import { levelTable, verdict } from "./report.mjs";
import { DemoStack } from "./stack.mjs";
import { openTenant } from "./tenant.mjs";

const FOLDER = path.join(PROJECT, ".demo");
const SANDBOX = path.join(PROJECT, "dist/sandbox.js");
const PORT = 8973;

/** @typedef {import("../../sandbox/index.ts").Sandbox} Sandbox */

/**
 * Runs `pulumi up` of the stack `dev` against a sandbox tenant, then reads the tenant back and compares.
 *
 * @param {import("../../engine/engine.mjs").Engine} engine
 * @returns {Promise<boolean>} whether the role is exactly as the profile asks
 */
export async function runDemo(engine) {
  const sandbox = await step("Start the sandbox tenant", startSandbox, ({ url }) => url);
  try {
    const stack = new DemoStack(engine, { project: PROJECT, folder: FOLDER });
    await step(
      "Prepare the stack dev",
      () => stack.prepare(sandbox.url),
      (healed) => (healed ? "cleared up after an interrupted run" : ""),
    );
    const exitCode = await stack.up();
    if (exitCode !== 0) throw new Error(`pulumi up ended with exit code ${exitCode}.`);
    const writes = sandbox.requests().filter(({ method }) => method !== "GET").length;
    return await readBack(stack, writes);
  } finally {
    await sandbox.close();
  }
}

/**
 * The sandbox runs in this process, so it ends whenever this process does. Its tenant is kept in a file.
 *
 * @returns {Promise<Sandbox>}
 */
async function startSandbox() {
  /** @type {typeof import("../../sandbox/index.ts")} */
  const { startSandbox } = createRequire(import.meta.url)(SANDBOX);
  const stateFile = path.join(FOLDER, "tenant.json");
  try {
    return await startSandbox({ port: PORT, stateFile });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EADDRINUSE") throw error;
    return startSandbox({ port: 0, stateFile });
  }
}

/**
 * @param {DemoStack} stack
 * @param {number} writes how many write requests the tenant got in this run
 * @returns {Promise<boolean>}
 */
async function readBack(stack, writes) {
  const config = await stack.config();
  const { roleId, memberId } = await stack.outputs();
  const tenant = openTenant(connectionOf(config));
  const rows = await tenant.roleRows(roleId);
  const member = await tenant.member(memberId, config["connectwise-roles:memberKind"] === "full");
  const profile = path.join("profiles", `${config["connectwise-roles:profile"]}.yaml`);
  const file = path.join(PROJECT, profile);
  const comparison = compare(expectedLevels(file), rows, { unlisted: unlistedOf(file) });
  print(
    "",
    `The role "${member.securityRole.name}", read back over HTTP and compared with ${profile}:`,
    "",
    ...levelTable(rows),
    ...verdict(comparison),
    "",
    `Member ${member.identifier}: location ${member.defaultLocation.name}, business unit ${member.defaultDepartment.name}`,
    "",
    writes === 0
      ? "Nothing changed: everything already was as the profile asks, and not one write request was sent."
      : `Write requests sent: ${writes}. Run it again, and nothing will change.`,
    "",
    "This sandbox accepts writes of a role's levels. The API that ConnectWise publishes for real tenants only reads",
    "them: there an administrator may have to set them, and `pulumi up` lists each one that is left.",
    "",
    "Next:",
    `  edit a level in ${profile}, then npm run demo: only that row is written`,
    "  npx cwroles profiles list: what other integrations need",
    "  npx cwroles sandbox: a tenant to try `pulumi preview`, `up`, `refresh` and `destroy` on by hand",
    "  README.md: your own tenant, step by step",
    "  delete the folder .demo: start over",
  );
  return comparison.differences.length === 0 && comparison.missing.length === 0;
}

/** @param {Record<string, string>} config by full key */
function connectionOf(config) {
  const get = (/** @type {string} */ key) => config[`connectwise:${key}`] ?? "";
  return {
    site: get("site"),
    companyId: get("companyId"),
    publicKey: get("publicKey"),
    privateKey: get("privateKey"),
    clientId: get("clientId"),
  };
}

/** @param {string[]} lines */
function print(...lines) {
  process.stdout.write(`${lines.join("\n")}\n`);
}
