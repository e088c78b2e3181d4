import { mkdirSync, symlinkSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensureEngine } from "../engine/engine.mjs";
import { withoutUserVariables } from "../engine/isolatedPulumi.mjs";
import { type Cost, seconds, startTenants, type Tenants } from "./fleetTenants";
import { measure } from "./measure";
import { renderTable } from "./table";

const EVERY = ["up", "--yes"];

/** `fleet up` on fresh tenants, on ones where nothing is to do, and after one of them has drifted. */
export async function benchUp(sizes: readonly number[]): Promise<void> {
  const rows: string[][] = [];
  for (const size of sizes) {
    const tenants = await startTenants(size);
    const [first = ""] = tenants.ids;
    try {
      rows.push(row("fleet up, fresh", size, await tenants.cwroles(...EVERY)));
      rows.push(row("the bare engine, a trivial program", size, await bareFleet(tenants, size)));
      rows.push(row("fleet up, nothing to do", size, await tenants.cwroles(...EVERY)));
      await tenants.server.changeLevel(first);
      rows.push(row("fleet up, one drifted", size, await tenants.cwroles(...EVERY)));
    } finally {
      tenants.end();
    }
  }
  console.log(renderTable(["", "tenants", "wall", "per tenant", "CPU", "per tenant", "sandbox's CPU"], rows));
}

/** As many stacks of a program of two trivial dynamic resources, through the Automation API, as many at once. */
async function bareFleet({ folder, server }: Tenants, size: number): Promise<Cost> {
  const before = (await server.usage()).cpuMs;
  const bare = path.join(folder, "bare");
  mkdirSync(bare, { recursive: true });
  symlinkSync(path.resolve(__dirname, "../node_modules"), path.join(bare, "node_modules"));
  const atOnce = String(Math.max(4, 2 * os.availableParallelism()));
  const program = ["--require", "tsx/cjs", path.join(__dirname, "bareFleet.ts"), bare, String(size), atOnce];
  const env = withoutUserVariables(await ensureEngine({ isQuiet: true }));
  const measured = await measure(process.execPath, program, path.resolve(__dirname, ".."), env);
  return { ...measured, sandbox: (await server.usage()).cpuMs - before };
}

const row = (name: string, size: number, { wall, cpu, sandbox }: Cost): string[] => [
  ...[name, String(size), seconds(wall), seconds(wall / size)],
  ...[seconds(cpu), seconds(cpu && cpu / size), seconds(sandbox)],
];

/** Milliseconds before each answer: beside the tenant, and a tenant at the other end of a continent. */
const LATENCIES = [0, 150];

/** How many tenants at once are best: where the processor is the limit, and where the way to the tenant is. */
export async function benchConcurrency(concurrencies: readonly number[], size: number): Promise<void> {
  const rows: string[][] = [];
  for (const latency of LATENCIES)
    for (const concurrency of concurrencies) {
      const tenants = await startTenants(size, { latency });
      try {
        const { wall, cpu } = await tenants.cwroles(...EVERY, "--concurrency", String(concurrency));
        rows.push([`${concurrency} at once`, `${latency} ms`, seconds(wall), seconds(wall / size), seconds(cpu)]);
      } finally {
        tenants.end();
      }
    }
  console.log(renderTable([`fleet up, ${size} fresh tenants`, "latency", "wall", "per tenant", "CPU"], rows));
}
