// @ts-check
import { readFileSync, realpathSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findInFolder, findOnPath, run } from "../../engine/command.mjs";
import { step } from "../../engine/progress.mjs";

/** The browser that tests drive: Chromium, or any of its kind that the machine has. */

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];
/** Held while apt-get runs, so that tests that start at the same time wait for each other. */
const LOCK = path.join(os.tmpdir(), "cwroles-apt-get.lock");
/** Another installation on the machine is waited for this long instead of failing on its lock. */
const LOCK_TIMEOUT_SECONDS = 600;

/** What a headless run needs: no sandbox inside a container, nothing in the background, no network of its own. */
export const CHROMIUM_FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * The path of a Chromium or Chrome. Where there is none, installs Debian's, if this is Debian and the account may.
 *
 * @returns {Promise<string>}
 * @throws {Error} that says what to install
 */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  if (!mayInstall()) throw new Error(whatToInstall());
  await step("Install Chromium (apt-get install chromium)", install);
  const installed = findChromium();
  if (!installed) throw new Error(whatToInstall());
  return installed;
}

/** @param {NodeJS.ProcessEnv} [env] @returns {string | undefined} */
export function findChromium(env = process.env) {
  if (env.CHROME_PATH) return env.CHROME_PATH;
  return first(NAMES, (name) => findOnPath(name, env)) ?? first(usualFolders(env), inFolder(env));
}

/** @param {NodeJS.ProcessEnv} env */
function inFolder(env) {
  return (/** @type {string} */ folder) =>
    first(["Google Chrome", "Chromium", ...NAMES], (name) => findInFolder(folder, name, env));
}

/** Where installers put a browser without telling PATH. @param {NodeJS.ProcessEnv} env */
function usualFolders(env) {
  if (process.platform === "darwin") {
    return ["Google Chrome", "Chromium"].map((name) => `/Applications/${name}.app/Contents/MacOS`);
  }
  if (process.platform !== "win32") return ["/usr/bin", "/usr/local/bin", "/opt/google/chrome"];
  return [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA]
    .filter((root) => root !== undefined)
    .flatMap((root) => [["Google", "Chrome"], ["Chromium"], ["Microsoft", "Edge"]].map((vendor) => [root, ...vendor]))
    .map((parts) => path.join(...parts, "Application"));
}

/** Ubuntu's package of that name only fetches a snap, so Debian itself is asked for. */
function mayInstall() {
  return process.getuid?.() === 0 && osId() === "debian" && findOnPath("apt-get") !== undefined;
}

function osId() {
  try {
    return /^ID="?(\w+)/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1];
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") return undefined;
    throw error;
  }
}

/** @param {import("../../engine/progress.mjs").Report} report */
async function install(report) {
  report("reading the package lists");
  await aptGet(["update"]);
  let unpacked = 0;
  await aptGet(["install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"], (line) => {
    if (line.startsWith("Get:")) report(`downloading ${line.split(" ")[4] ?? ""}`);
    if (line.startsWith("Unpacking ")) report(`${++unpacked} packages unpacked`);
  });
}

/** @param {string[]} args @param {(line: string) => void} [onLine] */
function aptGet(args, onLine) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const command = [LOCK, "apt-get", "-o", `DPkg::Lock::Timeout=${LOCK_TIMEOUT_SECONDS}`, ...args];
  return run("flock", command, { env, ...(onLine ? { onLine } : {}) });
}

function whatToInstall() {
  const command = osId() === undefined ? "" : ", with the system's package manager (package chromium)";
  return `No Chromium or Chrome was found. Install one${command}, or name its program in CHROME_PATH.`;
}

/**
 * The first result that isn't undefined.
 *
 * @template T, R
 * @param {readonly T[]} items
 * @param {(item: T) => R | undefined} find
 */
function first(items, find) {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

const isCommand = process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
if (isCommand) process.stdout.write(`${await ensureChromium()}\n`);
