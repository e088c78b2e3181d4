// @ts-check
import { existsSync } from "node:fs";
import path from "node:path";
import { cacheFolder } from "../engine/cache/cacheFolder.mjs";
import { fillFolder } from "../engine/cache/fillFolder.mjs";
import { CommandError, run, withPathFirst } from "../engine/command.mjs";
import { step } from "../engine/progress.mjs";
import { PROJECT } from "./setup/project.mjs";
import { setUp } from "./setup.mjs";
import { failuresOf, summarize, withReport } from "./summary.mjs";

/**
 * `npm run test:nodes`: the unit tests and the test of the package on every release of Node that is supported, each from the
 * npm registry into the per-user cache. Arguments name some of the releases: `npm run test:nodes -- 22 26`.
 */

const RELEASES = { 20: "20.19.6", 22: "22.23.3", 24: "24.21.0", 26: "26.10.0" };
const TESTS = ["test/unit", "test/package"];

/** @param {string} version @returns {Promise<string>} the folder of `node` */
async function ensureNode(version) {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const folder = path.join(cacheFolder(), "node", version);
  const bin = path.join(folder, "node_modules", name, "bin");
  if (existsSync(bin)) return bin;
  await fillFolder(folder, async (staging) => {
    const flags = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", staging];
    await run("npm", ["install", ...flags, `${name}@${version}`], { cwd: staging });
  });
  return bin;
}

/** @param {string} version @param {NodeJS.ProcessEnv} env @returns {Promise<string>} `1342 passed, 0 failed` */
async function test(version, env) {
  const bin = await ensureNode(version);
  const vitest = path.join(PROJECT, "node_modules/vitest/vitest.mjs");
  const { outcome, report } = await withReport((options) =>
    run(path.join(bin, "node"), [vitest, "run", ...options, ...TESTS], {
      cwd: PROJECT,
      env: withPathFirst(bin, env),
    }).then(() => undefined, passedOn),
  );
  if (outcome === undefined && report) return summarize(report);
  if (!report) throw outcome ?? new Error("Vitest wrote no report");
  throw new Error([`${summarize(report)}:`, ...failuresOf(report)].join("\n"), { cause: outcome });
}

/** Tests that fail end Vitest with another exit code than 0: then its report says more. @param {unknown} error */
function passedOn(error) {
  if (error instanceof CommandError) return error;
  throw error;
}

const requested = process.argv.slice(2);
const chosen = Object.entries(RELEASES).filter(([release]) => requested.length === 0 || requested.includes(release));
const { env } = await setUp();
for (const [, version] of chosen) {
  try {
    await step(
      `Node ${version}`,
      () => test(version, env),
      (outcome) => outcome,
    );
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
