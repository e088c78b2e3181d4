import type { Level, Verb } from "../../core/model/level";
import type { Cells, LevelTable } from "../../core/model/permission";
import type { RoleSummary } from "../../core/model/role";
import { SETTINGS_MODES, type SettingsMode, startSandbox } from "../../sandbox";
import { connect } from "../../tenant/connection";
import type { Gateway } from "../../tenant/gateway";
import { MemoryGateway, MemoryTenant } from "./memoryGateway";

/** The tenant itself, past its API. */
export interface SiteTenant {
  addRole(name: string): number;
  roles(): readonly RoleSummary[];
  levels(role: string): LevelTable<Cells>;
  setLevel(role: string, module: string, name: string, verb: Verb, level: Level | null): void;
  member(identifier: string): {
    readonly role: string | null;
    readonly location: string | null;
    readonly businessUnit: string | null;
    readonly inactive: boolean;
  };
}

/** A tenant and the gateway to it. */
export interface Site {
  readonly gateway: Gateway;
  readonly tenant: SiteTenant;
  /** How often the tenant was asked to set levels. */
  levelWrites(): number;
  close(): Promise<void>;
}

/** What stands behind a gateway, and what it does with levels. */
export interface SiteKind {
  readonly name: string;
  readonly mode: SettingsMode;
  open(): Promise<Site>;
}

/** The gateway over HTTP; what the tests configure wins. */
export function gatewayTo(url: string, config: Readonly<Record<string, string>> = {}) {
  const keys: Readonly<Record<string, string>> = {
    site: url,
    companyId: "sandbox",
    publicKey: "public",
    privateKey: "private",
    clientId: "00000000-0000-0000-0000-000000000000",
    ...config,
  };
  return connect((key) => keys[key.replace("connectwise:", "")], {}).gateway;
}

async function openSandbox(settings: SettingsMode): Promise<Site> {
  const sandbox = await startSandbox({ settings });
  const isLevelWrite = ({ method, path }: { method: string; path: string }) =>
    method !== "GET" && /\/settings\/\d+$/.test(path);
  return {
    gateway: gatewayTo(sandbox.url),
    tenant: sandbox.tenant,
    levelWrites: () => sandbox.requests().filter(isLevelWrite).length,
    close: () => sandbox.close(),
  };
}

/** The same people and roles as the sandbox's, as far as the cases need them. */
async function openMemory(settings: SettingsMode): Promise<Site> {
  const tenant = new MemoryTenant();
  const admin = tenant.addRole("Admin", true);
  const securityRole = tenant.addRole("RMM Integration");
  const place = { securityRole, defaultLocation: 1, defaultDepartment: 1, inactiveFlag: false };
  tenant.addMember("api", tenant.caller, { ...place, securityRole: admin });
  tenant.addMember("full", "ADiaz", { ...place, securityRole: admin });
  tenant.addMember("api", "RMMBridge", place);
  tenant.addMember("api", "OldBackup", { ...place, defaultLocation: 2, inactiveFlag: true });
  tenant.addMember("full", "CLi", { ...place, securityRole: tenant.addRole("Service Technician") });
  const gateway = new MemoryGateway(tenant, settings);
  return { gateway, tenant, levelWrites: () => gateway.writes, close: async () => {} };
}

const kinds = (name: string, open: (mode: SettingsMode) => Promise<Site>): SiteKind[] =>
  SETTINGS_MODES.map((mode) => ({ name: `${name}, ${mode}`, mode, open: () => open(mode) }));

/** Every implementation of the gateway, each with every way in which tenants take levels. */
export const SITES: readonly SiteKind[] = [...kinds("in memory", openMemory), ...kinds("over HTTP", openSandbox)];

/** Cases with their names first, as `test.each` prints them without quotes by `%s`. */
export const titled = <Case extends { readonly name: string }>(cases: readonly Case[]) =>
  cases.map((one): [name: string, one: Case] => [one.name, one]);
