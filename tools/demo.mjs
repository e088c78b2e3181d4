// @ts-check
import { HELP, optionsOf } from "./demo/options.mjs";
import { setUp } from "./setup.mjs";

/**
 * `npm run demo`: from a fresh clone to a tenant whose role is exactly as its profile asks. What it keeps lies in
 * .demo/, away from the user's own Pulumi; a second run finds nothing to change.
 */

try {
  const { isHelp, ...options } = await optionsOf(process.argv.slice(2));
  if (isHelp) process.stdout.write(HELP);
  else {
    const engine = await setUp();
    // Imported only now: it needs the dependencies.
    const { runDemo } = await import("./demo/run.mjs");
    process.exitCode = await runDemo(engine, options);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
