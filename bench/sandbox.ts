import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import autocannon from "autocannon";
import { type Bodies, MEMBERS, type Order, type Report, type Usage } from "./sandboxServer";
import { renderTable } from "./table";

const API = "/v4_6_release/apis/3.0";
const HEADERS = {
  authorization: `Basic ${Buffer.from("sandbox+public:private").toString("base64")}`,
  clientId: "00000000-0000-0000-0000-000000000000",
};
const LIST = `${API}/system/members?pageSize=25&page=3&conditions=${encodeURIComponent("inactiveFlag = false")}`;

/** A list, two reads and a write in turn. */
const MIX: autocannon.Request[] = [
  { method: "GET", path: LIST },
  { method: "GET", path: `${API}/system/members/500` },
  {
    method: "PATCH",
    path: `${API}/system/members/600`,
    headers: { ...HEADERS, "content-type": "application/json" },
    body: JSON.stringify([{ op: "replace", path: "title", value: "Engineer" }]),
  },
  { method: "GET", path: `${API}/system/members/700` },
];

/**
 * Prints how many requests a second the sandbox answers from one process, how many it would with a core to itself (by the
 * processor time it used), and its memory before and after, beside a bare server of the same framework that answers the
 * same bodies. Everything stays on this machine's loopback.
 */
export async function benchSandbox(requests = 100_000): Promise<void> {
  const sandbox = await Server.start({ start: "sandbox" });
  const bodies: Bodies = {
    list: await read(sandbox.url, LIST),
    one: await read(sandbox.url, `${API}/system/members/500`),
  };
  const bare = await Server.start({ start: "bare", bodies });
  const rows = [await row("sandbox", sandbox, requests), await row("bare Fastify", bare, requests)];
  const title = `Sandbox: ${requests} requests, ${MEMBERS} members; list of 25, get, patch, get`;
  const headings = [
    "server",
    "requests/s",
    "a core could",
    "p50 ms",
    "p99 ms",
    "failed",
    "heap MB before",
    "after",
    "RSS MB",
  ];
  process.stdout.write(`${title}\n${renderTable(headings, rows)}`);
}

async function row(name: string, server: Server, requests: number): Promise<string[]> {
  await load(server.url, requests / 10);
  const before = await server.usage();
  const { duration, latency, non2xx, errors } = await load(server.url, requests);
  const after = await server.usage();
  server.stop();
  const perCpuSecond = requests / ((after.cpuMs - before.cpuMs) / 1000);
  const numbers = [requests / duration, perCpuSecond, latency.p50, latency.p99, non2xx + errors];
  return [name, ...[...numbers, before.heapMB, after.heapMB, after.rssMB].map(rounded)];
}

const rounded = (number: number): string =>
  number.toLocaleString("en", { maximumFractionDigits: number < 100 ? 1 : 0 });

const load = (url: string, amount: number): Promise<autocannon.Result> =>
  autocannon({ url, connections: 10, amount, headers: HEADERS, requests: MIX });

async function read(url: string, address: string): Promise<unknown> {
  const response = await fetch(`${url}${address}`, { headers: HEADERS });
  if (!response.ok) throw new Error(`GET ${address} answered ${response.status}`);
  return response.json();
}

/** A server in a process of its own. */
export class Server {
  static async start(order: Order): Promise<Server> {
    const child = fork(path.join(__dirname, "sandboxServer.ts"), { execArgv: ["--require", "tsx/cjs", "--expose-gc"] });
    return new Server(child, (await ask(child, order)) as { url: string });
  }

  private constructor(
    private readonly child: ChildProcess,
    private readonly address: { readonly url: string },
  ) {}

  get url(): string {
    return this.address.url;
  }

  usage = async () => (await ask(this.child, { measure: true })) as Usage;

  changeLevel = (company: string) => ask(this.child, { changeLevel: company });

  stop(): void {
    this.child.kill();
  }
}

async function ask(child: ChildProcess, order: Order): Promise<Report> {
  const answer = once(child, "message");
  child.send(order);
  const [report] = await answer;
  return report;
}

if (require.main === module) {
  benchSandbox(Number(process.argv[2] ?? 100_000)).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
