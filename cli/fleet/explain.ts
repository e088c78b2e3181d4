import { VERBS, verbTitle } from "../../core/model/level";
import { type LevelTable, rowIn } from "../../core/model/permission";
import type { Grant } from "../../core/model/profile";
import type { Origins } from "../../core/profile/changes";
import { levelsOf } from "../../core/profile/parse";
import type { ExplainedAssignment, ExplainedTenant } from "../../fleet/file/resolve";
import { renderMatrix, showCell } from "../matrix";
import { renderTable } from "../table";

const WIDTH = "Business unit".length + 2;

/** A tenant for a terminal, each setting with the layer that it is from. */
export const describeTenant = (
  { tenant, from, excluded, assignments }: ExplainedTenant,
  digest: (one: ExplainedAssignment) => string,
): string[] =>
  [
    tenant.name,
    line("Site", tenant.site, from.site),
    line("Company", tenant.companyId),
    line("Moved from", tenant.movedFrom),
    line("Codebase", tenant.codebase, from.codebase),
    line("Groups", tenant.groups.join(", ")),
    line("Tags", tenant.tags.join(", ")),
    line("Public key", tenant.publicKey, from.publicKey),
    line("Private key", tenant.privateKey, from.privateKey),
    line("Client id", tenant.clientId, from.clientId),
    line("Levels", tenant.levels, from.levels),
    line(
      "Requests",
      tenant.requestsPerMinute && `at most ${tenant.requestsPerMinute} a minute`,
      from.requestsPerMinute,
    ),
    ...assignments.flatMap((one) => ["", ...describeAssignment(one, digest(one))]),
    ...excluded.flatMap(({ profile, by }) => ["", `${profile}: left out by ${by}`]),
  ].filter((text) => text !== undefined);

const line = (name: string, value: string | number | undefined, from?: string): string | undefined =>
  value === undefined || value === "" ? undefined : `  ${name.padEnd(WIDTH)}${value}${from ? `  (${from})` : ""}`;

function describeAssignment(
  { assignment, from, without }: ExplainedAssignment,
  digest: string,
): (string | undefined)[] {
  const { profile, features, role, member, memberKind, origins } = assignment;
  const others = profile.unlisted === "exact" ? "None" : "left as it is";
  return [
    `${profile.id}: ${profile.name} (${profile.vendor})`,
    line("Role", role, from.role ?? "the profile's name"),
    line("Adopt", assignment.adopt, from.adopt),
    line("Force", assignment.force, from.force),
    line("Member", memberKind === "api" ? member : `${member}, a licensed user`, from.member),
    line("Location", assignment.location, from.location),
    line("Business unit", assignment.businessUnit, from.businessUnit),
    line("Features", features.join(", "), from.features),
    line("Digest", digest),
    "",
    ...levelTable(profile.grants, origins),
    `Every other function: ${others}.`,
    ...without.map(({ module, function: name, by }) => `Not granted: ${module} › ${name}, taken out by ${by}.`),
    ...profile.variants.flatMap(({ upTo, grants }) => [
      "",
      `Tenants up to version ${upTo}, instead:`,
      ...renderMatrix(levelsOf(grants)),
    ]),
  ];
}

/** A heading a module, a row a function, and behind its levels the layers of those that aren't the profile's own. */
function levelTable(grants: LevelTable<Grant>, origins: LevelTable<Origins>): string[] {
  const rows = Object.entries(grants).flatMap(([module, functions]) => [
    [module],
    ...Object.entries(functions).map(([name, { levels }]) => [
      `  ${name}`,
      ...VERBS.map((verb) => showCell(levels[verb])),
      describeOrigins(rowIn(origins, module, name)),
    ]),
  ]);
  return renderTable([["", ...VERBS.map(verbTitle), ""], ...rows]);
}

/** `from group au` for all four, `Inquire from group au` for one; nothing where all are the profile's. */
function describeOrigins(origins: Origins | undefined): string {
  const layers = [...new Set(VERBS.map((verb) => origins?.[verb]))].filter((from) => from !== "profile");
  const parts = layers.map((layer) => {
    const verbs = VERBS.filter((verb) => origins?.[verb] === layer);
    return verbs.length === VERBS.length ? `from ${layer}` : `${verbs.map(verbTitle).join(", ")} from ${layer}`;
  });
  return parts.join("; ");
}
