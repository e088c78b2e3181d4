/** One server of the benchmark in a process of its own: what it uses is its own, and the load generator has another core. */
import Fastify from "fastify";
import { startSandbox } from "../sandbox";
import { defaultSeed } from "../sandbox/seed/load";

export const MEMBERS = 1_000;

/** The bodies a bare server gives back: those the sandbox answered. */
export interface Bodies {
  readonly list: unknown;
  readonly one: unknown;
}

/** Sent by the parent. */
export type Order =
  | { readonly start: "sandbox" }
  | { readonly start: "bare"; readonly bodies: Bodies }
  | { readonly measure: true };

/** Sent to the parent. */
export type Report = { readonly url: string } | Usage;

export interface Usage {
  readonly heapMB: number;
  readonly rssMB: number;
  /** Processor time since the process began. */
  readonly cpuMs: number;
}

process.on("message", async (order: Order) => {
  if ("measure" in order) return tell(usage());
  tell({ url: order.start === "sandbox" ? await sandbox() : await bare(order.bodies) });
});

const tell = (report: Report) => process.send?.(report);

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
