// @ts-check
import { runInForeground } from "../engine/command.mjs";
import { PROJECT } from "./setup/project.mjs";
import { setUp } from "./setup.mjs";

/** `npm run fleet:chaos`: set-up, then a fleet among faults, kills and drift, and what came of it. */

try {
  const { env } = await setUp();
  const command = ["--require", "tsx/cjs", "test/chaos/index.ts", ...process.argv.slice(2)];
  process.exitCode = await runInForeground(process.execPath, command, { cwd: PROJECT, env });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
