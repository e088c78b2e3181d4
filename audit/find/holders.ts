import { isLevel, VERBS, verbTitle } from "../../core/model/level";
import { firstOf, plural } from "../../pages/text";
import type { AuditedRole } from "../model";
import { functionName } from "../words";
import type { Found } from "./finding";

/** What there is to say of a role. */
export type RoleFound = Omit<Found, "subject" | "key">;

/** More names in one sentence nobody reads. */
export const NAMED = 5;

export const identifiers = ({ integrations = [] }: AuditedRole) => integrations.map(({ identifier }) => identifier);

/** What who holds a role, or doesn't, tells of it; and levels that no description knows. */
export const holderFindings = (role: AuditedRole, withPeople: boolean): RoleFound[] => [
  ...ofIntegrations(role),
  ...withOthers(role, withPeople),
  ...unheld(role),
  ...outsideLevels(role),
];

const OWN_ROLES = ["give each integration a role of its own: cwroles audit --propose FOLDER writes them"];

/** Who holds a role of administrators is told of each member by itself. */
function ofIntegrations(role: AuditedRole): RoleFound[] {
  const holders = identifiers(role);
  if (role.adminFlag || holders.length < 2) return [];
  const what = `${plural(holders.length, "integration")} hold it: ${firstOf(holders, NAMED)}`;
  return [{ rule: "shared-by-integrations", what, affected: holders, facts: holders, next: OWN_ROLES }];
}

function withOthers(role: AuditedRole, withPeople: boolean): RoleFound[] {
  const [holders, { people = [] }] = [identifiers(role), role];
  if (role.adminFlag || holders.length === 0 || people.length === 0) return [];
  const what = `${plural(people.length, "licensed member")} ${people.length === 1 ? "holds" : "hold"} it beside ${firstOf(holders, NAMED)}`;
  const names = people.map(({ identifier, displayName }) => [identifier, displayName].filter(Boolean).join(", "));
  return [
    {
      ...{ rule: "shared-with-people", what, affected: holders, next: OWN_ROLES },
      people: withPeople ? names : [],
      facts: holders,
    },
  ];
}

function unheld({ integrations, people, inactiveFlag, name, id }: AuditedRole): RoleFound[] {
  if (!integrations || !people || inactiveFlag || integrations.length + people.length > 0) return [];
  const next = [`delete it in System > Security Roles > ${name}, or make it inactive`];
  return [{ rule: "unheld", what: "no active member holds it", facts: [`role ${id}`], next }];
}

function outsideLevels(role: AuditedRole): RoleFound[] {
  const found = (role.settings ?? []).flatMap(({ cells, ...row }) =>
    VERBS.flatMap((verb) => {
      const cell = cells[verb];
      return cell === null || isLevel(cell) ? [] : [`${functionName(row)}: ${verbTitle(verb)} ${cell}`];
    }),
  );
  if (found.length === 0) return [];
  const what = `${plural(found.length, "cell")} ${found.length === 1 ? "is" : "are"} neither None, My nor All: ${firstOf(found, NAMED)}`;
  const next = [`look at it in System > Security Roles > ${role.name}`];
  return [{ rule: "outside-levels", what, affected: identifiers(role), facts: found, next }];
}
