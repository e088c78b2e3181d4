import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import type { TenantResult } from "../../fleet/model/result";
import type { LoggedRequest } from "../../sandbox";
import type { RequestCount } from "../../tenant/client/requestCount";
import type { Environment } from "./environment";

const CLI = path.resolve(__dirname, "../../bin/cwroles.js");

/** How a command is disturbed: as soon as the sandbox has answered so many of its requests. */
export interface Disturbance {
  readonly signal: "SIGKILL" | "SIGINT";
  readonly afterRequests: number;
  /** Whether the engine that it started gets the signal, too: as from a terminal, or when a machine goes down. */
  readonly toAll: boolean;
}

/** One command that ran, what it said, and what the sandbox saw of it. */
export interface Ran {
  readonly args: readonly string[];
  readonly seconds: number;
  readonly code: number | null;
  /** The signal that reached it before it ended. */
  readonly disturbed: Disturbance | undefined;
  /** Tenants that it began and of which it told no result. */
  readonly unfinished: readonly string[];
  readonly results: ReadonlyMap<string, TenantResult>;
  /** By tenant: what the sandbox answered while the command ran. */
  readonly logged: ReadonlyMap<string, RequestCount>;
  /** Of both streams. */
  readonly output: string;
}

/** Runs `cwroles fleet …` as a process of its own, and disturbs it if that is asked for. */
export async function run(environment: Environment, args: readonly string[], disturbance?: Disturbance): Promise<Ran> {
  const started = performance.now();
  const child = launch(environment, args);
  const logged = new Map<string, RequestCount>();
  let observed = 0;
  let disturbed: Disturbance | undefined;
  const hear = ({ company = "", method }: LoggedRequest) => {
    const { requests, writes } = logged.get(company) ?? { requests: 0, writes: 0 };
    logged.set(company, { requests: requests + 1, writes: writes + (method === "GET" ? 0 : 1) });
    if (!disturbance || disturbed || ++observed < disturbance.afterRequests) return;
    disturbed = disturbance;
    signal(child, disturbance);
  };
  environment.heard.add(hear);
  const { code, stdout, stderr } = await ended(child);
  environment.heard.delete(hear);
  const events = eventsOf(stdout);
  const results = new Map(events.flatMap((event) => (event.event === "result" ? [[event.tenant, event]] : [])));
  const begun = events.flatMap((event) => (event.event === "start" ? [event.tenant] : []));
  return {
    ...{ args, code, disturbed, results, logged, output: stdout + stderr },
    seconds: (performance.now() - started) / 1000,
    unfinished: begun.filter((tenant) => !results.has(tenant)),
  };
}

/** The commands that take keys. */
const ASKING = ["up", "destroy", "drift", "preview"];

function launch({ folder, keys, environment }: Environment, args: readonly string[]): ChildProcess {
  const own = Object.entries(process.env).filter(([name]) => !/^(CONNECTWISE|PULUMI)_/.test(name));
  const allowed = ASKING.includes(args[0] ?? "") ? ["--secrets-folder", keys] : [];
  return spawn(process.execPath, [CLI, "fleet", ...args, ...allowed], {
    cwd: folder,
    env: { ...Object.fromEntries(own), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, as a shell gives it.
    detached: process.platform !== "win32",
  });
}

function signal(child: ChildProcess, { signal: name, toAll }: Disturbance): void {
  if (toAll && child.pid !== undefined && process.platform !== "win32") process.kill(-child.pid, name);
  else child.kill(name);
}

function ended(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const said = { stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk) => (said.stdout += String(chunk)));
  child.stderr?.on("data", (chunk) => (said.stderr += String(chunk)));
  // What it started may hold its output open for a moment longer than it lives.
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, ...said })));
}

type Event = { readonly event: "start"; readonly tenant: string } | ({ readonly event: "result" } & TenantResult);

/** A killed process may not have written its last line to the end. */
function eventsOf(stdout: string): Event[] {
  return stdout.split("\n").flatMap((line) => {
    try {
      return [JSON.parse(line) as Event];
    } catch {
      return [];
    }
  });
}
