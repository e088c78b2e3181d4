// @ts-check
import { spawnSync } from "node:child_process";
import path from "node:path";
import { PROJECT } from "./setup/project.mjs";

/**
 * `npm run outdated`: one line for each package and Go module of which there is a newer release, with what this repository has
 * and what there is. Who can't be asked is named, too. It changes nothing, and ends with 0 whatever it finds.
 *
 * npm leaves out what doesn't run on the Node that runs it: docs/decisions/007-node-releases.md has what Node 20 holds back.
 */

/** @typedef {{ Path: string, Version: string, Update?: { Version: string } }} GoModule */
/** @typedef {{ current?: string, latest: string }} Release */

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} cwd
 * @returns {unknown} what it printed as JSON
 * @throws {Error} with its own first words where it printed none
 */
function ask(command, args, cwd) {
  const { stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    shell: process.platform === "win32",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  try {
    return JSON.parse(stdout);
  } catch (cause) {
    throw new Error(stderr.trim().split("\n")[0] || `${command} ${args[0]} printed no JSON`, { cause });
  }
}

/** `npm outdated` ends with 1 where it finds any, and prints its own failure as JSON. @returns {string[]} */
function packages() {
  const found = /** @type {Record<string, Release>} */ (ask("npm", ["outdated", "--json"], PROJECT));
  const { summary } = /** @type {{ error?: { summary?: string } }} */ (found).error ?? {};
  if (summary) throw new Error(summary);
  return Object.entries(found).map(([name, { current, latest }]) => `npm  ${name} ${current ?? "missing"} → ${latest}`);
}

/** The engine that is built; its language host is the last of its line, see docs/decisions/002-engine-bootstrap.md. @returns {string[]} */
function engine() {
  const args = ["list", "-m", "-u", "-json", "github.com/pulumi/pulumi/pkg/v3"];
  const found = /** @type {GoModule} */ (ask("go", args, path.join(PROJECT, "engine/go/cli")));
  return found.Update ? [`go   ${found.Path} ${found.Version} → ${found.Update.Version}`] : [];
}

/** @param {string} name @param {() => string[]} source @returns {string[]} */
function linesOf(name, source) {
  try {
    return source();
  } catch (error) {
    return [`${name.padEnd(4)} can't be asked: ${error instanceof Error ? error.message : error}`];
  }
}

const lines = [...linesOf("npm", packages), ...linesOf("go", engine)];
const current = `Everything is current, of what runs on Node ${process.versions.node}.`;
process.stdout.write(`${lines.length > 0 ? lines.join("\n") : current}\n`);
