/** A local ConnectWise PSA: its REST API for security roles, members and the organisation, with a tenant to work on. */
import { writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { checkFault, type Fault } from "./http/faultSchema";
import { Faults } from "./http/faults";
import { type LoggedRequest, RequestLog } from "./http/requestLog";
import { type Certificate, certificateFor } from "./http/tls";
import type { SandboxOptions } from "./options";
import { ON_PREMISE_CODEBASE } from "./quirks";
import { defaultSeed, storeFromSeed } from "./seed/load";
import { buildServer } from "./server";
import { StateFile } from "./store/stateFile";
import { Tenant } from "./store/tenant";

export { type Fault, type FaultPlan, readFaults } from "./http/faultSchema";
export type { LoggedRequest } from "./http/requestLog";
export { type SandboxOptions, SETTINGS_MODES, type SettingsMode } from "./options";
export { readSeed } from "./seed/load";
export type { Seed } from "./seed/schema";
export type { MemberChange, RoleLevels, Tenant, TenantMember, TenantRole } from "./store/tenant";

/** A sandbox that is listening. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT`, or `https:` with TLS */
  readonly url: string;
  /** With TLS: the certificate (PEM) of the authority that clients have to trust. */
  readonly ca: string | undefined;
  /** The tenant itself, to look at or to change behind the API's back. */
  readonly tenant: Tenant;
  /** API requests so far, oldest first; those to `/__sandbox` are not among them. */
  requests(): LoggedRequest[];
  clearRequests(): void;
  /**
   * Produces a failure from now on. Faults are asked in the order they were added.
   * @throws Error naming what is wrong with it, by key
   */
  fault(fault: Fault): void;
  clearFaults(): void;
  /** Stops listening, ends open connections and writes the state file. */
  close(): Promise<void>;
}

/**
 * Starts a sandbox.
 * @throws Error with `code` EADDRINUSE when the port is taken; Error naming the file on a bad state file
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, host = "127.0.0.1", settings = "writable", version = "2025.1", cloudHost, now } = options;
  const store = storeFromSeed(options.seed ?? defaultSeed(), version, now);
  const state = options.stateFile === undefined ? undefined : new StateFile(options.stateFile, store);
  state?.load();
  if (state) store.onChange = () => state.save();
  const log = new RequestLog(options.onRequest);
  const faults = new Faults(() => (now?.() ?? new Date()).getTime());
  faults.apply(options.faults ?? { faults: [] });
  const certificate = await certificateOf(options, host);
  const site = { store, settings, release: version, codebase: codebaseOf(options, version), cloudHost, log, faults };
  const app = buildServer(site, certificate);
  await app.listen({ port, host });
  return {
    url: `${certificate ? "https" : "http"}://${host}:${(app.server.address() as AddressInfo).port}`,
    ca: certificate?.ca,
    tenant: new Tenant(store),
    requests: () => log.all(),
    clearRequests: () => log.clear(),
    fault: (fault) => faults.add(checkFault(fault)),
    clearFaults: () => faults.clear(),
    async close() {
      await app.close();
      state?.flush();
    },
  };
}

async function certificateOf(
  { tls, caFile, cloudHost }: SandboxOptions,
  host: string,
): Promise<Certificate | undefined> {
  if (!tls && caFile === undefined) return undefined;
  const certificate = await certificateFor(cloudHost === undefined ? [host] : [host, cloudHost]);
  if (caFile !== undefined) writeFileSync(caFile, certificate.ca);
  return certificate;
}

const codebaseOf = ({ codebase, cloudHost }: SandboxOptions, release: string): string =>
  (codebase ?? (cloudHost === undefined ? ON_PREMISE_CODEBASE : `v${release.replace(".", "_")}`)).toLowerCase();
