// @ts-check
import { setUp } from "./setup.mjs";

/**
 * `npm run fleet:demo`: from a fresh clone to a fleet of sandbox tenants that is previewed, updated in waves, looked
 * at again and reported. What it keeps lies in .demo/fleet/, away from the user's own Pulumi, and begins anew each time.
 */

try {
  const engine = await setUp();
  // Imported only now: it needs the dependencies.
  const { runFleetDemo } = await import("./fleetDemo/run.mjs");
  process.exitCode = (await runFleetDemo(engine)) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
