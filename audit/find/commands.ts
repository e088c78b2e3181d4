import type { Holding } from "../model";

/** Within double quotes these mean themselves to every shell; anything else might be a command of its own. */
const SAFE = /^[\p{L}\p{N} _.,@&()+/#:-]*$/u;

/** A name for a command to be copied. One that a shell might take for more than a name isn't written out. */
export const quoted = (name: string): string => (SAFE.test(name) && !name.startsWith("-") ? `"${name}"` : '"…"');

/** A role's name for one integration alone: its member's, which no other has. */
export const ownRole = ({ integration, role }: Pick<Holding, "integration" | "role">): string => {
  const isOwn = role && !role.adminFlag && holdersOf(role) === 1;
  return isOwn ? role.name : `${integration.identifier} only`;
};

const holdersOf = ({ integrations = [], people = [] }: NonNullable<Holding["role"]>) =>
  integrations.length + people.length;

/** How to give a member what its profile asks for and no more; where no profile is known, how to begin one. */
export function narrowingOf(holding: Holding): string[] {
  const { integration, match, role } = holding;
  if (!match)
    return [
      ...(role && !role.adminFlag ? [`cwroles export ${quoted(role.name)}`] : []),
      "cwroles profiles import PAGE, where the vendor has a page of what it needs",
    ];
  const [only] = match.profiles;
  const merge = match.profiles.length > 1 ? [`cwroles profiles merge ${match.profiles.join(" ")}`] : [];
  const profile = merge.length > 0 ? "MERGED" : quoted(only ?? "");
  const place = [
    ...(integration.location === null ? [] : [`--location ${quoted(integration.location)}`]),
    ...(integration.businessUnit === null ? [] : [`--business-unit ${quoted(integration.businessUnit)}`]),
  ];
  return [
    ...merge,
    [
      `cwroles init --profile ${profile} --member ${quoted(integration.identifier)} --role ${quoted(ownRole(holding))}`,
      ...place,
    ].join(" "),
  ];
}

/** The entry of audit.yaml that makes a guess a fact. */
export const mappingOf = ({ integration, match }: Holding): string =>
  `audit.yaml, under members: - { member: ${quoted(integration.identifier)}, profile: ${match?.profiles[0] ?? "ID"} }`;
