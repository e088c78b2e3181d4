import { z } from "zod";
import { type AppliedRole, applyLevels, findOrCreateRole, observe, type Reporter } from "../apply/role";
import { AdministratorNeededError, InvalidInputError } from "../model/errors";
import { type Cell, LEVELS, VERBS } from "../model/level";
import { type Cells, isNone, type LevelTable, NONE, rowsOf, tableOf } from "../model/permission";
import { type DesiredRole, type FunctionName, type ObservedRole, type RoleSummary, UNLISTED } from "../model/role";
import { isAtMost } from "../model/version";
import { describe } from "../plan/change";
import { plan } from "../plan/plan";
import { resolveLevels } from "../profile/match";
import type { Connection } from "./connection";
import type { Lifecycle, Recorded } from "./lifecycle";
import { checked, explain, InitializationError, parseArgs } from "./outcome";

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
  variants: z.array(z.object({ upTo: z.string(), levels })).default([]),
});

/** What `check` makes of the arguments: the tenant's own names, one variant chosen. */
type Inputs = Recorded<DesiredRole & { readonly variant?: string }>;

type State = Omit<Inputs, "levels"> &
  Kept & {
    /** The rows that the inputs name, as read. */
    readonly levels: LevelTable<Cells>;
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
  readonly before?: LevelTable<Cells>;
}

export const securityRole: Lifecycle<Inputs, State> = {
  check: (connection, olds, news) =>
    checked(async () => {
      const { name, unlisted, ...args } = parseArgs(argsSchema, news);
      const { gateway } = connection();
      const [version, functions] = await Promise.all([
        args.variants.length > 0 ? gateway.version() : undefined,
        gateway.functions(),
      ]);
      const variant = args.variants.find(({ upTo }) => version && isAtMost(version, upTo));
      const resolved = resolveLevels(variant?.levels ?? args.levels, functions);
      if (resolved.problems.length > 0) throw new InvalidInputError("Unknown functions", resolved.problems);
      const revoked = unlisted === "exact" ? revokedRows(resolved.levels, olds.levels ?? {}, functions) : {};
      return {
        name,
        unlisted,
        levels: merge(resolved.levels, revoked),
        ...(variant && { variant: `up to ${variant.upTo}` }),
      };
    }),

  diff(olds, news) {
    const { changes } = plan({ role: recorded(olds, news) }, { role: news }, NOT_ASKED);
    const isStale = !olds.exact || olds.unlisted !== news.unlisted || olds.variant !== news.variant;
    return { changes, isStale, replaces: olds.name === news.name ? [] : ["name"] };
  },

  async create(connection, inputs, reporter) {
    const { role, created } = await findOrCreateRole(connection.gateway, inputs.name);
    return { id: String(role.id), outs: await bring(connection, role, inputs, { created }, reporter) };
  },

  async read({ gateway }, id, state) {
    const summary = await gateway.role(id);
    if (!summary) return undefined;
    const role = await observe(gateway, summary);
    const { unlisted, variant } = state;
    const inputs = { name: role.name, unlisted, levels: visible(role, state), ...(variant && { variant }) };
    const asRecorded = { name: state.name, unlisted, levels: state.levels as LevelTable };
    const drifted = plan({ role }, { role: asRecorded }, NOT_ASKED).changes.length > 0;
    const props = { ...state, ...inputs, exact: state.exact && !drifted, rows: role.settings.length };
    return { inputs: inputs as Inputs, props };
  },

  update(connection, id, { created, before }, news, reporter) {
    const role = { id, name: news.name, adminFlag: false };
    return bring(connection, role, news, { created, ...(before && { before }) }, reporter);
  },

  async delete(connection, id, { created, before, name }, reporter) {
    const { gateway, levels: mode } = connection;
    if (created) return gateway.deleteRole(id);
    const role = await gateway.role(id);
    if (!role || !before) return;
    const former = { name, levels: before as LevelTable, unlisted: "exact" } as const;
    const { left } = await applyLevels(gateway, role, former, mode, reporter);
    if (left.length > 0) throw new AdministratorNeededError(giveBack(name, left.map(describe)));
  },
};

const NOT_ASKED = { levels: "unknown", evidence: "" } as const;

/** Brings the role to its inputs. @throws InitializationError, with what is there so far, when it doesn't get there */
async function bring(
  { gateway, levels: mode }: Connection,
  summary: RoleSummary,
  inputs: Inputs,
  kept: Kept,
  reporter: Reporter,
): Promise<State> {
  const id = String(summary.id);
  const start = { ...inputs, ...kept, exact: false };
  const applied = await applyLevels(gateway, summary, inputs, mode, reporter).catch((error: unknown) => {
    throw new InitializationError(id, { ...start, levels: {}, rows: 0 }, [explain(error)]);
  });
  applied.notes.forEach(reporter.warn);
  const { before, role, left } = applied;
  const adopted = kept.created || kept.before ? {} : { before: visible(before, { levels: {}, unlisted: "exact" }) };
  const state = { ...start, ...adopted, levels: visible(role, inputs), rows: role.settings.length };
  if (left.length > 0) throw new InitializationError(id, state, [instructions(applied)]);
  return { ...state, exact: true };
}

const giveBack = (name: string, left: readonly string[]) =>
  [
    `"${name}" was there before, and the tenant's API doesn't set levels: an administrator has to give it its former levels back.`,
    `Set these in System > Security Roles > ${name} and save, then run pulumi destroy again:`,
    ...left.map((line) => `  ${line}`),
  ].join("\n");

/** What an administrator has to do, in the words and the order of the web client. */
function instructions({ role, capability, left }: AppliedRole): string {
  return [
    `"${role.name}" isn't exact yet: ${left.length} of ${role.settings.length} rows are left, because the tenant's API didn't set them (${capability.evidence}).`,
    `Set these levels in System > Security Roles > ${role.name} and save, then run pulumi up again; it verifies them and goes on:`,
    ...left.map((change) => `  ${describe(change)}`),
  ].join("\n");
}

/** The rows to show: those that are named, and where nothing else may be granted, every other that grants something. */
function visible(role: ObservedRole, { levels, unlisted }: Pick<State, "levels" | "unlisted">): LevelTable<Cells> {
  return tableOf(
    role.settings.flatMap(({ module, function: name, cells }) => {
      const named = levels[module]?.[name];
      const shown = named || (unlisted === "exact" && !isNone(cells));
      return shown ? [{ module, function: name, row: withoutLacking(cells, named ?? NONE) }] : [];
    }),
  );
}

/** A cell that the tenant's row lacks is no difference: it shows what was asked for. */
const withoutLacking = (cells: Cells, asked: Cells): Cells =>
  Object.fromEntries(VERBS.map((verb) => [verb, cells[verb] ?? asked[verb]])) as Record<(typeof VERBS)[number], Cell>;

/** Rows that were granted and no longer are: written out as None, a preview shows each level that is taken away. */
function revokedRows(levels: LevelTable, olds: LevelTable<Cells>, tenant: readonly FunctionName[]): LevelTable {
  const isThere = (module: string, name: string) =>
    tenant.some((row) => row.module === module && row.function === name);
  return tableOf(
    [...rowsOf(olds)]
      .filter(({ module, function: name, row }) => !isNone(row) && !levels[module]?.[name] && isThere(module, name))
      .map((entry) => ({ ...entry, row: NONE })),
  );
}

const merge = (a: LevelTable, b: LevelTable): LevelTable => tableOf([...rowsOf(a), ...rowsOf(b)]);

/** The role as it was recorded, with a row of None for what `news` adds. */
function recorded(olds: State, news: Inputs): ObservedRole {
  const rows = [...rowsOf<Cells>(news.levels)].map((entry) => ({ ...entry, row: NONE as Cells }));
  const table = tableOf<Cells>([...rows, ...rowsOf(olds.levels)]);
  return {
    id: 0,
    name: olds.name,
    adminFlag: false,
    settings: [...rowsOf(table)].map(({ module, function: name, row }) => ({
      id: 0,
      module,
      function: name,
      cells: row,
    })),
  };
}
