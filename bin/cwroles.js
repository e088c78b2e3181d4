#!/usr/bin/env node
// @ts-check
const nodeModule = require("node:module");
const path = require("node:path");
const { missingBuild } = require("./built.js");

const COMMANDS = path.join(__dirname, "../dist/cli.js");

// Whether it is stale, the commands say themselves.
const missing = missingBuild();
if (missing) {
  process.stderr.write(`${missing}\n`);
  process.exit(1);
}
// From Node 22 on, what was compiled once is kept.
if ("enableCompileCache" in nodeModule) /** @type {() => void} */ (nodeModule.enableCompileCache)();
require(COMMANDS);
