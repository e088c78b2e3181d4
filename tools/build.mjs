// @ts-check
import { rm } from "node:fs/promises";
import path from "node:path";
import { build } from "rolldown";
import { step } from "../engine/progress.mjs";
import config from "../rolldown.config.mjs";
import { PROJECT } from "./setup/project.mjs";

/** `npm run build`: `dist/` anew. */

try {
  process.chdir(PROJECT);
  await step("Build dist", async () => {
    await rm(path.join(PROJECT, "dist"), { recursive: true, force: true });
    await build(/** @type {import("rolldown").BuildOptions[]} */ (config));
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
