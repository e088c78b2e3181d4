/** A local ConnectWise PSA: its REST API for security roles, members and the organisation, with a tenant to work on. */
import { writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { type Company, companiesOf } from "./company";
import type { Fault } from "./http/faultSchema";
import { Faults } from "./http/faults";
import { type LoggedRequest, RequestLog } from "./http/requestLog";
import { type Certificate, certificateFor } from "./http/tls";
import type { SandboxOptions } from "./options";
import { SandboxControl } from "./sandboxControl";
import { buildServer } from "./server";
import { Companies, type Site } from "./site";
import { StateFile } from "./store/stateFile";
import { Tenant } from "./store/tenant";
import { allQuirks } from "./switches";

export { type Contract, describeContract, readContract } from "./contract";
export { type Fault, type FaultPlan, readFaults } from "./http/faultSchema";
export type { LoggedRequest } from "./http/requestLog";
export type { CompanyOptions, SandboxOptions } from "./options";
export { readCompanies } from "./seed/companies";
export { defaultSeed, parseSeed, readSeed } from "./seed/load";
export type { Seed } from "./seed/schema";
export type { MemberChange, RoleLevels, Tenant, TenantMember, TenantRole } from "./store/tenant";
export { type Quirks, SETTINGS_MODES, type SettingsMode } from "./switches";

/** A company of a sandbox, or the whole of it. */
export interface SandboxCompany {
  /** The tenant itself, to look at or to change behind the API's back. */
  readonly tenant: Tenant;
  /** API requests so far, oldest first; those to `/__sandbox` are not among them. */
  requests(): LoggedRequest[];
  clearRequests(): void;
  /**
   * Produces a failure from now on. Faults are asked in the order they were added, the sandbox's before a company's.
   * @throws Error naming what is wrong with it, by key
   */
  fault(fault: Fault): void;
  clearFaults(): void;
}

/** A sandbox that is listening. `tenant` is the first company's; requests and faults are those of all companies, and of none. */
export interface Sandbox extends SandboxCompany {
  /** `http://127.0.0.1:PORT`, or `https:` with TLS */
  readonly url: string;
  /** With TLS: the certificate (PEM) of the authority that clients have to trust. */
  readonly ca: string | undefined;
  /** One company by its id, case ignored. @throws Error when none has that id */
  company(id: string): SandboxCompany;
  /** Stops listening, ends open connections and writes the state file. */
  close(): Promise<void>;
}

/**
 * Starts a sandbox.
 * @throws Error with `code` EADDRINUSE when the port is taken; Error naming the file on a bad state file, or every company
 * that can't be hosted
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, host = "127.0.0.1" } = options;
  const { site, state } = siteOf(options);
  const certificate = await certificateOf(options, host);
  const app = buildServer(site, certificate);
  await app.listen({ port, host });
  const { companies } = site;
  return {
    url: `${certificate ? "https" : "http"}://${host}:${(app.server.address() as AddressInfo).port}`,
    ca: certificate?.ca,
    ...shown(companies.first, new SandboxControl(site, companies.all)),
    company(id) {
      const company = companies.find(id);
      if (!company) throw new Error(`The sandbox hosts no company ${id}.`);
      return shown(company, new SandboxControl(company));
    },
    async close() {
      await app.close();
      state?.flush();
    },
  };
}

function siteOf(options: SandboxOptions): { site: Site; state: StateFile | undefined } {
  const { companies, faults, stateFile, cloudHost, host, now, onRequest } = options;
  const all = companiesOf(options);
  const state = stateFile === undefined ? undefined : new StateFile(stateFile, ...all.map(({ store }) => store));
  state?.load();
  if (state) for (const { store } of all) store.onChange = () => state.save();
  const everywhere = new Faults(() => (now?.() ?? new Date()).getTime());
  if (companies === undefined && faults) everywhere.apply(faults);
  const quirks = allQuirks(options.contract?.quirks, options.quirks);
  const log = new RequestLog(onRequest);
  const site = { companies: new Companies(all), cloudHost, host, quirks, log, faults: everywhere };
  return { site, state };
}

const shown = ({ store }: Company, steering: SandboxControl): SandboxCompany => ({
  tenant: new Tenant(store),
  requests: () => steering.requests(),
  clearRequests: () => steering.clearRequests(),
  fault: (fault) => steering.fault(fault),
  clearFaults: () => steering.clearFaults(),
});

async function certificateOf(
  { tls, caFile, cloudHost }: SandboxOptions,
  host: string,
): Promise<Certificate | undefined> {
  if (!tls && caFile === undefined) return undefined;
  const certificate = await certificateFor(cloudHost === undefined ? [host] : [host, cloudHost]);
  if (caFile !== undefined) writeFileSync(caFile, certificate.ca);
  return certificate;
}
