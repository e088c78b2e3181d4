import type { IndexedProfile } from "../../core/profile/names";
import type { Assignment, FleetTenant } from "../model/fleet";
import { type EffectiveProfile, effectiveProfile } from "./effective";
import type { MergedProfile, MergedTenant } from "./merge";
import { fillPlaceholders } from "./placeholders";
import type { ProfileLibrary } from "./profileLibrary";
import { defaultRole } from "./required";

/** A tenant, and the layer that each of its settings is from. */
export interface ExplainedTenant {
  readonly tenant: FleetTenant;
  readonly from: MergedTenant["from"];
  /** What wins of its layers as the file has it, with its placeholders. */
  readonly written: MergedTenant["settings"];
  readonly excluded: MergedTenant["excluded"];
  /** In the order of the tenant's. */
  readonly assignments: readonly ExplainedAssignment[];
}

export interface ExplainedAssignment {
  readonly assignment: Assignment;
  readonly from: MergedProfile["from"];
  readonly without: EffectiveProfile["without"];
}

/** Makes tenants of merged layers without a problem; equal layers make one profile. */
export function tenantMaker(library: ProfileLibrary): (merged: MergedTenant) => ExplainedTenant {
  const effective = sharedProfiles();
  return (merged) => {
    const assignments = merged.profiles.map((profile) => explainAssignment(profile, library, effective));
    return {
      tenant: tenantOf(
        merged,
        assignments.map(({ assignment }) => assignment),
      ),
      from: merged.from,
      written: merged.settings,
      excluded: merged.excluded,
      assignments,
    };
  };
}

function tenantOf({ name, file, settings }: MergedTenant, assignments: readonly Assignment[]): FleetTenant {
  const { companyId, movedFrom, groups, tags } = file;
  const { site = "", codebase, apiVersion, levels = "auto", requestsPerMinute } = settings;
  const reference = (key: "publicKey" | "privateKey" | "clientId") =>
    fillPlaceholders(settings[key] ?? "", name, companyId);
  return {
    ...{ name, site, companyId, codebase, apiVersion },
    publicKey: reference("publicKey"),
    privateKey: reference("privateKey"),
    clientId: reference("clientId"),
    ...{ levels, requestsPerMinute, movedFrom, groups, tags, assignments },
  };
}

function explainAssignment(
  { id, layers, settings, from }: MergedProfile,
  library: ProfileLibrary,
  effective: ReturnType<typeof sharedProfiles>,
): ExplainedAssignment {
  const named = library.get(id);
  if (!named) throw new Error(`The profile ${id} was not read`);
  const { features = [], adopt = "if-unshared", memberKind = "api" } = settings;
  const { profile, origins, without } = effective(named, features, layers);
  const assignment: Assignment = {
    profile,
    features,
    role: settings.role ?? defaultRole(named.profile) ?? "",
    adopt,
    force: settings.force,
    member: settings.member ?? "",
    memberKind,
    memberName: settings.memberName,
    person: settings.person,
    location: settings.location ?? "",
    businessUnit: settings.businessUnit ?? "",
    origins,
  };
  return { assignment, from, without };
}

/** An effective profile is made once for each profile, features and layers that change its levels. */
function sharedProfiles(): typeof effectiveProfile {
  const made = new Map<string, EffectiveProfile>();
  return (named: IndexedProfile, features, layers) => {
    const changing = layers.filter(({ entry }) => entry && (entry.levels ?? entry.without));
    const key = JSON.stringify([named.profile.id, features, changing.map(({ label }) => label)]);
    const effective = made.get(key) ?? effectiveProfile(named, features, changing);
    made.set(key, effective);
    return effective;
  };
}
