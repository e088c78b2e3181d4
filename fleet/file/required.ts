import { sameName } from "../../core/model/name";
import type { Profile } from "../../core/model/profile";
import type { KeyedMessage } from "../../core/profile/document";
import { parseSite } from "../../tenant/client/site";
import type { MergedProfile, MergedTenant } from "./merge";
import { inVariables, isSafeIn } from "./placeholders";
import type { ProfileLibrary } from "./profileLibrary";

const MAX_ROLE = 30;

/** The role's name where no layer gives one: the profile's, where it is short enough. */
export const defaultRole = ({ name }: Profile): string | undefined => (name.length <= MAX_ROLE ? name : undefined);

/** What no layer gives once a tenant's are merged. */
export const missingSettings = (tenant: MergedTenant, library: ProfileLibrary): KeyedMessage[] => [
  ...missingConnection(tenant),
  ...tenant.profiles.flatMap((profile) => missingInProfile(tenant, profile, library)),
];

/** What stands in another's way, in a tenant or between two. */
export const roleClashes = (tenants: readonly MergedTenant[], library: ProfileLibrary): KeyedMessage[] => [
  ...tenants.flatMap((tenant) => [
    ...unsafeCompanyId(tenant),
    ...sharedInTenant(tenant, library, "role"),
    ...sharedInTenant(tenant, library, "member"),
  ]),
  ...sharedBetweenTenants(tenants),
];

const anyLayer = ({ layers }: MergedTenant) => `any layer may give it: ${layers.map(({ label }) => label).join(", ")}`;

const missingConnection = (tenant: MergedTenant): KeyedMessage[] =>
  (["site", "publicKey", "privateKey", "clientId"] as const)
    .filter((key) => tenant.settings[key] === undefined)
    .map((key) => ({
      keys: ["tenants", tenant.name, key],
      message: `missing for the tenant "${tenant.name}"; ${anyLayer(tenant)}`,
    }));

function unsafeCompanyId({ name, file: { companyId }, settings }: MergedTenant): KeyedMessage[] {
  const { publicKey = "", privateKey = "", clientId = "" } = settings;
  if ([publicKey, privateKey, clientId].every((written) => isSafeIn(written, companyId))) return [];
  const message = "{companyId} stands in a reference, where only letters, digits, - _ and . are safe";
  return [{ keys: ["tenants", name, "companyId"], message }];
}

const effectiveValue = (
  { id, settings }: MergedProfile,
  key: "role" | "member" | "location" | "businessUnit",
  library: ProfileLibrary,
) => {
  const profile = library.get(id)?.profile;
  return settings[key] ?? (key === "role" && profile ? defaultRole(profile) : undefined);
};

function missingInProfile(tenant: MergedTenant, profile: MergedProfile, library: ProfileLibrary): KeyedMessage[] {
  if (!library.get(profile.id)) return [];
  return (["role", "member", "location", "businessUnit"] as const)
    .filter((key) => effectiveValue(profile, key, library) === undefined)
    .map((key) => ({
      keys: ["tenants", tenant.name, "profiles", profile.id, key],
      message: `missing for the tenant "${tenant.name}", profile "${profile.id}"; ${anyLayer(tenant)}${key === "role" ? `; the profile's own name has more than ${MAX_ROLE} characters` : ""}`,
    }));
}

function sharedInTenant(tenant: MergedTenant, library: ProfileLibrary, key: "role" | "member"): KeyedMessage[] {
  return tenant.profiles.flatMap((profile, index) => {
    const value = effectiveValue(profile, key, library);
    const earlier = tenant.profiles.slice(0, index).find((before) => {
      const its = effectiveValue(before, key, library);
      return value !== undefined && its !== undefined && sameName(value, its);
    });
    if (!earlier) return [];
    const message = `the tenant "${tenant.name}" has the ${key} "${value}" for the profile "${earlier.id}", too; each needs its own`;
    return [{ keys: ["tenants", tenant.name, "profiles", profile.id, key], message }];
  });
}

/** Tenants that are one and the same, or whose names are too alike for stacks and variables of their own. */
function sharedBetweenTenants(tenants: readonly MergedTenant[]): KeyedMessage[] {
  const named = new Map<string, string>();
  const placed = new Map<string, string>();
  return tenants.flatMap((tenant) => {
    const { name, file } = tenant;
    const alike = claim(named, inVariables(name), name);
    const same = claim(placed, JSON.stringify([originOf(tenant), file.companyId.toLowerCase()]), name);
    return [
      ...(alike
        ? [
            {
              keys: ["tenants", name],
              message: `but for case and - _ . the tenant "${alike}" has this name; stacks and variables need their own`,
            },
          ]
        : []),
      ...(same
        ? [
            {
              keys: ["tenants", name, "companyId"],
              message: `the tenant "${same}" is this company on this site already`,
            },
          ]
        : []),
    ];
  });
}

/** Who had it before; else it is the asker's. */
function claim(claims: Map<string, string>, key: string, by: string): string | undefined {
  const before = claims.get(key);
  if (before === undefined) claims.set(key, by);
  return before;
}

function originOf({ name, settings: { site } }: MergedTenant): string {
  try {
    return parseSite(site ?? "").origin;
  } catch {
    // Reported where it stands; here it is only not to be the same as another's.
    return name;
  }
}
