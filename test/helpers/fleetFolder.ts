import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { stringify } from "yaml";
import { NONE, rowsOf, tableOf } from "../../core/model/permission";
import { catalogue } from "../../core/profile/catalogue";
import { resolveLevels } from "../../core/profile/match";
import { levelsOf } from "../../core/profile/parse";
import { findProfile } from "../../project/profiles";
import { defaultSeed, type Seed } from "../../sandbox";

const PROFILES = path.resolve(__dirname, "../../profiles");

/** The role and the member that `fleetFolder` asks for, unless it is told otherwise. */
export const ROLE = "Integration Sync";
export const MEMBER = "integration";
const PLACE = { location: "Main Office", businessUnit: "Professional Services" };

/** The sandbox's default tenant with a role and a member exactly as a profile asks. */
export function exactSeed(profile = "wise-sync"): Seed {
  const seed = defaultSeed();
  const { levels } = resolveLevels(levelsOf(findProfile(profile, PROFILES).grants), catalogue);
  const rows = [...rowsOf(levels)].map(({ row, ...name }) => ({ ...name, row: { ...row } }));
  const role = { name: ROLE, admin: false, inactive: false, levels: tableOf(rows), customize: [] };
  const member = { identifier: MEMBER, firstName: "I", lastName: "", licenseClass: "A" as const, role: ROLE };
  return {
    ...seed,
    roles: [...seed.roles, role as Seed["roles"][number]],
    members: [
      ...seed.members,
      { ...member, location: PLACE.location, businessUnit: "ProfServices", inactive: false, keys: [] },
    ],
  };
}

/** The sandbox's default tenant with a role and a member of those names that somebody else made: one level, another role. */
export function formerSeed(inactive: boolean): Seed {
  const seed = exactSeed();
  const levels = { Sales: { Opportunity: { ...NONE, inquire: "My" as const } } };
  const member = { role: "Sales Rep", location: "Sydney", businessUnit: "Service", inactive };
  return {
    ...seed,
    roles: seed.roles.map((role) => (role.name === ROLE ? { ...role, levels } : role)),
    members: seed.members.map((one) => (one.identifier === MEMBER ? { ...one, ...member } : one)),
  };
}

/** What a fleet's file says; keys of the tenants that it leaves out are those of a sandbox. */
export interface FleetContent {
  /** Of the sandbox that hosts the tenants. */
  readonly site: string;
  /** By name: what differs from the defaults. */
  readonly tenants: Readonly<Record<string, object>>;
  readonly profile?: string;
}

/** The environment that the fleet's references name. */
export const FLEET_KEYS = { CW_PUBLIC: "public", CW_PRIVATE: "private" };

/** A folder with this repository's profiles and a fleet of tenants that are asked for one of them. */
export function fleetFolder({ site, tenants, profile = "wise-sync" }: FleetContent) {
  const folder = mkdtempSync(path.join(tmpdir(), "connectwise-roles-"));
  symlinkSync(PROFILES, path.join(folder, "profiles"));
  const defaults = {
    site,
    publicKey: "env:CW_PUBLIC",
    privateKey: "env:CW_PRIVATE",
    clientId: "00000000-0000-0000-0000-000000000000",
    profiles: { [profile]: { role: ROLE, member: MEMBER, ...PLACE } },
  };
  const named = Object.entries(tenants).map(([name, own]) => [name, { companyId: name, ...own }]);
  const file = path.join(folder, "fleet.yaml");
  writeFileSync(file, stringify({ name: "acme", defaults, tenants: Object.fromEntries(named) }));
  return { folder, file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
