import { z } from "zod";
import { type AdoptionPolicy, countChangedRows, refuseAdministrators, refuseSelfLockout } from "../apply/adopt";
import type { Reporter } from "../apply/reporter";
import { resolveRole } from "../apply/resolveRole";
import { type AppliedRole, applyLevels, findOrCreateRole, observe } from "../apply/role";
import { waitForLevels } from "../apply/waitForLevels";
import { type Capability, NOT_ASKED } from "../model/capability";
import { AdministratorNeededError, RefusedError, see } from "../model/errors";
import { LEVELS } from "../model/level";
import { sameName } from "../model/name";
import { type Cells, type LevelTable, mapRows, NONE, rowsOf } from "../model/permission";
import {
  ADOPT_MODES,
  type DesiredRole,
  type ObservedRole,
  type RoleSetting,
  type RoleSummary,
  UNLISTED,
} from "../model/role";
import { type Change, describe } from "../plan/change";
import { plan } from "../plan/plan";
import { describeUnseen, unseen } from "../profile/catalogue";
import type { Connection } from "./connection";
import type { Lifecycle, Recorded } from "./lifecycle";
import { checked, explain, InitializationError, parseArgs } from "./outcome";
import { mergeRows, type RecordedRows, recall, record, relevantRows, revokedRows, rowsWithout } from "./rows";

const level = z.enum(LEVELS);
const rowsOfLevels = z.record(
  z.string(),
  z.record(z.string(), z.object({ add: level, edit: level, delete: level, inquire: level })),
);

/** Source of the name's length: `SecurityRole` of the published description. */
const argsSchema = z.object({
  name: z.string().trim().min(1, "a role needs a name").max(30, "a role's name has at most 30 characters"),
  levels: rowsOfLevels,
  customize: z.array(z.string()).default([]),
  unlisted: z.enum(UNLISTED).default("exact"),
  adopt: z.enum(ADOPT_MODES).default("if-unshared"),
  members: z.array(z.string()).optional(),
  force: z.string().optional(),
  features: z.array(z.string()).default([]),
  variants: z
    .array(z.object({ upTo: z.string(), levels: rowsOfLevels, customize: z.array(z.string()).default([]) }))
    .default([]),
});

/** What `check` makes of the arguments: the tenant's own names, one variant chosen. */
type Inputs = Recorded<
  DesiredRole & AdoptionPolicy & { readonly variant?: string; readonly features?: readonly string[] }
>;

type State = Omit<Inputs, "levels"> &
  Kept &
  Evidence & {
    /** The rows that matter, as read. */
    readonly read: RecordedRows;
    /** Whether the last read showed exactly what was asked for. */
    readonly exact: boolean;
    /** How many functions the role has. */
    readonly rows: number;
  };

/** What stays the same from the first run to the last. */
interface Kept {
  /** An adopted role isn't deleted in the end: it gets its former levels back. */
  readonly created: boolean;
  /** An adopted role's rows as they were found, those of None left out. */
  readonly before?: RecordedRows;
}

/** How the levels got there, for people. */
interface Evidence {
  readonly levelsWrittenBy: "api" | "administrator" | "nobody";
  /** What was seen: `PATCH … answered 405`. */
  readonly levelsEvidence: string;
}

const NOTHING_WRITTEN: Evidence = {
  levelsWrittenBy: "nobody",
  levelsEvidence: "the tenant showed these levels before anything was written",
};

export const securityRole: Lifecycle<Inputs, State> = {
  check: (connection, olds, news, reporter) =>
    checked(async () => {
      const { variants, customize, adopt, features, ...args } = parseArgs(argsSchema, news);
      const { variant, ...resolved } = await resolveRole(connection().gateway, { ...args, customize, variants });
      describeUnseen(unseen(resolved.functions)).forEach(reporter.warn);
      for (const entries of resolved.customize) reporter.warn(customizeByHand(entries));
      const revoked =
        args.unlisted === "exact" ? revokedRows(resolved.levels, olds.levels ?? {}, resolved.functions) : {};
      const levels = mergeRows(resolved.levels, revoked);
      // What is the default stays out of the state.
      const chosen = {
        ...(variant && { variant }),
        ...(features.length > 0 && { features }),
        ...(adopt !== "if-unshared" && { adopt }),
      };
      return { ...args, levels, ...chosen };
    }),

  diff(olds, news, reporter) {
    const { changes } = plan({ role: { settings: recordedRows(olds, news) } }, { role: news }, NOT_ASKED);
    const letGo = news.unlisted === "keep" ? rowsWithout(recall(olds.read), news.levels) : [];
    for (const { module, function: name } of letGo)
      reporter.warn(`${module} › ${name}: no longer named, kept as it is`);
    if (olds.unlisted === "keep" && news.unlisted === "exact") reporter.warn(NOT_KEPT);
    const isStale = !olds.exact || letGo.length > 0 || SHOWN.some((key) => String(olds[key]) !== String(news[key]));
    return { changes, isStale, replaces: sameName(olds.name, news.name) ? [] : ["name"] };
  },

  async create(connection, inputs, reporter) {
    const { gateway } = connection;
    const { role, created } = await findOrCreateRole(gateway, inputs.name, inputs);
    const id = String(role.id);
    if (created) return { id, outs: await bring(connection, role, inputs, { created }, reporter) };
    const found = await observe(gateway, role);
    reporter.warn(takenOver(role.name, countChangedRows(found, inputs, inputs)));
    const before = record(relevantRows(found, {}, "exact"));
    return { id, outs: await bring(connection, found, inputs, { created, before }, reporter) };
  },

  async read({ gateway }, id, state, reporter) {
    const summary = await gateway.role(id);
    if (!summary) return undefined;
    const role = await observe(gateway, summary);
    const levels = relevantRows(role, recall(state.read), state.unlisted);
    const last = { ...state, levels: recall(state.read) as LevelTable };
    const drifted = plan({ role }, { role: last }, NOT_ASKED).changes.length > 0;
    const isRenamed = !sameName(role.name, state.name);
    if (isRenamed) reporter.warn(renamed(state.name, role.name));
    const name = isRenamed ? role.name : state.name;
    const { created, before, read, exact, rows, levelsWrittenBy, levelsEvidence, ...recorded } = { ...state, name };
    const inputs = { ...recorded, levels: levels as LevelTable };
    const props = { ...recorded, created, ...(before && { before }), read: record(levels) };
    // A state of an earlier version has none.
    const evidence = levelsWrittenBy && { levelsWrittenBy, levelsEvidence };
    return { inputs, props: { ...props, ...evidence, exact: exact && !drifted, rows: role.settings.length } };
  },

  async update(connection, id, { name, created, before, levelsWrittenBy, levelsEvidence }, news, reporter) {
    const summary = await connection.gateway.role(id);
    if (!summary)
      throw new RefusedError(`The security role "${name}" is gone. Run pulumi up --refresh.`, {
        topic: "role-or-member-renamed-or-gone",
      });
    refuseAdministrators(summary);
    const role = await observe(connection.gateway, summary);
    await refuseSelfLockout(connection.gateway, role, news);
    const evidence = levelsWrittenBy && { levelsWrittenBy, levelsEvidence };
    return bring(connection, role, news, { created, ...(before && { before }) }, reporter, evidence);
  },

  async delete(connection, id, { created, before, name }, reporter) {
    const { gateway, levels: mode } = connection;
    if (created) return gateway.deleteRole(id);
    const summary = await gateway.role(id);
    if (!summary || !before) return;
    refuseAdministrators(summary);
    const former = { name, levels: recall(before) as LevelTable, unlisted: "exact" } as const;
    const role = await observe(gateway, summary);
    await refuseSelfLockout(gateway, role, former);
    const { left } = await awaited(connection, await applyLevels(gateway, role, former, mode, reporter), reporter);
    if (left.length > 0) throw new AdministratorNeededError(toGiveBack(name, left));
  },
};

/** What an update records even where no level changes. */
const SHOWN = ["unlisted", "variant", "features"] as const;

const NOT_KEPT = "unlisted is exact now: every function that the profile doesn't name is set to None.";

/** A Customize list can be neither read nor set by the API: an administrator allows its entries. */
const customizeByHand = (entries: string) =>
  `By hand, since the API doesn't reach it: in System > Security Roles, allow ${entries}`;

const takenOver = (name: string, rows: number) =>
  `The security role "${name}" was there before: it is taken over, ${rows} of its rows change, and it gets its former levels back when it is destroyed.`;

const renamed = (from: string, to: string) =>
  `The security role "${from}" is called "${to}" in the tenant now. The API can't rename it back: pulumi up makes a role "${from}", moves the member and lets go of "${to}"; to keep it, set role to "${to}". (${see("role-or-member-renamed-or-gone")})`;

/**
 * Brings a role, just read or not yet, to its inputs.
 * @throws InitializationError, with what is there so far, when it doesn't get there
 */
async function bring(
  connection: Connection,
  role: RoleSummary | ObservedRole,
  { levels, ...inputs }: Inputs,
  kept: Kept,
  reporter: Reporter,
  evidence: Evidence = NOTHING_WRITTEN,
): Promise<State> {
  const { gateway, levels: mode } = connection;
  let state: State = { ...inputs, ...kept, ...evidence, exact: false, read: {}, rows: 0 };
  const unfinished = (reason: string) => new InitializationError(String(role.id), state, [reason]);
  try {
    const before = "settings" in role ? role : await observe(gateway, role);
    const applied = await applyLevels(gateway, before, { ...inputs, levels }, mode, reporter);
    applied.notes.forEach(reporter.warn);
    const shown = await awaited(connection, applied, reporter);
    const read = record(relevantRows(shown.role, levels, inputs.unlisted));
    const exact = shown.left.length === 0;
    state = { ...state, ...(evidenceOf(applied) ?? evidence), read, rows: before.settings.length, exact };
    if (!exact) throw unfinished(toFinish(shown));
    return state;
  } catch (error) {
    throw error instanceof InitializationError ? error : unfinished(explain(error));
  }
}

/** What is left for an administrator is waited for, where the configuration says so. */
async function awaited(
  { gateway, wait, cancelled }: Connection,
  applied: AppliedRole,
  reporter: Reporter,
): Promise<AppliedRole> {
  if (wait === 0 || applied.left.length === 0) return applied;
  reporter.warn(toFinish(applied, ""));
  return {
    ...applied,
    ...(await waitForLevels(gateway, applied.role, applied.desired, { wait, cancelled }, reporter)),
  };
}

/** `undefined` where nothing differed: what is known from an earlier run still holds. */
function evidenceOf({ capability, left }: { capability: Capability; left: readonly unknown[] }): Evidence | undefined {
  if (capability.levels === "unknown") return undefined;
  return { levelsWrittenBy: left.length > 0 ? "administrator" : "api", levelsEvidence: capability.evidence };
}

/** What an administrator has to do, in the words and the order of the web client. */
const toFinish = (
  { role, capability, left }: AppliedRole,
  after = ", then run pulumi up again; it verifies them and goes on",
): string =>
  [
    `"${role.name}" isn't exact yet: ${left.length} of ${role.settings.length} rows are left, because the tenant's API didn't set them (${capability.evidence}).`,
    `Set these levels in System > Security Roles > ${role.name} and save${after}:`,
    ...left.map((change) => `  ${describe(change)}`),
    `For printing: npx cwroles checklist --html checklist.html (${see("role-isnt-exact-yet")})`,
  ].join("\n");

const toGiveBack = (name: string, left: readonly Change[]): string =>
  [
    `"${name}" was there before, and the tenant's API doesn't set levels: an administrator has to give it its former levels back.`,
    `Set these in System > Security Roles > ${name} and save, then run pulumi destroy again:`,
    ...left.map((change) => `  ${describe(change)}`),
  ].join("\n");

/** The rows as they were recorded, with one of None for each that `news` adds. */
function recordedRows(olds: State, news: Inputs): RoleSetting[] {
  const added = mapRows(news.levels, (): Cells => NONE);
  const rows = [...rowsOf(mergeRows(added, recall(olds.read)))];
  return rows.map(({ row, ...name }) => ({ ...name, id: 0, cells: row }));
}
