import os from "node:os";
import { benchDrift, benchLoading } from "./fleetDrift";
import { benchConcurrency, benchUp } from "./fleetUp";
import { benchWorkers } from "./fleetWorkers";

/**
 * What many tenants cost: drift by reads alone, `fleet up` by the engine, workers on a queue. The sandbox is a process of
 * its own on the same machine, so that the way to a real tenant isn't in the figures; where it matters, an answer takes as
 * long as it would from far away.
 * @param isFull larger fleets; takes half an hour on two cores
 */
export async function benchFleet(isFull: boolean): Promise<void> {
  console.log(`Fleet: ${os.availableParallelism()} cores, load ${os.loadavg()[0]?.toFixed(1)} before it begins\n`);
  await benchDrift(isFull ? [1, 10, 100, 1000, 3000] : [1, 10, 100, 1000]);
  benchLoading(10_000);
  await benchUp(isFull ? [1, 4, 16, 64] : [1, 4]);
  await benchWorkers([1, 2, 3], isFull ? 9 : 6);
  if (isFull) await benchConcurrency([1, 2, 3, 4, 6, 8], 8);
}
