// @ts-check
import path from "node:path";
import { CommandError, run, runInForeground } from "../engine/command.mjs";
import { step } from "../engine/progress.mjs";
import { PROJECT } from "./setup/project.mjs";
import { setUp } from "./setup.mjs";
import { summarize, withReport } from "./summary.mjs";

/**
 * `npm test`: set-up, then every static check, then the tests. Arguments go to Vitest: `npm test -- test/unit`.
 * Ends with Vitest's own numbers as "N passed, N failed" alone on a line.
 */

/** @typedef {{ title: string, program: string, args: string[] }} Check program: a path in node_modules */

/** What the compiler keeps of a run for the next one; `npm ci` removes it. */
const KNOWN_TYPES = path.join(PROJECT, "node_modules/.cache/connectwise-roles/types.tsbuildinfo");

/** @type {Check[]} */
const CHECKS = [
  {
    title: "Types",
    program: "typescript/bin/tsc",
    args: ["--noEmit", "--incremental", "--tsBuildInfoFile", KNOWN_TYPES, "-p", "tsconfig.sources.json"],
  },
  { title: "Lint and format", program: "@biomejs/biome/bin/biome", args: ["check"] },
  {
    title: "Architecture",
    program: "dependency-cruiser/bin/dependency-cruise.mjs",
    args: ["--config", ".dependency-cruiser.cjs", "."],
  },
  { title: "Unused exports and dependencies", program: "knip/bin/knip.js", args: [] },
];

/** @param {NodeJS.ProcessEnv} env @returns {Promise<boolean>} whether all passed */
async function runChecks(env) {
  const results = await Promise.allSettled(CHECKS.map((check) => step(check.title, () => runCheck(check, env))));
  const failures = results.filter((result) => result.status === "rejected").map(({ reason }) => reason);
  for (const failure of failures) process.stderr.write(`\n${failure.cause?.output ?? failure.stack}\n`);
  return failures.length === 0;
}

/** @param {Check} check @param {NodeJS.ProcessEnv} env */
async function runCheck({ program, args }, env) {
  try {
    await run(process.execPath, [localProgram(program), ...args], { cwd: PROJECT, env });
  } catch (error) {
    throw error instanceof CommandError ? new Error("problems found", { cause: error }) : error;
  }
}

/** @param {NodeJS.ProcessEnv} env @param {string[]} args @returns {Promise<number>} the exit code of Vitest */
async function runTests(env, args) {
  const { outcome, report } = await withReport((options) => {
    const vitest = [localProgram("vitest/vitest.mjs"), "run", "--reporter=default", ...options, ...args];
    return runInForeground(process.execPath, vitest, { cwd: PROJECT, env });
  });
  if (report) process.stdout.write(`${summarize(report)}\n`);
  return outcome;
}

/** @param {string} program */
function localProgram(program) {
  return path.join(PROJECT, "node_modules", program);
}

try {
  const { env } = await setUp();
  process.exitCode = (await runChecks(env)) ? await runTests(env, process.argv.slice(2)) : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
