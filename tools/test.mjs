// @ts-check
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { CommandError, run, runInForeground } from "../engine/command.mjs";
import { step } from "../engine/progress.mjs";
import { PROJECT } from "./setup/project.mjs";
import { setUp } from "./setup.mjs";

/**
 * `npm test`: set-up, then every static check, then the tests. Arguments go to Vitest: `npm test -- test/unit`.
 * Ends with Vitest's own numbers as "N passed, N failed" alone on a line.
 */

/** @typedef {{ title: string, program: string, args: string[] }} Check program: a path in node_modules */

/** @type {Check[]} */
const CHECKS = [
  { title: "Types", program: "typescript/bin/tsc", args: ["--noEmit", "-p", "tsconfig.sources.json"] },
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
  const folder = await mkdtemp(path.join(os.tmpdir(), "cwroles-test-"));
  const report = path.join(folder, "report.json");
  try {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const vitest = [localProgram("vitest/vitest.mjs"), "run", ...reporters, ...args];
    const exitCode = await runInForeground(process.execPath, vitest, { cwd: PROJECT, env });
    if (existsSync(report)) process.stdout.write(`${summarize(JSON.parse(await readFile(report, "utf8")))}\n`);
    return exitCode;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number }} report */
function summarize({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) {
  const skipped = numPendingTests + numTodoTests;
  return `${numPassedTests} passed, ${numFailedTests} failed${skipped ? `, ${skipped} skipped` : ""}`;
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
