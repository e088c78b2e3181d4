// @ts-check
import { runInForeground } from "../engine/command.mjs";
import { PROJECT } from "./setup/project.mjs";
import { setUp } from "./setup.mjs";

/** `npm run bench`: set-up, then every benchmark. They print what they measured and assert nothing. */

try {
  const { env } = await setUp();
  process.exitCode = await runInForeground(
    process.execPath,
    ["--require", "tsx/cjs", "bench/index.ts", ...process.argv.slice(2)],
    {
      cwd: PROJECT,
      env,
    },
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
