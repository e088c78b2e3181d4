import { z } from "zod";
import { orProblems } from "../core/model/errors";
import type { Profile } from "../core/model/profile";
import { inCatalogueNames } from "../core/profile/canonical";
import { parseYaml } from "../core/profile/document";
import type { Profiles } from "../core/profile/library";
import type { AcceptedCells, DesiredProfile, DesiredTenant, DesiredTenants, Settings, Snapshot } from "../review";
import { ACCEPTED_FILE, type Acceptance, holds, parseAcceptances } from "./accept/file";
import { explainText } from "./file/load";
import { messages } from "./file/messages";
import type { ExplainedAssignment, ExplainedTenant } from "./file/resolve";

/** What the fleets of a project ask of their tenants: every YAML file beside Pulumi.yaml that has tenants. */
export async function desiredByFleets(
  snapshot: Snapshot,
  profiles: Profiles,
  today: string,
): Promise<DesiredTenants[]> {
  const files = await snapshot.list("");
  const texts = await Promise.all(files.map(async (file) => ({ file, text: (await snapshot.read(file)) ?? "" })));
  const accepted = texts.find(({ file }) => file === ACCEPTED_FILE)?.text;
  return texts
    .filter(isFleet)
    .map(({ file, text }) => desiredByFleet({ file, text, accepted, prefix: snapshot.prefix, today }, profiles));
}

/** A file of tenants may have any name; one that can't be read may be one. */
function isFleet({ file, text }: { file: string; text: string }): boolean {
  if (!/tenants|\\/.test(text)) return file === "fleet.yaml"; // in quotes, a letter may be written by its code
  const { data, problems } = parseYaml(text, file, z.unknown(), messages);
  return problems.length > 0 || (typeof data === "object" && data !== null && "tenants" in data);
}

interface FleetTexts {
  readonly file: string;
  readonly text: string;
  readonly accepted: string | undefined;
  readonly prefix: string;
  readonly today: string;
}

function desiredByFleet({ file, text, accepted, prefix, today }: FleetTexts, profiles: Profiles): DesiredTenants {
  const read = orProblems(() => {
    const { fleet, tenants } = explainText(text, prefix + file, profiles);
    const acceptances = accepted === undefined ? [] : parseAcceptances(accepted, prefix + ACCEPTED_FILE, fleet, today);
    const holding = acceptances.filter((entry) => holds(entry, today));
    const tenant = tenantMaker(holding);
    return { tenants: [...tenants.values()].map(tenant), settings: { name: fleet.name }, problems: [] };
  });
  const problems = read.problems.map((problem) => ({ file: prefix + file, ...problem }));
  return { file, files: [file, ACCEPTED_FILE], tenants: [], settings: {}, ...read, problems };
}

/** Tenants share their effective profiles, so that each is respelt once. */
function tenantMaker(acceptances: readonly Acceptance[]): (explained: ExplainedTenant) => DesiredTenant {
  const respelt = new Map<Profile, Profile>();
  const inCatalogue = (profile: Profile) => {
    const made = respelt.get(profile) ?? inCatalogueNames(profile);
    respelt.set(profile, made);
    return made;
  };
  return ({ tenant, written, assignments }) => ({
    name: tenant.name,
    settings: settingsOf({
      ...{
        site: tenant.site,
        codebase: tenant.codebase,
        apiVersion: tenant.apiVersion,
        companyId: tenant.companyId,
        movedFrom: tenant.movedFrom,
      },
      ...{ publicKey: written.publicKey, privateKey: written.privateKey, clientId: written.clientId },
      ...{ levels: tenant.levels, requestsPerMinute: tenant.requestsPerMinute },
      ...{ groups: tenant.groups.join(", "), tags: tenant.tags.join(", ") },
    }),
    profiles: assignments.map((assignment) => desiredProfile(assignment, inCatalogue)),
    accepted: acceptances.filter((entry) => entry.tenant === tenant.name).map(acceptedCells),
  });
}

function desiredProfile(
  { assignment }: ExplainedAssignment,
  inCatalogue: (profile: Profile) => Profile,
): DesiredProfile {
  const { profile, features, origins: _, person, ...settings } = assignment;
  return {
    id: profile.id,
    profile: inCatalogue(profile),
    settings: settingsOf({ ...settings, features: features.join(", "), person: person && JSON.stringify(person) }),
  };
}

/** What isn't given isn't a setting. */
const settingsOf = (values: Readonly<Record<string, string | number | undefined>>): Settings =>
  Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      value === undefined || value === "" ? [] : [[key, String(value)]],
    ),
  );

const acceptedCells = ({ by, reason, until, verbs, ...place }: Acceptance): AcceptedCells => ({
  ...place,
  verbs: [...verbs].sort(),
  terms: `until ${until}, by ${by}: ${reason}`,
});
