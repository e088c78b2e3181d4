// @ts-check
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

/**
 * What Vitest's JSON says of a run.
 *
 * @typedef {object} Report
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ assertionResults: Result[] }[]} testResults
 */
/** @typedef {{ fullName: string, status: string, failureMessages: string[] }} Result */

/**
 * Hands `run` the options that make Vitest write its report.
 *
 * @template T
 * @param {(options: string[]) => Promise<T>} run
 * @returns {Promise<{ outcome: T, report: Report | undefined }>} no report where Vitest ended before it wrote one
 */
export async function withReport(run) {
  const folder = await mkdtemp(path.join(os.tmpdir(), "cwroles-test-"));
  const file = path.join(folder, "report.json");
  try {
    const outcome = await run(["--reporter=json", `--outputFile.json=${file}`]);
    const report = existsSync(file) ? JSON.parse(await readFile(file, "utf8")) : undefined;
    return { outcome, report };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** As in `1342 passed, 0 failed, 3 skipped`. @param {Report} report */
export function summarize({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) {
  const skipped = numPendingTests + numTodoTests;
  return `${numPassedTests} passed, ${numFailedTests} failed${skipped ? `, ${skipped} skipped` : ""}`;
}

/** Each test that failed with the first line of its message. @param {Report} report */
export function failuresOf({ testResults }) {
  const failed = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === "failed"),
  );
  return failed.map(({ fullName, failureMessages }) => `  ${fullName}\n    ${failureMessages[0]?.split("\n")[0]}`);
}
