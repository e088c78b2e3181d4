// @ts-check
import path from "node:path";
import { buildEngine, builtVersion, requiredGoVersion } from "./build.mjs";
import { cacheFolder } from "./cache/cacheFolder.mjs";
import { fillFolder } from "./cache/fillFolder.mjs";
import { EngineError, findInFolder, findOnPath, run, withPathFirst } from "./command.mjs";
import { downloadEngine, sdkVersion } from "./download.mjs";
import { note } from "./progress.mjs";

/**
 * @typedef {object} Engine
 * @property {string} pulumi path of the program
 * @property {string} bin the folder it is in
 * @property {string} version as in "3.230.0"
 * @property {"PATH" | "cached" | "download" | "build"} source where it was found, or how it was fetched just now
 * @property {Record<string, string>} variables what programs that run it should add to their environment, PATH aside
 * @property {NodeJS.ProcessEnv} env this process's environment with `variables`, and with `bin` first on PATH
 */

/** @typedef {{ name: string, find: () => Promise<Engine> }} Source */

/** The oldest engine that this package was seen to work with. */
export const MINIMUM_VERSION = "3.230.0";

/**
 * Finds the Pulumi engine or fetches it, trying in turn: PATH, the per-user cache, the official download, a build from
 * the official Go modules. Once fetched it is found without a network.
 *
 * @param {{ isQuiet?: boolean }} [options] isQuiet: an engine that is there already is not worth a line
 * @returns {Promise<Engine>}
 * @throws {EngineError} that names each way tried, why it failed, and what to install
 */
export async function ensureEngine({ isQuiet = false } = {}) {
  const engines = path.join(cacheFolder(), "engine");
  const engine = await firstOf([
    { name: "pulumi on PATH", find: () => findEngineOnPath() },
    { name: `fetched earlier, in ${engines}`, find: () => findCachedEngine(engines) },
    { name: "official download", find: () => fetchEngine(engines, sdkVersion(), "download", downloadEngine) },
    { name: "build from the Go modules", find: () => fetchEngine(engines, builtVersion(), "build", buildEngine) },
  ]);
  const isThere = engine.source === "PATH" || engine.source === "cached";
  if (!isQuiet || !isThere) note(`Pulumi ${engine.version}: ${engine.pulumi}`);
  return engine;
}

/**
 * @param {Source[]} sources
 * @returns {Promise<Engine>}
 */
export async function firstOf(sources) {
  const failures = [];
  for (const { name, find } of sources) {
    try {
      return await find();
    } catch (error) {
      failures.push(`  - ${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  throw new EngineError(
    [
      "There is no Pulumi engine, and none could be fetched. Tried:",
      ...failures,
      "Install Pulumi (https://www.pulumi.com/docs/install/), or let it be built here by installing",
      `Go ${requiredGoVersion()} or newer (https://go.dev/doc/install). Then run the same command again.`,
    ].join("\n"),
  );
}

/** The user's own engine, where it can run Node.js programs and isn't too old. @param {NodeJS.ProcessEnv} [env] */
export async function findEngineOnPath(env = process.env) {
  const pulumi = findOnPath("pulumi", env);
  if (!pulumi) throw new Error("not found");
  if (!findInFolder(path.dirname(pulumi), "pulumi-language-nodejs") && !findOnPath("pulumi-language-nodejs", env)) {
    throw new Error(`${pulumi} has no Node.js language host (pulumi-language-nodejs) beside it or on PATH`);
  }
  const output = await run(pulumi, ["version"], { env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" } });
  const version = output.trim().replace(/^v/, "");
  if (!isCompatible(version, MINIMUM_VERSION)) {
    throw new Error(`${pulumi} is ${version}; needed is ${MINIMUM_VERSION} or newer, below 4`);
  }
  return engineAt(pulumi, version, "PATH");
}

/**
 * @param {string} version
 * @param {string} minimum
 */
export function isCompatible(version, minimum) {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.+-]/).map(Number);
  const [minMajor = 0, minMinor = 0, minPatch = 0] = minimum.split(".").map(Number);
  if (major !== minMajor) return false;
  return minor === minMinor ? patch >= minPatch : minor > minMinor;
}

/** @param {string} engines */
async function findCachedEngine(engines) {
  const versions = [sdkVersion(), builtVersion()];
  for (const version of versions) {
    const pulumi = findInFolder(path.join(engines, version, "bin"), "pulumi");
    if (pulumi) return engineAt(pulumi, version, "cached");
  }
  throw new Error(`neither ${versions.join(" nor ")}`);
}

/**
 * @param {string} engines
 * @param {string} version
 * @param {"download" | "build"} source
 * @param {(root: string) => Promise<void>} fetch puts the programs into `root`/bin
 */
async function fetchEngine(engines, version, source, fetch) {
  const root = path.join(engines, version);
  await fillFolder(root, fetch);
  const pulumi = findInFolder(path.join(root, "bin"), "pulumi");
  if (!pulumi) throw new Error(`no pulumi came into ${root}`);
  return engineAt(pulumi, version, source);
}

/**
 * @param {string} pulumi
 * @param {string} version
 * @param {Engine["source"]} source
 * @returns {Engine}
 */
function engineAt(pulumi, version, source) {
  const bin = path.dirname(pulumi);
  /** @type {Record<string, string>} */
  const variables = {
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // From Node 22 on, the engine's processes load what was compiled once: its SDK is most of what they load.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? path.join(cacheFolder(), "compiled"),
    ...withoutGrpcProxy(process.env),
  };
  // A fetched engine has all it needs beside it; looking for newer plugins would only cost time, or fail offline.
  if (source !== "PATH") variables.PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION = "true";
  return { pulumi, bin, version, source, variables, env: { ...withPathFirst(bin), ...variables } };
}

/**
 * The engine and its processes talk to each other by gRPC on this machine. gRPC for Node.js sends that, too, to a proxy that the
 * environment names in small letters, unless told not to by a variable that nobody else reads.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Record<string, string>}
 */
export function withoutGrpcProxy({ grpc_proxy, https_proxy, http_proxy, no_grpc_proxy, no_proxy }) {
  if (!grpc_proxy && !https_proxy && !http_proxy) return {};
  const listed = (no_grpc_proxy || no_proxy || "").split(",").filter(Boolean);
  return { no_grpc_proxy: [...new Set([...listed, "127.0.0.1", "localhost"])].join(",") };
}
