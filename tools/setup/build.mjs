// @ts-check
import path from "node:path";
import built from "../../bin/built.js";
import { run } from "../../engine/command.mjs";
import { step } from "../../engine/progress.mjs";
import { PROJECT } from "./project.mjs";

/** Builds `dist` where it is missing or older than its sources. */
export async function ensureBuild() {
  if (!built.missingBuild() && !built.staleBuild()) return;
  await step("Build dist", () => run(process.execPath, [path.join(PROJECT, "tools/build.mjs")], { cwd: PROJECT }));
}
