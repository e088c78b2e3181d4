import { type Capability, type LevelMode, NOT_ASKED } from "../core/model/capability";
import { InvalidInputError, RefusedError } from "../core/model/errors";
import { type Cell, isLevel, type Level, VERBS, verbTitle } from "../core/model/level";
import { sameSpelling } from "../core/model/name";
import { type Cells, type Permission, tableOf } from "../core/model/permission";
import type { DesiredRole, FunctionName, ObservedRole, RoleSetting } from "../core/model/role";
import type { Change } from "../core/plan/change";
import { plan } from "../core/plan/plan";
import { nearest, suggest } from "../core/profile/match";
import { firstOf, plural } from "../pages/text";
import { assertAdoptable, isSuspiciousChange, refuseAdministrators } from "../tenant/apply/adopt";
import { refusals } from "../tenant/apply/inspect";
import type { Reporter } from "../tenant/apply/reporter";
import { type AppliedRole, applyLevels, findOrCreateRole, findRole, observe } from "../tenant/apply/role";
import type { RoleGateway, RoleReader } from "../tenant/gateway";
import type { Snapshot, SnapshotMember } from "./model";

const HOLDERS_NAMED = 10;

/** What bringing a role back to a snapshot takes. */
export interface Restoration {
  readonly former: ObservedRole;
  /** As the tenant shows it; `undefined` where it has none of that name. */
  readonly role: ObservedRole | undefined;
  readonly changes: readonly Change[];
  /** Of a role that is gone: the active members that held it then. Who holds it isn't restored. */
  readonly heldBy: readonly Pick<SnapshotMember, "id" | "identifier">[];
  /** What can't be brought back, or isn't touched. */
  readonly notes: readonly string[];
  /** Why it isn't done: each by itself is enough. */
  readonly cautions: readonly string[];
}

/**
 * Compares a role of a snapshot with the tenant's, by reads alone.
 * @param isForced whether many changed rows are meant
 * @throws InvalidInputError where the snapshot has no role of that name
 * @throws RefusedError where either has several, it is one of administrators, or the tenant calls it otherwise now
 */
export async function planRestoration(
  gateway: RoleReader,
  snapshot: Snapshot,
  name: string,
  isForced: boolean,
): Promise<Restoration> {
  const former = roleIn(snapshot, name);
  refuseAdministrators(former);
  const summary = await findRole(gateway, former.name);
  if (!summary) await refuseRenamed(gateway, former);
  else refuseAdministrators(summary);
  const role = summary && (await observe(gateway, summary));
  const { desired, notes } = desiredOf(former, role?.settings);
  const planned = plan({ role }, { role: desired }, NOT_ASKED);
  const cautions = [
    ...(summary ? await refusals(() => assertAdoptable(gateway, summary, { adopt: "always" })) : []),
    ...(role && !isForced ? doubts(former, role, planned.changes.length) : []),
  ];
  const inactive = former.inactiveFlag && !role ? ["It was inactive: it is made as an active one."] : [];
  const heldBy = role ? [] : holdersIn(snapshot, former);
  const allNotes = [...inactive, ...heldNote(heldBy), ...notes, ...planned.notes];
  return { former, role, changes: planned.changes, heldBy, notes: allNotes, cautions };
}

/**
 * Makes the role where it is gone, sets its levels as far as the tenant's API lets it, and believes only the read that follows.
 * @throws RefusedError with the first caution
 */
export async function restoreRole(
  gateway: RoleGateway,
  { former, role: planned, cautions }: Restoration,
  how: LevelMode | Capability,
  reporter: Reporter,
): Promise<AppliedRole> {
  const [caution] = cautions;
  if (caution !== undefined) throw new RefusedError(caution);
  const role = planned ?? (await made(gateway, former.name));
  return applyLevels(gateway, role, desiredOf(former, role.settings).desired, how, reporter);
}

/** Nobody reviewed what to change of a role that came between. */
async function made(gateway: RoleGateway, name: string): Promise<ObservedRole> {
  const { role, created } = await findOrCreateRole(gateway, name, { adopt: "never" });
  if (!created) throw new RefusedError(`Somebody else made the security role "${name}" just now. Run it again.`);
  return observe(gateway, role);
}

function roleIn({ roles }: Snapshot, name: string): ObservedRole {
  const [role, ...otherRoles] = roles.filter((role) => sameSpelling(role.name, name));
  if (!role)
    throw new InvalidInputError("The snapshot can't be restored from", [
      {
        path: "--role",
        message: `the snapshot has no role "${name}"; ${suggest(
          nearest(
            name,
            roles.map((role) => role.name),
          ),
        )}`,
      },
    ]);
  if (otherRoles.length > 0)
    throw new RefusedError(
      `The snapshot has ${otherRoles.length + 1} roles "${name}": which one is meant can't be told.`,
    );
  return role;
}

/** A tenant deletes no role that somebody holds: by now they have another one, which nobody here may take from them. */
const holdersIn = ({ members }: Snapshot, { id: roleId }: ObservedRole): Restoration["heldBy"] =>
  members
    .filter(({ securityRole, inactiveFlag }) => securityRole === roleId && !inactiveFlag)
    .map(({ id, identifier }) => ({ id, identifier }));

const heldNote = (heldBy: Restoration["heldBy"]): string[] =>
  heldBy.length === 0
    ? []
    : [
        `${plural(heldBy.length, "active member")} held it: ${firstOf(
          heldBy.map(({ identifier, id }) => `${identifier} (id ${id})`),
          HOLDERS_NAMED,
        )}. Nobody is given it back: do that in System > Members.`,
      ];

async function refuseRenamed(gateway: RoleReader, { id, name }: ObservedRole): Promise<void> {
  const now = await gateway.role(id);
  if (now)
    throw new RefusedError(
      `The security role "${name}" is called "${now.name}" now. Call it "${name}" again in System > Security Roles, then run it again.`,
    );
}

function doubts(former: ObservedRole, role: ObservedRole, changed: number): string[] {
  const rows = role.settings.length;
  return [
    ...(former.id === role.id
      ? []
      : [
          `"${role.name}" has the id ${role.id}, and had ${former.id}: it is another role. If it is meant, add --force.`,
        ]),
    ...(isSuspiciousChange(changed, rows)
      ? [`${changed} of the ${rows} rows of "${role.name}" would change. If that is meant, add --force.`]
      : []),
  ];
}

const keyOf = ({ module, function: name }: FunctionName) => JSON.stringify([module, name]);

/**
 * What the snapshot's role asks of today's rows. What it doesn't know stays as it is.
 * @param rows `undefined` of a role that isn't there
 */
function desiredOf(former: ObservedRole, rows: readonly RoleSetting[] | undefined) {
  const rowsByKey = rows && new Map(rows.map((row) => [keyOf(row), row]));
  const presentRows = former.settings.filter((row) => rowsByKey === undefined || rowsByKey.has(keyOf(row)));
  const absentRows = former.settings.filter((row) => rowsByKey && !rowsByKey.has(keyOf(row)));
  const formerKeys = new Set(former.settings.map(keyOf));
  const added = rows?.filter((row) => !formerKeys.has(keyOf(row))) ?? [];
  const levels = tableOf(
    presentRows.map((row) => ({
      ...{ module: row.module, function: row.function },
      row: permissionOf(row.cells, rowsByKey?.get(keyOf(row))?.cells),
    })),
  );
  const desired: DesiredRole = { name: former.name, levels, unlisted: "keep" };
  const notes = [
    ...presentRows.flatMap((row) => wordNotes(row, rowsByKey?.get(keyOf(row))?.cells)),
    ...absentRows.map(({ module, function: name }) => `The tenant has no ${module} › ${name} any more.`),
    ...added.map(({ module, function: name }) => `The snapshot doesn't know ${module} › ${name}: it stays as it is.`),
  ];
  return { desired, notes };
}

/** Words that are no level can be neither asked for nor sent: such a cell stays as it is. */
const permissionOf = (former: Cells, now: Cells | undefined): Permission =>
  Object.fromEntries(VERBS.map((verb) => [verb, levelOf(former[verb], now?.[verb] ?? null)])) as unknown as Permission;

function levelOf(former: Cell, now: Cell): Level {
  if (isLevel(former)) return former;
  // Equal to what is there, so that the plan has nothing to change.
  return former === null ? "None" : ((now ?? "None") as Level);
}

const wordNotes = ({ module, function: name, cells }: RoleSetting, now: Cells | undefined): string[] =>
  VERBS.filter((verb) => cells[verb] !== null && !isLevel(cells[verb]) && now?.[verb] !== cells[verb]).map(
    (verb) => `${module} › ${name}: ${verbTitle(verb)} was ${cells[verb]}, which can only be set by hand.`,
  );
