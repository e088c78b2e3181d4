// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { ensureEngine } from "./engine.mjs";

/** A stack of a project as its user's own engine has it: their login, backend and passphrase. */

/**
 * @typedef {object} Backend where stacks are kept
 * @property {string} url
 * @property {boolean} needsPassphrase whether this backend encrypts by a passphrase
 */

/** @typedef {{ folder: string, env?: Record<string, string>, signal?: AbortSignal }} Place folder: that of Pulumi.yaml; env: added to the environment; signal: ends it */

/** The backend that the user is logged in to, or why the engine has none. @param {Place} place @returns {Promise<Backend | { problem: string }>} */
export async function currentBackend(place) {
  const outcome = await pulumi(place, ["whoami", "--json"]);
  if (outcome.code !== 0) return { problem: errorOf(outcome).message };
  const { url } = JSON.parse(outcome.stdout);
  return { url, needsPassphrase: !/^https?:/.test(url) };
}

/** Makes a stack and selects it, unless it is there. @param {Place} place @param {string} stack @throws {Error} with what the engine said */
export async function ensureStack(place, stack) {
  const outcome = await pulumi(place, ["stack", "init", stack]);
  if (outcome.code !== 0 && !/already exists/.test(outcome.stderr)) throw errorOf(outcome);
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
  await succeed(place, ["config", "set", "--secret", key, "--stack", stack], { input: secret });
}

/**
 * The whole configuration by full key, its secrets decrypted with the passphrase or the login that the user has.
 *
 * @param {Place} place
 * @param {string} stack
 * @returns {Promise<Record<string, string>>} text as it is, anything else as JSON
 * @throws {Error} with what the engine said, on one line
 */
export async function decryptConfig(place, stack) {
  const args = ["config", "--show-secrets", "--json", "--stack", stack];
  /** @type {Record<string, { value?: string }>} */
  const config = JSON.parse(await succeed(place, args));
  return Object.fromEntries(
    Object.entries(config).flatMap(([key, { value }]) => (value === undefined ? [] : [[key, value]])),
  );
}

/**
 * A stack's state as its backend has it, secrets encrypted.
 *
 * @param {Place} place
 * @param {string} stack
 * @returns {Promise<{ version: number, deployment: any } | undefined>} `undefined` where there is no such stack
 * @throws {Error} with what the engine said, on one line
 */
export async function exportState(place, stack) {
  const outcome = await pulumi(place, ["stack", "export", "--stack", stack]);
  if (outcome.code === 0) return JSON.parse(outcome.stdout);
  if (/no stack named .* found/.test(outcome.stderr)) return undefined;
  throw errorOf(outcome);
}

/** Whether the engine failed because it wasn't given a passphrase: it asks for one only where its output is the terminal's. @param {unknown} error */
export const isPassphraseMissing = (error) => error instanceof Error && /passphrase must be set/.test(error.message);

/** @typedef {{ code: number | null, stdout: string, stderr: string }} Outcome */

/** @param {Place} place @param {readonly string[]} args @param {{ input?: string }} [options] input: its stdin @returns {Promise<string>} its stdout */
async function succeed(place, args, options) {
  const outcome = await pulumi(place, args, options);
  if (outcome.code !== 0) throw errorOf(outcome);
  return outcome.stdout;
}

/** @param {Outcome} outcome */
const errorOf = ({ code, stderr }) =>
  new Error(/^error: (.*)$/m.exec(stderr)?.[1]?.trim() || stderr.trim() || `pulumi ended with exit code ${code}`);

/** @param {Place} place @param {readonly string[]} args @param {{ input?: string }} [options] @returns {Promise<Outcome>} */
async function pulumi({ folder, env, signal }, args, { input = "" } = {}) {
  const engine = await ensureEngine({ isQuiet: true });
  const child = spawn(engine.pulumi, [...args, "--non-interactive"], {
    cwd: folder,
    env: { ...engine.env, ...env },
    stdio: "pipe",
    windowsHide: true,
    signal,
  });
  child.stdin.on("error", () => {
    // It may end without reading: then its exit code says why.
  });
  child.stdin.end(input);
  const [[code], stdout, stderr] = await Promise.all([once(child, "close"), text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
}
