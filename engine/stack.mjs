// @ts-check
import { spawn } from "node:child_process";
import { ensureEngine } from "./engine.mjs";

/** A stack of a project as its user's own engine has it: their login, backend and passphrase. */

/**
 * @typedef {object} Backend where stacks are kept
 * @property {string} url
 * @property {boolean} needsPassphrase whether this backend encrypts by a passphrase
 */

/** @typedef {{ folder: string, env?: Record<string, string> }} Place folder: that of Pulumi.yaml; env: added to the environment */

/** The backend that the user is logged in to; `undefined` where there is none. @param {Place} place @returns {Promise<Backend | undefined>} */
export async function currentBackend(place) {
  const { code, stdout } = await pulumi(place, ["whoami", "--json"]);
  if (code !== 0) return undefined;
  const { url } = JSON.parse(stdout);
  return { url, needsPassphrase: !/^https?:/.test(url) };
}

/** Makes a stack and selects it, unless it is there. @param {Place} place @param {string} stack @throws {Error} with what the engine said */
export async function ensureStack(place, stack) {
  const { code, stderr } = await pulumi(place, ["stack", "init", stack]);
  if (code !== 0 && !/already exists/.test(stderr)) throw new Error(errorIn(stderr));
}

/**
 * @param {Place} place
 * @param {string} stack
 * @param {Readonly<Record<string, string | readonly string[]>>} values by key
 * @throws {Error} with what the engine said
 */
export async function setConfig(place, stack, values) {
  const given = Object.entries(values);
  const texts = given.flatMap(([key, value]) => (typeof value === "string" ? [`${key}=${value}`] : []));
  const items = given.flatMap(([key, value]) =>
    typeof value === "string" ? [] : value.map((item, index) => `${key}[${index}]=${item}`),
  );
  // As a path, a text that looks like a number would become one.
  await setAll(place, stack, texts, []);
  await setAll(place, stack, items, ["--path"]);
}

/** @param {Place} place @param {string} stack @param {readonly string[]} pairs @param {readonly string[]} flags */
async function setAll(place, stack, pairs, flags) {
  if (pairs.length === 0) return;
  const plain = pairs.flatMap((pair) => ["--plaintext", pair]);
  await succeed(place, ["config", "set-all", ...flags, "--stack", stack, ...plain]);
}

/**
 * Encrypts a value. It is handed over by stdin: a command line can be read by other users of the machine.
 *
 * @param {Place} place
 * @param {string} stack
 * @param {string} key
 * @param {string} secret
 * @throws {Error} with what the engine said
 */
export async function setSecret(place, stack, key, secret) {
  await succeed(place, ["config", "set", "--secret", key, "--stack", stack], secret);
}

/** @param {Place} place @param {readonly string[]} args @param {string} [input] */
async function succeed(place, args, input) {
  const { code, stderr } = await pulumi(place, args, input);
  if (code !== 0) throw new Error(errorIn(stderr));
}

/** @param {string} stderr */
const errorIn = (stderr) =>
  /^error: (.*)$/m.exec(stderr)?.[1]?.trim() || stderr.trim() || "pulumi ended without a word";

/**
 * @param {Place} place
 * @param {readonly string[]} args
 * @param {string} [input]
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
async function pulumi({ folder, env }, args, input = "") {
  const engine = await ensureEngine({ isQuiet: true });
  return new Promise((resolve, reject) => {
    const child = spawn(engine.pulumi, [...args, "--non-interactive"], {
      cwd: folder,
      env: { ...engine.env, ...env },
      windowsHide: true,
    });
    const text = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      text.stdout += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk) => {
      text.stderr += chunk;
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, ...text }));
    child.stdin.on("error", () => {
      // It may end without reading: then its exit code says why.
    });
    child.stdin.end(input);
  });
}
