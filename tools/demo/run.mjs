// @ts-check

import path from "node:path";
import { step } from "../../engine/progress.mjs";
import { PROJECT } from "../setup/project.mjs";
import { tellAttended } from "./attended.mjs";
import { startSandbox } from "./sandbox.mjs";
import { Interrupted } from "./shown.mjs";
import { DemoStack } from "./stack.mjs";
import { tellWritable } from "./writable.mjs";

const FOLDER = path.join(PROJECT, ".demo");
/** The two tenants, each with its stack, know nothing of each other. */
const FOLDERS = { writable: FOLDER, attended: path.join(FOLDER, "attended") };
/** How long `pulumi up` waits for a visit. */
const WAIT = { "connectwise:wait": "30m" };
const INTERRUPTED = 130;

/** @typedef {{ stack: DemoStack, sandbox: import("./sandbox.mjs").Sandbox, isHandsOn: boolean }} Stage */

/**
 * Tells a story on a sandbox tenant, by the real engine and the real commands.
 *
 * @param {import("../../engine/engine.mjs").Engine} engine
 * @param {{ isWritable: boolean, isHandsOn: boolean }} options
 * @returns {Promise<number>} the exit code: 0 where the role is exactly as the profile asks
 */
export async function runDemo(engine, { isWritable, isHandsOn }) {
  const folder = isWritable ? FOLDERS.writable : FOLDERS.attended;
  const stateFile = path.join(folder, "tenant.json");
  const settings = isWritable ? "writable" : "read-only";
  const stack = new DemoStack(engine, { project: PROJECT, folder, config: isWritable ? {} : WAIT });
  const earlier = await stack.earlierSite();
  const sandbox = await step(
    "Start the sandbox tenant",
    () => startSandbox({ stateFile, settings }, earlier),
    ({ url }) => url,
  );
  try {
    await step(
      "Prepare the stack dev",
      () => stack.prepare(sandbox.url),
      (healed) => (healed ? "cleared up after an interrupted run" : ""),
    );
    const tell = isWritable ? tellWritable : tellAttended;
    return (await tell({ stack, sandbox, isHandsOn })) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    process.stderr.write(`${error.message}\n`);
    return INTERRUPTED;
  } finally {
    await sandbox.close();
  }
}
