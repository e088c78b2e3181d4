// @ts-check
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { PROJECT } from "../setup/project.mjs";
import { say } from "./say.mjs";
import { runShown } from "./shown.mjs";

const CLI = path.join(PROJECT, "bin", "cwroles.js");

/** @typedef {import("./stack.mjs").DemoStack} DemoStack */

/**
 * Shows a command of Pulumi as a user types it, and runs it.
 *
 * @param {DemoStack} stack
 * @param {string} line what comes after `pulumi`
 * @param {(line: string) => void | Promise<void>} [onLine]
 * @throws {Error} where it fails, or is interrupted
 */
export async function pulumi(stack, line, onLine) {
  say(`$ pulumi ${line}`);
  const exitCode = await stack.show(line, onLine);
  if (exitCode !== 0) throw new Error(`pulumi ${line} ended with exit code ${exitCode}.`);
}

/**
 * `cwroles verify` by the key of the integration.
 *
 * @param {DemoStack} stack
 * @param {import("./tenant.mjs").KeyPair} key
 * @returns {Promise<number>} its exit code
 */
export function verify(stack, { publicKey, privateKey }) {
  say("$ CONNECTWISE_INTEGRATION_PUBLIC_KEY=… CONNECTWISE_INTEGRATION_PRIVATE_KEY=… npx cwroles verify");
  const keys = { CONNECTWISE_INTEGRATION_PUBLIC_KEY: publicKey, CONNECTWISE_INTEGRATION_PRIVATE_KEY: privateKey };
  return runShown(process.execPath, [CLI, "verify"], optionsOf(stack, keys));
}

/**
 * What an administrator has to do, as `cwroles checklist --json` lists it.
 *
 * @param {DemoStack} stack
 * @returns {Promise<import("./administrator.mjs").Checklist>}
 */
export async function checklist(stack) {
  const args = [CLI, "checklist", "--json"];
  const { stdout } = await promisify(execFile)(process.execPath, args, optionsOf(stack)).catch((error) => {
    // Something is left.
    if (error.code === 2) return error;
    throw error;
  });
  return JSON.parse(stdout);
}

/** The commands read the stack's configuration where they are. @param {DemoStack} stack @param {NodeJS.ProcessEnv} [variables] */
const optionsOf = ({ copies, pulumi: { env } }, variables) => ({ cwd: copies, env: { ...env, ...variables } });
