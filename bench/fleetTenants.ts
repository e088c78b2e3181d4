import path from "node:path";
import { fleetFolder } from "../test/helpers/fleetFolder";
import { type Measured, measure } from "./measure";
import { Server } from "./sandbox";
import type { Companies } from "./sandboxServer";

const CLI = path.resolve(__dirname, "../bin/cwroles.js");

/** The environment that the fleets' references name, and nothing of the user's own engine or tenant. */
export const environment: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(CONNECTWISE|PULUMI)_/.test(name))),
  CW_PUBLIC: "public",
  CW_PRIVATE: "private",
};

export type Tenants = Awaited<ReturnType<typeof startTenants>>;

/** A sandbox in a process of its own, with a fleet of so many tenants. */
export async function startTenants(count: number, given: Partial<Companies> = {}) {
  const ids = Array.from({ length: count }, (_, index) => `tenant${index + 1}`);
  const server = await Server.start({ start: "companies", companies: { exact: false, latency: 0, ...given, ids } });
  const fleet = fleetFolder({ site: server.url, tenants: Object.fromEntries(ids.map((id) => [id, {}])) });
  return {
    ...{ server, ids, folder: fleet.folder, url: server.url },
    /** Runs `cwroles fleet …`, and measures it and what the sandbox did meanwhile. */
    async cwroles(...args: string[]): Promise<Cost> {
      const before = (await server.usage()).cpuMs;
      const measured = await measure(process.execPath, [CLI, "fleet", ...args], fleet.folder, environment);
      return { ...measured, sandbox: (await server.usage()).cpuMs - before };
    },
    end() {
      server.stop();
      fleet.remove();
    },
  };
}

/** Milliseconds. */
export interface Cost extends Measured {
  /** Processor time of the sandbox. */
  readonly sandbox: number;
}

/** `1.24 s` */
export const seconds = (ms: number | undefined): string =>
  ms === undefined ? "not measured here" : `${(ms / 1000).toFixed(2)} s`;
