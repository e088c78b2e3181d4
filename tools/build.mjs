// @ts-check
import { rename, rm } from "node:fs/promises";
import path from "node:path";
import { build } from "rolldown";
import { step } from "../engine/progress.mjs";
import config from "../rolldown.config.mjs";
import { PROJECT } from "./setup/project.mjs";

/** `npm run build`: `dist/` anew. The former one stays until the new one is whole, for processes that run it. */

const DIST = path.join(PROJECT, "dist");
const NEW = `${DIST}.new-${process.pid}`;
const FORMER = `${DIST}.former-${process.pid}`;

try {
  process.chdir(PROJECT);
  await step("Build dist", async () => {
    const parts = config.map((part) => ({ ...part, output: { ...part.output, dir: NEW } }));
    await build(/** @type {import("rolldown").BuildOptions[]} */ (parts));
    await rename(DIST, FORMER).catch(unlessMissing);
    await rename(NEW, DIST);
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  for (const folder of [NEW, FORMER]) await rm(folder, { recursive: true, force: true });
}

/** @param {NodeJS.ErrnoException} error */
function unlessMissing(error) {
  if (error.code !== "ENOENT") throw error;
}
