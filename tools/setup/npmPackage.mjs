// @ts-check
import { existsSync } from "node:fs";
import path from "node:path";
import { cacheFolder } from "../../engine/cache/cacheFolder.mjs";
import { fillFolder } from "../../engine/cache/fillFolder.mjs";
import { run } from "../../engine/command.mjs";
import { step } from "../../engine/progress.mjs";

/**
 * A package of others that tests run and the project doesn't depend on, with its own dependencies in the per-user cache.
 *
 * @param {string} name of the package in the npm registry
 * @param {string} version
 * @returns {Promise<string>} its folder
 */
export async function ensureNpmPackage(name, version) {
  const folder = path.join(cacheFolder(), "npm", `${name}-${version}`);
  const installed = path.join(folder, "node_modules", name);
  if (existsSync(installed)) return installed;
  await step(`Install ${name} ${version} from npm`, () =>
    fillFolder(folder, async (staging) => {
      const flags = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", staging];
      await run("npm", ["install", ...flags, `${name}@${version}`], { cwd: staging });
    }),
  );
  return installed;
}
