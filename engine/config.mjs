// @ts-check
import { spawn } from "node:child_process";
import { ensureEngine } from "./engine.mjs";

/**
 * A stack's whole configuration by full key, its secrets decrypted by the engine with the passphrase or the login that the
 * user has. On a terminal the engine asks for a passphrase that isn't set.
 *
 * @param {{ folder: string, stack: string }} options folder: that of Pulumi.yaml
 * @returns {Promise<Record<string, string>>} text as it is, anything else as JSON
 * @throws {Error} with what the engine said, on one line
 */
export async function decryptConfig({ folder, stack }) {
  const { pulumi, env } = await ensureEngine({ isQuiet: true });
  const isTerminal = Boolean(process.stdin.isTTY && process.stderr.isTTY);
  const args = ["config", "--show-secrets", "--json", "--stack", stack, ...(isTerminal ? [] : ["--non-interactive"])];
  const child = spawn(pulumi, args, {
    cwd: folder,
    env,
    stdio: [isTerminal ? "inherit" : "ignore", "pipe", isTerminal ? "inherit" : "pipe"],
    windowsHide: true,
  });
  const [exitCode, stdout, stderr] = await Promise.all([ended(child), text(child.stdout), text(child.stderr)]);
  if (exitCode !== 0) throw new Error(errorIn(stderr) ?? `pulumi config ended with exit code ${exitCode}`);
  /** @type {Record<string, { value?: string }>} */
  const config = JSON.parse(stdout);
  return Object.fromEntries(
    Object.entries(config).flatMap(([key, { value }]) => (value === undefined ? [] : [[key, value]])),
  );
}

/** @param {import("node:child_process").ChildProcess} child @returns {Promise<number | null>} */
const ended = (child) =>
  new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });

/** @param {import("node:stream").Readable | null} stream */
async function text(stream) {
  let whole = "";
  for await (const chunk of stream ?? []) whole += chunk;
  return whole;
}

/** @param {string} stderr */
const errorIn = (stderr) => /^error: (.*)$/m.exec(stderr)?.[1]?.trim();
