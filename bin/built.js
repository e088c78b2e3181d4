// @ts-check
const { existsSync, readdirSync, statSync } = require("node:fs");
const path = require("node:path");

const PACKAGE = path.join(__dirname, "..");
/** Only a clone has it. */
const BUILD_CONFIG = "rolldown.config.mjs";
/** Where no source of `dist` lies. */
const OTHERS = new Set(["node_modules", "test", "tools", "bench", "bin", "docs", "profiles"]);
const COMMAND = "npm run build";
const DIST = path.join(PACKAGE, "dist");
/** What programs, the engine and the shell begin with. */
const ENTRIES = ["index.js", "lifecycle.js", "cli.js"];
const ENTRY = path.join(DIST, "index.js");

const isClone = () => existsSync(path.join(PACKAGE, BUILD_CONFIG));

/** One sentence where `dist` isn't there, or isn't whole. @returns {string | undefined} */
function missingBuild() {
  const missing = ENTRIES.find((name) => !existsSync(path.join(DIST, name)));
  if (missing === undefined) return undefined;
  return isClone()
    ? `connectwise-roles isn't built yet: run ${COMMAND} in ${PACKAGE}`
    : `connectwise-roles isn't installed whole, dist/${missing} is missing: delete ${PACKAGE} and run npm install again`;
}

/** One sentence where a clone's `dist` is older than a source of it; an installed package has none. @returns {string | undefined} */
function staleBuild() {
  if (!isClone()) return undefined;
  const { mtimeMs: built } = statSync(ENTRY);
  const newer = sources().find((file) => statSync(file).mtimeMs > built);
  return newer && `connectwise-roles was built before ${path.relative(PACKAGE, newer)} was changed: run ${COMMAND}`;
}

function sources() {
  const rooms = readdirSync(PACKAGE, { withFileTypes: true }).filter(
    ({ name }) => !/^(\.|dist)/.test(name) && !OTHERS.has(name),
  );
  return rooms.flatMap((room) => (room.isDirectory() ? sourcesBelow(room.name) : []));
}

/** @param {string} folder @returns {string[]} */
function sourcesBelow(folder) {
  return readdirSync(path.join(PACKAGE, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** Says on stderr that `dist` is stale, for a process that runs it. */
function warnOfBuild() {
  const stale = staleBuild();
  if (stale) process.stderr.write(`${stale}\n`);
}

module.exports = { missingBuild, staleBuild, warnOfBuild };
