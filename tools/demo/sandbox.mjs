// @ts-check
import { createRequire } from "node:module";
import path from "node:path";
import { PROJECT } from "../setup/project.mjs";

const SANDBOX = path.join(PROJECT, "dist/sandbox.js");
const PORT = 8973;

/** @typedef {import("../../sandbox/index.ts").Sandbox} Sandbox */
/** @typedef {import("../../sandbox/index.ts").SandboxOptions} SandboxOptions */

/**
 * The sandbox runs in this process, so it ends whenever this process does. Its tenant is kept in a file.
 *
 * @param {SandboxOptions} options
 * @returns {Promise<Sandbox>}
 */
export async function startSandbox(options) {
  /** @type {typeof import("../../sandbox/index.ts")} */
  const { startSandbox } = createRequire(import.meta.url)(SANDBOX);
  try {
    return await startSandbox({ port: PORT, ...options });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EADDRINUSE") throw error;
    return startSandbox({ port: 0, ...options });
  }
}
