// @ts-check

import { createRequire } from "node:module";
import path from "node:path";
import { step } from "../../engine/progress.mjs";
import { PROJECT } from "../setup/project.mjs";
import { checkTenant, judge } from "./check.mjs";
import { fleetCommands } from "./command.mjs";
import { COMPANIES, FOLDER, KEYS, STATE, startOver, writeFleet } from "./files.mjs";
import { say, tell } from "./script.mjs";
import { TENANTS } from "./tenants.mjs";

const SANDBOX = path.join(PROJECT, "dist/sandbox.js");
const PORT = 8974;

/**
 * Tells the story of a fleet by the real commands, then checks by itself what they say.
 *
 * @param {import("../../engine/engine.mjs").Engine} engine
 * @returns {Promise<boolean>} whether every tenant is what the commands call it, and what it was made to be
 * @throws {Error} when a command ends otherwise than it has to, or the user interrupts it
 */
export async function runFleetDemo(engine) {
  startOver();
  const sandbox = await step(`Start a sandbox of ${TENANTS.length} tenants`, startSandbox, ({ url }) => url);
  try {
    writeFleet(sandbox.url);
    const commands = fleetCommands(engine);
    await tell(commands, sandbox);
    const { isRight, lines } = await check(sandbox.url, await commands.results());
    say(
      "Read once more over HTTP, past the project's own code, and compared with the profiles' files:",
      ...indented(lines),
    );
    if (isRight) say(...next(sandbox.url));
    return isRight;
  } finally {
    await sandbox.close();
  }
}

/** The sandbox runs in this process, so it ends whenever this process does. Its tenants are kept in a file. */
async function startSandbox() {
  /** @type {typeof import("../../sandbox/index.ts")} */
  const { defaultSeed, readCompanies, startSandbox } = createRequire(import.meta.url)(SANDBOX);
  const options = { companies: readCompanies(COMPANIES, defaultSeed()), stateFile: STATE };
  try {
    return await startSandbox({ port: PORT, ...options });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EADDRINUSE") throw error;
    return startSandbox({ port: 0, ...options });
  }
}

/** @param {string} site @param {readonly { tenant: string, outcome: string }[]} results of the last run */
async function check(site, results) {
  const called = new Map(results.map(({ tenant, outcome }) => [tenant, outcome]));
  const readable = TENANTS.filter(({ name }) => ["exact", "drifted"].includes(called.get(name) ?? ""));
  const checks = await Promise.all(
    readable.map(async (tenant) => /** @type {const} */ ([tenant.name, await checkTenant(site, tenant)])),
  );
  return judge(TENANTS, called, new Map(checks));
}

/** @param {string} url */
const next = (url) => [
  "The sandbox ends with this command, but its tenants and the fleet's runs are kept until it is run again. To go on:",
  ...indented([
    `cd "${FOLDER}", and set ${Object.entries(KEYS)
      .map(([name, value]) => `${name}=${value}`)
      .join(" and ")}`,
    `npx cwroles sandbox --companies ${path.basename(COMPANIES)} --state ${path.basename(STATE)} --port ${new URL(url).port}: in a terminal of its own`,
    "npx cwroles fleet up --tenant contoso litware: puts right what was changed",
    "edit fleet.yaml, accepted.yaml or a profile in profiles/, then npx cwroles fleet preview: what that changes, and where",
    "npx cwroles fleet --help",
  ]),
];

/** @param {readonly string[]} lines */
const indented = (lines) => lines.map((line) => `  ${line}`);
