import { writeFileSync } from "node:fs";
import path from "node:path";
import { loadFleet } from "../fleet/file/load";
import { fleetFolder } from "../test/helpers/fleetFolder";
import { type Cost, environment, seconds, startTenants, type Tenants } from "./fleetTenants";
import { measure } from "./measure";
import type { Order } from "./plainLoop";
import { renderTable } from "./table";

/** As many as `fleet drift` reads side by side. */
const CONCURRENCY = 64;

/** `fleet drift` on exact tenants, beside a plain loop that sends the same requests and looks at nothing. */
export async function benchDrift(sizes: readonly number[]): Promise<void> {
  const rows: string[][] = [];
  for (const size of sizes) {
    const tenants = await startTenants(size, { exact: true });
    try {
      // The first fills the compiler's cache, and makes the companies that the sandbox makes when they are asked for.
      if (rows.length === 0) await tenants.cwroles("drift");
      const paths = await pathsOf(tenants);
      rows.push(row("fleet drift", size, paths.length, await tenants.cwroles("drift")));
      rows.push(row("plain loop", size, paths.length, await plainLoop(tenants, paths)));
    } finally {
      tenants.end();
    }
  }
  const headings = ["", "tenants", "requests", "wall", "per tenant", "CPU", "sandbox's CPU"];
  console.log(renderTable(headings, rows));
}

const row = (name: string, size: number, requests: number, { wall, cpu, sandbox }: Cost): string[] => [
  ...[name, String(size), (size * requests).toLocaleString("en")],
  ...[seconds(wall), `${(wall / size).toFixed(1)} ms`, seconds(cpu), seconds(sandbox)],
];

/** What `fleet drift` asks a tenant. */
async function pathsOf({ url, ids, cwroles }: Tenants): Promise<string[]> {
  const [first = ""] = ids;
  const log = `${url}/__sandbox/companies/${first}/requests`;
  await fetch(log, { method: "DELETE" });
  await cwroles("drift", "--tenant", first);
  const requests = (await (await fetch(log)).json()) as { path: string }[];
  return requests.map((request) => request.path);
}

async function plainLoop({ url, ids, folder, server }: Tenants, paths: readonly string[]): Promise<Cost> {
  const order: Order = { url, ids, paths, concurrency: CONCURRENCY };
  const file = path.join(folder, "plain-loop.json");
  writeFileSync(file, JSON.stringify(order));
  const before = (await server.usage()).cpuMs;
  const program = ["--require", "tsx/cjs", path.join(__dirname, "plainLoop.ts"), file];
  const measured = await measure(process.execPath, program, path.resolve(__dirname, ".."), environment);
  return { ...measured, sandbox: (await server.usage()).cpuMs - before };
}

/** How long it takes to read a file of so many tenants. */
export function benchLoading(size: number): void {
  const tenants = Object.fromEntries(Array.from({ length: size }, (_, index) => [`tenant${index + 1}`, {}]));
  const { file, remove } = fleetFolder({ site: "https://psa.example", tenants });
  const started = performance.now();
  const { length } = loadFleet(file).tenants;
  console.log(
    `fleet.yaml of ${length.toLocaleString("en")} tenants: read in ${seconds(performance.now() - started)}\n`,
  );
  remove();
}
