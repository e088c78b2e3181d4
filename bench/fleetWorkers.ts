import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { loadFleet } from "../fleet/file/load";
import { FleetQueue } from "../fleet/queue/queue";
import { newRun } from "../fleet/run/newRun";
import { startPostgres } from "../test/helpers/postgresServer";
import { environment, seconds, startTenants } from "./fleetTenants";
import { renderTable } from "./table";

const CLI = path.resolve(__dirname, "../bin/cwroles.js");
const LATENCIES = [0, 150];

/** Fresh tenants through a queue in PostgreSQL, by one worker and by more, each with one tenant at a time. */
export async function benchWorkers(counts: readonly number[], size: number): Promise<void> {
  const rows: string[][] = [];
  for (const latency of LATENCIES)
    for (const count of counts) {
      const wall = await work(count, size, latency);
      rows.push([`${count} workers`, `${latency} ms`, seconds(wall), ((size * 60_000) / wall).toFixed(1)]);
    }
  console.log(renderTable([`queue, ${size} fresh tenants`, "latency", "wall", "tenants a minute"], rows));
}

/** @returns milliseconds from the first start of a worker until the run has ended */
async function work(count: number, size: number, latency: number): Promise<number> {
  const postgres = await startPostgres();
  const tenants = await startTenants(size, { latency });
  const queue = await FleetQueue.open(postgres.url, loadFleet(path.join(tenants.folder, "fleet.yaml")).name);
  try {
    const run = newRun("up", queue.fleet, tenants.ids, { maxFailures: 0 });
    await queue.enqueue(run);
    const started = performance.now();
    const workers = Array.from({ length: count }, () => startWorker(tenants.folder, postgres.url));
    await Promise.all(workers);
    const wall = performance.now() - started;
    const results = [...(await queue.journal.results(run.id)).values()];
    const exact = results.filter(({ outcome }) => outcome === "exact").length;
    if (exact !== size)
      throw new Error(
        `${exact} of ${size} tenants are exact: ${results.map(({ failure }) => failure?.message).join(" ")}`,
      );
    return wall;
  } finally {
    await queue.close();
    tenants.end();
    await postgres.stop();
  }
}

/** Rejects with what it says on stderr where it fails. */
const startWorker = (cwd: string, queue: string): Promise<unknown> =>
  promisify(execFile)(process.execPath, [CLI, "fleet", "worker", "--concurrency", "1", "--until-empty"], {
    cwd,
    env: { ...environment, CWROLES_QUEUE: queue },
  });
