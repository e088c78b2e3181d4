// @ts-check
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ensureEngine } from "../engine/engine.mjs";
import { ensureBuild } from "./setup/build.mjs";
import { ensureDependencies } from "./setup/dependencies.mjs";

/**
 * Everything a fresh clone needs before anything else runs, with nothing but Node: dependencies, `dist`, and the
 * Pulumi engine.
 * As a command (`node tools/setup.mjs`) it ends by printing the path of `pulumi` on stdout.
 */
export async function setUp() {
  await ensureDependencies();
  await ensureBuild();
  return ensureEngine();
}

const isCommand = process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
if (isCommand) {
  try {
    const { pulumi } = await setUp();
    process.stdout.write(`${pulumi}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
