import { NOT_ASKED } from "../../core/model/capability";
import { VERBS } from "../../core/model/level";
import { NONE, type Permission, tableOf } from "../../core/model/permission";
import type { FunctionName, RoleSetting } from "../../core/model/role";
import { plan } from "../../core/plan/plan";
import { firstOf } from "../../pages/text";
import { broaderIn, type Grid, granted, gridOfRows } from "../match/grid";
import type { AuditedRole } from "../model";
import { describeRow } from "../words";
import { quoted } from "./commands";
import { identifiers, NAMED, type RoleFound } from "./holders";

/** Roles that differ in more cells than this, or in a larger share of what they grant, are two. */
const FEW_CELLS = 5;
const FEW_SHARE = 0.25;
/** A role that grants less is contained in most others, which tells nothing. */
const FEWEST_CELLS = 4;

/** A role whose rows are known, with what they are in numbers. */
interface ReadRole {
  readonly role: AuditedRole;
  readonly settings: readonly RoleSetting[];
  readonly grid: Grid;
  readonly cells: number;
}

type RoleFinding = RoleFound & { readonly role: AuditedRole };

/** What roles have in common, as far as their rows are known. What grants nothing isn't worth a word. */
export function findSimilarRoles(roles: readonly AuditedRole[], functions: readonly FunctionName[]): RoleFinding[] {
  const groups = sameGroups(roles.flatMap((role) => readRole(role, functions)));
  const distinct = groups.flatMap(([first]) => first ?? []);
  return [
    ...groups.flatMap((group) => [...equalRoles(group), ...copiesOfAdministrators(group)]),
    ...similarRoles(distinct),
    ...distinct.flatMap((current) => containedRoles(current, distinct)),
  ];
}

function readRole(role: AuditedRole, functions: readonly FunctionName[]): ReadRole[] {
  const { settings } = role;
  if (!settings) return [];
  const grid = gridOfRows(settings, functions);
  const cells = granted(grid);
  return cells > 0 ? [{ role, settings, grid, cells }] : [];
}

/** Each role is in one group, with those that have its levels. */
function sameGroups(read: readonly ReadRole[]): ReadRole[][] {
  const groups = new Map<string, ReadRole[]>();
  for (const current of read) {
    const key = current.grid.join("");
    groups.set(key, [...(groups.get(key) ?? []), current]);
  }
  return [...groups.values()];
}

const namesOf = (some: readonly ReadRole[]) => some.map(({ role }) => `"${role.name}"`);
const holdersOf = (some: readonly ReadRole[]) => some.flatMap(({ role }) => identifiers(role));
const idsOf = (some: readonly ReadRole[]) => some.map(({ role }) => `role ${role.id}`);

/** A role of administrators grants everything, whatever its rows say: no other one is the same. */
function equalRoles(group: readonly ReadRole[]): RoleFinding[] {
  const [first, ...otherRoles] = group.filter(({ role }) => !role.adminFlag);
  if (!first || otherRoles.length === 0) return [];
  const what = `grants the same as ${firstOf(namesOf(otherRoles), NAMED)}`;
  const next = ["keep one of them, and give its holders that one; System > Security Roles"];
  const all = [first, ...otherRoles];
  return [{ rule: "same", role: first.role, what, affected: holdersOf(all), facts: idsOf(all), next }];
}

function copiesOfAdministrators(group: readonly ReadRole[]): RoleFinding[] {
  const original = group.find(({ role }) => role.adminFlag);
  if (!original) return [];
  return group
    .filter(({ role }) => !role.adminFlag)
    .map(({ role }) => ({
      ...{ rule: "copy-of-administrators" as const, role, affected: identifiers(role), facts: [`role ${role.id}`] },
      what: `grants all that the role of administrators "${original.role.name}" shows`,
      next: ["give its integrations roles of their own: cwroles audit --propose FOLDER writes them"],
    }));
}

/** Each role is told with the one that is nearest to it, not with each of many copies. */
function similarRoles(distinct: readonly ReadRole[]): RoleFinding[] {
  return distinct.flatMap((current, index) => {
    const near = distinct
      .slice(0, index)
      .filter((candidate) => candidate.role.adminFlag === current.role.adminFlag)
      .map((other) => ({ other, distance: broaderIn(current.grid, other.grid) + broaderIn(other.grid, current.grid) }))
      .filter(
        ({ other, distance }) => distance <= FEW_CELLS && distance <= Math.max(current.cells, other.cells) * FEW_SHARE,
      )
      .sort((a, b) => a.distance - b.distance);
    const [nearest] = near;
    return nearest ? [similarityFinding(current, nearest.other)] : [];
  });
}

function similarityFinding(current: ReadRole, nearest: ReadRole): RoleFinding {
  const rows = differences(nearest, current);
  const facts = [`role ${nearest.role.id}`, ...rows];
  const what = `differs from "${nearest.role.name}" in few cells: ${rows.join("; ")}`;
  const next = ["make them one, or write down why there are two"];
  return { rule: "similar", role: current.role, what, affected: holdersOf([current, nearest]), facts, next };
}

/** From one role to another, by the one diff of this project. */
function differences(from: ReadRole, to: ReadRole): string[] {
  const levels = tableOf(to.settings.map(({ cells, ...name }) => ({ ...name, row: asAsked(cells) })));
  const desired = { name: "", levels, unlisted: "exact" } as const;
  return plan({ role: { settings: from.settings } }, { role: desired }, NOT_ASKED).changes.flatMap((change) =>
    change.subject === "levels" ? [describeRow(change)] : [],
  );
}

/** A word outside the levels stays what it is. */
const asAsked = (cells: RoleSetting["cells"]): Permission =>
  Object.fromEntries(VERBS.map((verb) => [verb, cells[verb] ?? NONE[verb]])) as unknown as Permission;

/** Only what an integration holds: people's roles contain each other by design. */
function containedRoles(current: ReadRole, distinct: readonly ReadRole[]): RoleFinding[] {
  if (current.role.adminFlag || identifiers(current.role).length === 0) return [];
  const contained = distinct.filter(
    (candidate) =>
      candidate !== current &&
      candidate.cells >= FEWEST_CELLS &&
      !candidate.role.adminFlag &&
      broaderIn(candidate.grid, current.grid) === 0,
  );
  if (contained.length === 0) return [];
  const [largest] = [...contained].sort((a, b) => b.cells - a.cells);
  const what = `grants all that ${firstOf(namesOf(contained), NAMED)} ${contained.length === 1 ? "grants" : "grant"}, and more`;
  const next = [`cwroles export ${quoted(largest?.role.name ?? "")}, to see whether that is enough`];
  return [
    { rule: "contains", role: current.role, what, affected: holdersOf([current]), facts: idsOf(contained), next },
  ];
}
