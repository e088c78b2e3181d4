// @ts-check
import { spawnSync } from "node:child_process";
import path from "node:path";
import { PROJECT } from "./setup/project.mjs";

/**
 * `npm run outdated`: one line for each package and Go module of which there is a newer release, with what this repository has
 * and what there is. It changes nothing, and ends with 0 whatever it finds.
 */

/** @typedef {{ Path: string, Version: string, Update?: { Version: string } }} GoModule */

/** @param {string} command @param {readonly string[]} args @param {string} cwd @returns {string} stdout; `npm outdated` ends with 1 where it finds any */
function read(command, args, cwd) {
  const { stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    shell: process.platform === "win32",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error || !stdout.trim())
    process.stderr.write(`${command}: ${error?.message ?? (stderr.trim() || "nothing is newer")}\n`);
  return stdout.trim();
}

/** @returns {string[]} */
function packages() {
  /** @type {Record<string, { current?: string, latest: string }>} */
  const found = JSON.parse(read("npm", ["outdated", "--json"], PROJECT) || "{}");
  return Object.entries(found).map(([name, { current, latest }]) => `npm  ${name} ${current ?? "missing"} → ${latest}`);
}

/** The engine that is built; its language host is the last of its line, see docs/decisions/002-engine-bootstrap.md. @returns {string[]} */
function engine() {
  const folder = path.join(PROJECT, "engine/go/cli");
  const found = read("go", ["list", "-m", "-u", "-json", "github.com/pulumi/pulumi/pkg/v3"], folder);
  /** @type {GoModule} */
  const { Path: module, Version: version, Update: update } = JSON.parse(found || "{}");
  return update ? [`go   ${module} ${version} → ${update.Version}`] : [];
}

const lines = [...packages(), ...engine()];
process.stdout.write(`${lines.length > 0 ? lines.join("\n") : "Everything is current."}\n`);
