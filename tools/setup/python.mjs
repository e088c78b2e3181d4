// @ts-check
import path from "node:path";
import { cacheFolder } from "../../engine/cache/cacheFolder.mjs";
import { fillFolder } from "../../engine/cache/fillFolder.mjs";
import { findInFolder, findOnPath, run } from "../../engine/command.mjs";
import { step } from "../../engine/progress.mjs";

/** A Python package of others that tests run, in a virtual environment of its own in the per-user cache. */

/**
 * @param {string} name of the package on PyPI
 * @param {string} version
 * @returns {Promise<string | undefined>} the environment's Python; undefined where the machine has no Python 3
 */
export async function ensurePythonPackage(name, version) {
  const python = findOnPath("python3") ?? (process.platform === "win32" ? findOnPath("python") : undefined);
  if (!python) return undefined;
  const folder = path.join(cacheFolder(), "python", `${name}-${version}`);
  const installed = pythonOf(folder);
  if (installed) return installed;
  await step(`Install ${name} ${version} from PyPI`, () =>
    fillFolder(folder, async (staging) => {
      await run(python, ["-m", "venv", staging]);
      const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", `${name}==${version}`];
      await run(/** @type {string} */ (pythonOf(staging)), pip);
    }),
  );
  return pythonOf(folder);
}

/** Only Python itself is started, which works wherever the environment is moved. @param {string} environment */
function pythonOf(environment) {
  const folder = path.join(environment, process.platform === "win32" ? "Scripts" : "bin");
  return findInFolder(folder, "python");
}
