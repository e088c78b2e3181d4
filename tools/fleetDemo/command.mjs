// @ts-check
import path from "node:path";
import { run, runInForeground } from "../../engine/command.mjs";
import { withoutUserVariables } from "../../engine/isolatedPulumi.mjs";
import { PROJECT } from "../setup/project.mjs";
import { FOLDER, KEYS } from "./files.mjs";

const CLI = path.join(PROJECT, "bin", "cwroles.js");

/**
 * The real commands, in the folder of the fleet's file.
 *
 * @param {import("../../engine/engine.mjs").Engine} engine
 */
export function fleetCommands(engine) {
  // The fleet's own backend is beside its file; a queue of the user's would take the work elsewhere.
  const { CWROLES_QUEUE: _, ...own } = withoutUserVariables(engine);
  const env = { ...own, ...KEYS, PULUMI_HOME: path.join(FOLDER, ".fleet", "home") };
  const options = { cwd: FOLDER, env };

  return {
    /**
     * Prints the command as a user types it, and runs it with this process's terminal.
     *
     * @param {string} line what comes after `npx cwroles fleet`, without quotes
     * @param {number} expected the exit code that the story needs
     * @throws {Error} when it ends with another, or was interrupted
     */
    async show(line, expected) {
      process.stdout.write(`\n$ npx cwroles fleet ${line}\n`);
      let isInterrupted = false;
      const interrupt = () => {
        isInterrupted = true;
      };
      process.once("SIGINT", interrupt);
      const exitCode = await runInForeground(process.execPath, [CLI, "fleet", ...line.split(" ")], options);
      process.off("SIGINT", interrupt);
      if (isInterrupted) throw new Error("Interrupted.");
      if (exitCode !== expected)
        throw new Error(`cwroles fleet ${line} ended with exit code ${exitCode}; expected was ${expected}.`);
    },

    /** The results of the last run. @returns {Promise<{ tenant: string, outcome: string }[]>} */
    async results() {
      return JSON.parse(await run(process.execPath, [CLI, "fleet", "status", "--json"], options)).results;
    },
  };
}
