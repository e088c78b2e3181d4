import { InvalidInputError } from "../../core/model/errors";
import { changeProblems, unknownNames } from "../../core/profile/changeProblems";
import type { KeyedMessage } from "../../core/profile/document";
import { nearest, suggest } from "../../core/profile/match";
import type { IndexedProfile } from "../../core/profile/names";
import { withLazyMessage } from "../../core/text/capFindings";
import { parseSite } from "../../tenant/client/site";
import { changesOf } from "./effective";
import { everyLayer, type Layer, profileIdsOf, profileLayers } from "./layer";
import { referenceProblem } from "./placeholders";
import type { ProfileLibrary } from "./profileLibrary";
import { type FleetFile, nameProblem, type ProfileEntry } from "./schema";

/** What the file says of names that it doesn't hold itself. */
export interface Findings {
  readonly problems: readonly KeyedMessage[];
  /** Functions that neither their profile nor the catalogue has; a tenant may have them all the same. */
  readonly unknownNames: readonly KeyedMessage[];
}

/** Looks at every layer by itself: its site, its references, its profiles with their features and functions. */
export function findingsOf(file: FleetFile, library: ProfileLibrary): Findings {
  const layers = everyLayer(file);
  const ofProfiles = profileIdsOf(layers).map((id) => findingsOfProfile(id, layers, library));
  return {
    problems: [
      ...["groups" as const, "tenants" as const].flatMap((of) => nameProblems(of, Object.keys(file[of]))),
      ...layers.flatMap((layer) => [...siteProblems(layer), ...referenceProblems(layer)]),
      ...Object.entries(file.tenants).flatMap(([name, { groups }]) => groupProblems(name, groups, file)),
      ...ofProfiles.flatMap(({ problems }) => problems),
    ],
    unknownNames: ofProfiles.flatMap(({ unknownNames }) => unknownNames),
  };
}

const nameProblems = (of: string, names: readonly string[]): KeyedMessage[] =>
  names.flatMap((name) => {
    const message = nameProblem(name);
    return message === undefined ? [] : [{ keys: [of, name], message }];
  });

function siteProblems({ keys, settings: { site } }: Layer): KeyedMessage[] {
  try {
    if (site !== undefined) parseSite(site);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return error.problems.map(({ message }) => ({ keys: [...keys, "site"], message }));
  }
}

const referenceProblems = ({ keys, settings }: Layer): KeyedMessage[] =>
  (["publicKey", "privateKey", "clientId"] as const).flatMap((key) => {
    const message = referenceProblem(settings[key] ?? "");
    return message === undefined ? [] : [{ keys: [...keys, key], message }];
  });

const groupProblems = (tenant: string, groups: readonly string[], file: FleetFile): KeyedMessage[] =>
  groups.flatMap((group, index) => {
    const keys = ["tenants", tenant, "groups", index];
    if (groups.indexOf(group) < index) return [{ keys, message: `"${group}" is named twice` }];
    if (Object.hasOwn(file.groups, group)) return [];
    return [
      withLazyMessage({ keys }, () => `no group "${group}"; ${suggest(nearest(group, Object.keys(file.groups)))}`),
    ];
  });

function findingsOfProfile(id: string, layers: readonly Layer[], library: ProfileLibrary): Findings {
  const said = profileLayers(layers, id);
  if (!library.ids.includes(id)) {
    const say = () => `no profile "${id}"; ${suggest(nearest(id, library.ids))}`;
    return { problems: said.map(({ keys }) => withLazyMessage({ keys }, say)), unknownNames: [] };
  }
  const named = library.get(id);
  if (!named) return { problems: [], unknownNames: [] };
  const entries = said.flatMap(({ keys, label, entry }) =>
    entry ? [{ keys, entry, changes: changesOf(label, entry) }] : [],
  );
  const given = entries.flatMap(({ changes }) => changes.sets.map((written) => named.find(written).name));
  const granted = [...new Set([...named.functions, ...given])];
  const below = (keys: readonly PropertyKey[], findings: readonly KeyedMessage[]) =>
    findings.map((finding) => withLazyMessage({ keys: [...keys, ...finding.keys] }, () => finding.message));
  return {
    problems: entries.flatMap(({ keys, entry, changes }) =>
      below(keys, [...featureProblems(entry, named), ...changeProblems(changes, named, granted)]),
    ),
    unknownNames: entries.flatMap(({ keys, changes }) => below(keys, unknownNames(changes, named))),
  };
}

function featureProblems({ features = [] }: ProfileEntry, { profile }: IndexedProfile): KeyedMessage[] {
  const known = profile.features.map(({ id }) => id);
  return features.flatMap((id, index) => {
    if (known.includes(id)) return [];
    const message = `the profile "${profile.id}" has no feature "${id}", only ${known.join(", ") || "its permissions"}; ${suggest(nearest(id, known))}`;
    return [{ keys: ["features", index], message }];
  });
}
