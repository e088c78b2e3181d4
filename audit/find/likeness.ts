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
interface Read {
  readonly role: AuditedRole;
  readonly settings: readonly RoleSetting[];
  readonly grid: Grid;
  readonly cells: number;
}

type OfRole = RoleFound & { readonly role: AuditedRole };

/** What roles have in common, as far as their rows are known. What grants nothing isn't worth a word. */
export function likenesses(roles: readonly AuditedRole[], functions: readonly FunctionName[]): OfRole[] {
  const groups = sameGroups(roles.flatMap((role) => readRole(role, functions)));
  const distinct = groups.flatMap(([first]) => first ?? []);
  return [
    ...groups.flatMap((group) => [...same(group), ...copiesOfAdministrators(group)]),
    ...similar(distinct),
    ...distinct.flatMap((one) => contains(one, distinct)),
  ];
}

function readRole(role: AuditedRole, functions: readonly FunctionName[]): Read[] {
  const { settings } = role;
  if (!settings) return [];
  const grid = gridOfRows(settings, functions);
  const cells = granted(grid);
  return cells > 0 ? [{ role, settings, grid, cells }] : [];
}

/** Each role is in one group, with those that have its levels. */
function sameGroups(read: readonly Read[]): Read[][] {
  const groups = new Map<string, Read[]>();
  for (const one of read) {
    const key = one.grid.join("");
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

const namesOf = (some: readonly Read[]) => some.map(({ role }) => `"${role.name}"`);
const holdersOf = (some: readonly Read[]) => some.flatMap(({ role }) => identifiers(role));
const idsOf = (some: readonly Read[]) => some.map(({ role }) => `role ${role.id}`);

/** A role of administrators grants everything, whatever its rows say: no other one is the same. */
function same(group: readonly Read[]): OfRole[] {
  const [first, ...others] = group.filter(({ role }) => !role.adminFlag);
  if (!first || others.length === 0) return [];
  const what = `grants the same as ${firstOf(namesOf(others), NAMED)}`;
  const next = ["keep one of them, and give its holders that one; System > Security Roles"];
  const all = [first, ...others];
  return [{ rule: "same", role: first.role, what, affected: holdersOf(all), facts: idsOf(all), next }];
}

function copiesOfAdministrators(group: readonly Read[]): OfRole[] {
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
function similar(distinct: readonly Read[]): OfRole[] {
  return distinct.flatMap((one, index) => {
    const near = distinct
      .slice(0, index)
      .filter((other) => other.role.adminFlag === one.role.adminFlag)
      .map((other) => ({ other, far: broaderIn(one.grid, other.grid) + broaderIn(other.grid, one.grid) }))
      .filter(({ other, far }) => far <= FEW_CELLS && far <= Math.max(one.cells, other.cells) * FEW_SHARE)
      .sort((a, b) => a.far - b.far);
    const [nearest] = near;
    return nearest ? [similarTo(one, nearest.other)] : [];
  });
}

function similarTo(one: Read, other: Read): OfRole {
  const rows = differences(other, one);
  const facts = [`role ${other.role.id}`, ...rows];
  const what = `differs from "${other.role.name}" in few cells: ${rows.join("; ")}`;
  const next = ["make them one, or write down why there are two"];
  return { rule: "similar", role: one.role, what, affected: holdersOf([one, other]), facts, next };
}

/** From one role to another, by the one diff of this project. */
function differences(from: Read, to: Read): string[] {
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
function contains(one: Read, distinct: readonly Read[]): OfRole[] {
  if (one.role.adminFlag || identifiers(one.role).length === 0) return [];
  const within = distinct.filter(
    (other) =>
      other !== one && other.cells >= FEWEST_CELLS && !other.role.adminFlag && broaderIn(other.grid, one.grid) === 0,
  );
  if (within.length === 0) return [];
  const [largest] = [...within].sort((a, b) => b.cells - a.cells);
  const what = `grants all that ${firstOf(namesOf(within), NAMED)} ${within.length === 1 ? "grants" : "grant"}, and more`;
  const next = [`cwroles export ${quoted(largest?.role.name ?? "")}, to see whether that is enough`];
  return [{ rule: "contains", role: one.role, what, affected: holdersOf([one]), facts: idsOf(within), next }];
}
