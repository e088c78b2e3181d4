// @ts-check
import { createRequire } from "node:module";
import { step } from "./progress.mjs";

const INSTALL_SCRIPT = "https://get.pulumi.com/install.sh";
/** Long enough for a slow line, short enough that a machine with a closed network gets on. */
const CONNECT_TIMEOUT_MS = 5_000;

/** The version of the installed SDK, which is also that of its matching engine. @returns {string} */
export function sdkVersion() {
  return createRequire(import.meta.url)("@pulumi/pulumi/package.json").version;
}

/**
 * Puts the official engine into `root`/bin with Pulumi's own installer for this system.
 *
 * @param {string} root
 */
export async function downloadEngine(root) {
  await step("Reach the official download of Pulumi", reachDownload);
  await step(`Download Pulumi ${sdkVersion()}`, async () => {
    const { PulumiCommand } = await import("@pulumi/pulumi/automation/cmd.js");
    await PulumiCommand.install({ root });
  });
}

/** The installer waits for minutes where nothing answers, so that is found out first. */
async function reachDownload() {
  const { host } = new URL(INSTALL_SCRIPT);
  try {
    const response = await fetch(INSTALL_SCRIPT, { method: "HEAD", signal: AbortSignal.timeout(CONNECT_TIMEOUT_MS) });
    if (!response.ok) throw new Error(`it answers ${response.status} ${response.statusText}`);
  } catch (error) {
    throw new Error(`${host} cannot be reached (${reasonOf(error)})`, { cause: error });
  }
}

/** Node's fetch says only "fetch failed"; why is in the cause. @param {unknown} error */
function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
