// @ts-check
import os from "node:os";
import path from "node:path";

/**
 * The per-user folder for what set-up fetched: CWROLES_CACHE, or where the system keeps caches.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 */
export function cacheFolder(env = process.env, platform = process.platform) {
  if (env.CWROLES_CACHE) return path.resolve(env.CWROLES_CACHE);
  return path.join(systemCacheFolder(env, platform), "connectwise-roles");
}

/** @param {NodeJS.ProcessEnv} env @param {NodeJS.Platform} platform */
function systemCacheFolder(env, platform) {
  const home = os.homedir();
  if (platform === "win32") return env.LOCALAPPDATA || path.join(home, "AppData", "Local");
  if (platform === "darwin") return path.join(home, "Library", "Caches");
  return env.XDG_CACHE_HOME || path.join(home, ".cache");
}
