// @ts-check
const { existsSync, readdirSync, statSync } = require("node:fs");
const path = require("node:path");

const PACKAGE = path.join(__dirname, "..");
/** Only a clone has it. */
const BUILD_CONFIG = "rolldown.config.mjs";
/** Where no source of `dist` lies. */
const OTHERS = new Set(["node_modules", "test", "tools", "bench", "bin", "docs", "profiles"]);
const COMMAND = "npm run build";

/** @typedef {{ problem: string, isMissing: boolean }} Finding one sentence for people */

/** What is wrong with `dist` in a clone; an installed package has no sources. @returns {Finding | undefined} */
function checkBuild() {
  const built = statSync(path.join(PACKAGE, "dist", "index.js"), { throwIfNoEntry: false });
  if (!built) return { problem: `connectwise-roles isn't built yet: run ${COMMAND} in ${PACKAGE}`, isMissing: true };
  if (!existsSync(path.join(PACKAGE, BUILD_CONFIG))) return undefined;
  const newer = sources().find((file) => statSync(file).mtimeMs > built.mtimeMs);
  if (!newer) return undefined;
  const name = path.relative(PACKAGE, newer);
  return { problem: `connectwise-roles was built before ${name} was changed: run ${COMMAND}`, isMissing: false };
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

/** Says on stderr what is wrong with `dist`, for a process that runs it. */
function warnOfBuild() {
  const found = checkBuild();
  if (found) process.stderr.write(`${found.problem}\n`);
}

module.exports = { checkBuild, warnOfBuild };
