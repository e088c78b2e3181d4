/** One server of the benchmark in a process of its own: what it uses is its own, and the load generator has another core. */
import Fastify from "fastify";
import { type Sandbox, startSandbox } from "../sandbox";
import { defaultSeed } from "../sandbox/seed/load";
import { exactSeed, ROLE } from "../test/helpers/fleetFolder";

export const MEMBERS = 1_000;

/** The bodies a bare server gives back: those the sandbox answered. */
export interface Bodies {
  readonly list: unknown;
  readonly one: unknown;
}

/** Many companies with the seed's keys. */
export interface Companies {
  readonly ids: readonly string[];
  /** Whether each has its role and member already, as the fleet asks for them. */
  readonly exact: boolean;
  /** Milliseconds before each answer. */
  readonly latency: number;
}

/** Sent by the parent. */
export type Order =
  | { readonly start: "sandbox" }
  | { readonly start: "bare"; readonly bodies: Bodies }
  | { readonly start: "companies"; readonly companies: Companies }
  | { readonly changeLevel: string /** of which company */ }
  | { readonly measure: true };

/** Sent to the parent. */
export type Report = { readonly url: string } | Usage | { readonly changed: string };

export interface Usage {
  readonly heapMB: number;
  readonly rssMB: number;
  /** Processor time since the process began. */
  readonly cpuMs: number;
}

process.on("message", async (order: Order) => {
  if ("measure" in order) return tell(usage());
  if ("changeLevel" in order) return tell(changeLevel(order.changeLevel));
  tell({ url: await start(order) });
});

const tell = (report: Report) => process.send?.(report);

type Start = Extract<Order, { start: string }>;

const start = (order: Start): Promise<string> => {
  if (order.start === "bare") return bare(order.bodies);
  return order.start === "sandbox" ? sandbox() : companies(order.companies);
};

let hosting: Sandbox | undefined;

async function companies({ ids, exact, latency }: Companies): Promise<string> {
  const seed = exact ? exactSeed() : defaultSeed();
  const faults = { faults: latency > 0 ? [{ latency }] : [] };
  hosting = await startSandbox({ seed, faults, companies: ids.map((id) => ({ id })) });
  return hosting.url;
}

/** Drift, behind the API's back. */
function changeLevel(company: string): Report {
  hosting?.company(company).tenant.setLevel(ROLE, "Companies", "Notes", "inquire", "All");
  return { changed: company };
}

async function sandbox(): Promise<string> {
  const seed = defaultSeed();
  const [pattern] = seed.members.filter(({ licenseClass }) => licenseClass === "F");
  if (!pattern) throw new Error("The default seed has no full member.");
  const added = Array.from({ length: MEMBERS - seed.members.length }, (_, index) => ({
    ...pattern,
    identifier: `Member${index}`,
  }));
  const { url } = await startSandbox({ seed: { ...seed, members: [...seed.members, ...added] } });
  return url;
}

/** The same framework, the same paths, nothing behind them but JSON. */
async function bare({ list, one }: Bodies): Promise<string> {
  const app = Fastify();
  app.get("/v4_6_release/apis/3.0/system/members", () => list);
  app.get("/v4_6_release/apis/3.0/system/members/:id", () => one);
  app.patch("/v4_6_release/apis/3.0/system/members/:id", () => one);
  return app.listen({ port: 0, host: "127.0.0.1" });
}

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { heapMB: heapUsed / 2 ** 20, rssMB: rss / 2 ** 20, cpuMs: (user + system) / 1000 };
}
