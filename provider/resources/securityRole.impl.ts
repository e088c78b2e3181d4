import { z } from "zod";
import { type AdoptionPolicy, assertModest } from "../apply/adopt";
import { type AppliedRole, applyLevels, findOrCreateRole, observe, type Reporter } from "../apply/role";
import { AdministratorNeededError, InvalidInputError } from "../model/errors";
import { LEVELS } from "../model/level";
import { type Cells, type LevelTable, NONE, rowsOf, tableOf } from "../model/permission";
import { ADOPT_MODES, type DesiredRole, type ObservedRole, type RoleSummary, UNLISTED } from "../model/role";
import { isAtMost } from "../model/version";
import { type Change, describe } from "../plan/change";
import { plan } from "../plan/plan";
import { resolveLevels } from "../profile/match";
import type { Connection } from "./connection";
import type { Lifecycle, Recorded } from "./lifecycle";
import { checked, explain, InitializationError, parseArgs } from "./outcome";
import { mergeRows, type RecordedRows, recall, record, relevantRows, revokedRows } from "./rows";

const level = z.enum(LEVELS);
const levels = z.record(
  z.string(),
  z.record(z.string(), z.object({ add: level, edit: level, delete: level, inquire: level })),
);

/** Source of the name's length: `SecurityRole` of the published description. */
const argsSchema = z.object({
  name: z.string().trim().min(1, "a role needs a name").max(30, "a role's name has at most 30 characters"),
  levels,
  unlisted: z.enum(UNLISTED).default("exact"),
  adopt: z.enum(ADOPT_MODES).optional(),
  members: z.array(z.string()).optional(),
  force: z.string().optional(),
  variants: z.array(z.object({ upTo: z.string(), levels })).default([]),
});

/** What `check` makes of the arguments: the tenant's own names, one variant chosen. */
type Inputs = Recorded<DesiredRole & AdoptionPolicy & { readonly variant?: string }>;

type State = Omit<Inputs, "levels"> &
  Kept & {
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

export const securityRole: Lifecycle<Inputs, State> = {
  check: (connection, olds, news) =>
    checked(async () => {
      const { variants, levels: asked, unlisted, ...args } = parseArgs(argsSchema, news);
      const { gateway } = connection();
      const [version, functions] = await Promise.all([
        variants.length > 0 ? gateway.version() : undefined,
        gateway.functions(),
      ]);
      const variant = variants.find(({ upTo }) => version && isAtMost(version, upTo));
      const resolved = resolveLevels(variant?.levels ?? asked, functions);
      if (resolved.problems.length > 0) throw new InvalidInputError("Unknown functions", resolved.problems);
      const revoked = unlisted === "exact" ? revokedRows(resolved.levels, olds.levels ?? {}, functions) : {};
      const levels = mergeRows(resolved.levels, revoked);
      return { ...args, unlisted, levels, ...(variant && { variant: `up to ${variant.upTo}` }) };
    }),

  diff(olds, news) {
    const { changes } = plan({ role: recordedRole(olds, news) }, { role: news }, NOT_ASKED);
    const isStale = !olds.exact || olds.unlisted !== news.unlisted || olds.variant !== news.variant;
    return { changes, isStale, replaces: olds.name === news.name ? [] : ["name"] };
  },

  async create(connection, inputs, reporter) {
    const { gateway } = connection;
    const { role, created } = await findOrCreateRole(gateway, inputs.name, inputs);
    const id = String(role.id);
    if (created) return { id, outs: await bring(connection, role, inputs, { created }, reporter) };
    const found = await observe(gateway, role);
    assertModest(found, inputs, inputs);
    const before = record(relevantRows(found, {}, "exact"));
    return { id, outs: await bring(connection, found, inputs, { created, before }, reporter) };
  },

  async read({ gateway }, id, state) {
    const summary = await gateway.role(id);
    if (!summary) return undefined;
    const role = await observe(gateway, summary);
    const levels = relevantRows(role, recall(state.read), state.unlisted);
    const last = { ...state, levels: recall(state.read) as LevelTable };
    const drifted = plan({ role }, { role: last }, NOT_ASKED).changes.length > 0;
    const { created, before, read, exact, rows, ...recorded } = { ...state, name: role.name };
    const inputs = { ...recorded, levels: levels as LevelTable };
    const props = { ...recorded, created, ...(before && { before }), read: record(levels) };
    return { inputs, props: { ...props, exact: exact && !drifted, rows: role.settings.length } };
  },

  update(connection, id, { created, before }, news, reporter) {
    const role = { id, name: news.name, adminFlag: false };
    return bring(connection, role, news, { created, ...(before && { before }) }, reporter);
  },

  async delete(connection, id, { created, before, name }, reporter) {
    const { gateway, levels: mode } = connection;
    if (created) return gateway.deleteRole(id);
    const summary = await gateway.role(id);
    if (!summary || !before) return;
    const former = { name, levels: recall(before) as LevelTable, unlisted: "exact" } as const;
    const { left } = await applyLevels(gateway, await observe(gateway, summary), former, mode, reporter);
    if (left.length > 0) throw new AdministratorNeededError(toGiveBack(name, left));
  },
};

const NOT_ASKED = { levels: "unknown", evidence: "" } as const;

/**
 * Brings a role, just read or not yet, to its inputs.
 * @throws InitializationError, with what is there so far, when it doesn't get there
 */
async function bring(
  { gateway, levels: mode }: Connection,
  role: RoleSummary | ObservedRole,
  { levels, ...inputs }: Inputs,
  kept: Kept,
  reporter: Reporter,
): Promise<State> {
  let state: State = { ...inputs, ...kept, exact: false, read: {}, rows: 0 };
  const unfinished = (reason: string) => new InitializationError(String(role.id), state, [reason]);
  try {
    const before = "settings" in role ? role : await observe(gateway, role);
    const applied = await applyLevels(gateway, before, { ...inputs, levels }, mode, reporter);
    applied.notes.forEach(reporter.warn);
    const read = record(relevantRows(applied.role, levels, inputs.unlisted));
    state = { ...state, read, rows: before.settings.length, exact: applied.left.length === 0 };
    if (!state.exact) throw unfinished(toFinish(applied));
    return state;
  } catch (error) {
    throw error instanceof InitializationError ? error : unfinished(explain(error));
  }
}

/** What an administrator has to do, in the words and the order of the web client. */
const toFinish = ({ role, capability, left }: AppliedRole): string =>
  [
    `"${role.name}" isn't exact yet: ${left.length} of ${role.settings.length} rows are left, because the tenant's API didn't set them (${capability.evidence}).`,
    `Set these levels in System > Security Roles > ${role.name} and save, then run pulumi up again; it verifies them and goes on:`,
    ...left.map((change) => `  ${describe(change)}`),
  ].join("\n");

const toGiveBack = (name: string, left: readonly Change[]): string =>
  [
    `"${name}" was there before, and the tenant's API doesn't set levels: an administrator has to give it its former levels back.`,
    `Set these in System > Security Roles > ${name} and save, then run pulumi destroy again:`,
    ...left.map((change) => `  ${describe(change)}`),
  ].join("\n");

/** The role as it was recorded, with a row of None for each that `news` adds. */
function recordedRole(olds: State, news: Inputs): ObservedRole {
  const added = tableOf([...rowsOf(news.levels)].map((entry) => ({ ...entry, row: NONE as Cells })));
  const settings = [...rowsOf(mergeRows(added, recall(olds.read)))].map(({ row, ...name }) => ({
    ...name,
    id: 0,
    cells: row,
  }));
  return { id: 0, name: olds.name, adminFlag: false, settings };
}
