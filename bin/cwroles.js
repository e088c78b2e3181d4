#!/usr/bin/env node
// @ts-check
const nodeModule = require("node:module");
const path = require("node:path");
const { checkBuild } = require("./built.js");

const COMMANDS = path.join(__dirname, "../dist/cli.js");

const found = checkBuild();
if (found?.isMissing) {
  process.stderr.write(`${found.problem}\n`);
  process.exit(1);
}
// From Node 22 on, what was compiled once is kept.
if ("enableCompileCache" in nodeModule) /** @type {() => void} */ (nodeModule.enableCompileCache)();
require(COMMANDS);
