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
 * @param {string | undefined} earlier the address that the tenant had in an earlier run, which is how the stack knows it
 * @returns {Promise<Sandbox>}
 * @throws {Error} where another program has that address now
 */
export async function startSandbox(options, earlier) {
  /** @type {typeof import("../../sandbox/index.ts")} */
  const { startSandbox } = createRequire(import.meta.url)(SANDBOX);
  const port = earlier === undefined ? PORT : Number(new URL(earlier).port);
  try {
    return await startSandbox({ port, ...options });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EADDRINUSE") throw error;
    if (earlier === undefined) return startSandbox({ port: 0, ...options });
    const folder = path.dirname(options.stateFile ?? "");
    throw new Error(
      `Another program listens at ${earlier}, where the demo's tenant was: end it, or delete ${folder} to start over.`,
    );
  }
}
