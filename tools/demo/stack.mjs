// @ts-check
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parse, stringify } from "yaml";
import { IsolatedPulumi } from "../../engine/isolatedPulumi.mjs";
import { EngineLines } from "./engineLines.mjs";
import { runShown } from "./shown.mjs";

/** @typedef {import("../../engine/engine.mjs").Engine} Engine */

const STACK = "dev";
const CONFIG = `Pulumi.${STACK}.yaml`;

/**
 * The project's stack `dev` with its state in `folder`.
 *
 * Pulumi writes into a stack's configuration file (the salt of its passphrase), so the demo works on a copy
 * of it, with a salt of its own.
 */
export class DemoStack {
  /**
   * @param {Engine} engine
   * @param {{ project: string, folder: string, config?: Record<string, string> }} options config: what it has beyond the project's own
   */
  constructor(engine, { project, folder, config = {} }) {
    this.project = project;
    this.own = config;
    this.copies = path.join(folder, "project");
    this.flags = ["--stack", STACK, "--config-file", path.join(this.copies, CONFIG)];
    // Nothing in the demo's tenant is secret.
    this.pulumi = new IsolatedPulumi(engine, { folder, cwd: project, passphrase: "demo" });
  }

  /**
   * Creates the stack if needed, and mends what a killed run left.
   *
   * @param {string} site the tenant's address
   * @returns {Promise<boolean>} whether there was anything to mend
   */
  async prepare(site) {
    await this.pulumi.prepare();
    await this.#copyConfiguration(site);
    await this.pulumi.run(["stack", "select", "--create", STACK], { cwd: this.copies });
    return this.pulumi.repairState(STACK, this.flags.slice(2));
  }

  /** The tenant's address in an earlier run. @returns {Promise<string | undefined>} */
  async earlierSite() {
    const { config } = await readYaml(path.join(this.copies, CONFIG)).catch(orEmpty);
    const site = config?.["connectwise:site"];
    return site === undefined ? undefined : String(site);
  }

  /** Previews and updates, showing both. @returns {Promise<number>} the exit code */
  up() {
    return this.pulumi.runInForeground(["up", "--yes", "--suppress-permalink=true", ...this.flags]);
  }

  /**
   * A command of Pulumi, shown line by line as it goes on.
   *
   * @param {string} line without `pulumi` and the flags that every command here needs
   * @param {(line: string) => void | Promise<void>} [onLine]
   * @returns {Promise<number>} the exit code
   */
  show(line, onLine) {
    const plain = ["--non-interactive", "--color=never", "--suppress-progress", "--suppress-permalink=true"];
    const lines = new EngineLines();
    const { cwd, env, engine } = this.pulumi;
    const args = [...line.split(" "), ...plain, ...this.flags];
    return runShown(engine.pulumi, args, { cwd, env, shown: (text) => lines.shown(text), ...(onLine && { onLine }) });
  }

  /** Whether an earlier run made something. */
  async hasResources() {
    const { deployment } = JSON.parse(await this.pulumi.run(["stack", "export", "--stack", STACK]));
    return Boolean(deployment.resources?.length);
  }

  /** The configuration by full key, defaults included. @returns {Promise<Record<string, string>>} */
  async config() {
    /** @type {Record<string, { value: string }>} */
    const config = JSON.parse(await this.pulumi.run(["config", "--json", ...this.flags]));
    return Object.fromEntries(Object.entries(config).map(([key, { value }]) => [key, value]));
  }

  /** @returns {Promise<Record<string, any>>} */
  async outputs() {
    return JSON.parse(await this.pulumi.run(["stack", "output", "--json", "--stack", STACK]));
  }

  /** @param {string} site */
  async #copyConfiguration(site) {
    await mkdir(this.copies, { recursive: true });
    await writeFile(path.join(this.copies, "Pulumi.yaml"), await readFile(path.join(this.project, "Pulumi.yaml")));
    const copy = path.join(this.copies, CONFIG);
    const { config } = await readYaml(path.join(this.project, CONFIG));
    const { encryptionsalt } = await readYaml(copy).catch(orEmpty);
    const configuration = { ...this.own, "connectwise:site": site };
    const copied = { ...(encryptionsalt && { encryptionsalt }), config: { ...config, ...configuration } };
    await writeFile(copy, stringify(copied));
  }
}

/** @typedef {{ config?: Record<string, unknown>, encryptionsalt?: string }} StackConfiguration */

/** @param {string} file @returns {Promise<StackConfiguration>} */
async function readYaml(file) {
  return parse(await readFile(file, "utf8"));
}

/** @param {NodeJS.ErrnoException} error @returns {StackConfiguration} of a file that isn't there yet */
function orEmpty(error) {
  if (error.code !== "ENOENT") throw error;
  return {};
}
