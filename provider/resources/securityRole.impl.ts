import { countChangedRows, refuseAdministrators, refuseSelfLockout } from "../apply/adopt";
import { resolveRole } from "../apply/resolveRole";
import { findOrCreateRole, observe } from "../apply/role";
import { NOT_ASKED } from "../model/capability";
import { AdministratorNeededError, RefusedError } from "../model/errors";
import { sameName } from "../model/name";
import { type Cells, type LevelTable, mapRows, NONE, rowsOf } from "../model/permission";
import type { RoleSetting } from "../model/role";
import { plan } from "../plan/plan";
import { describeUnseen, unseen } from "../profile/catalogue";
import { apply, awaited, bringRole } from "./bringRole";
import type { Lifecycle } from "./lifecycle";
import { checked, parseArgs } from "./outcome";
import { mergeRows, recall, record, relevantRows, revokedRows, rowsWithout } from "./rows";
import { customizeByHand, NOT_KEPT, renamed, takenOver, toGiveBack } from "./securityRole.messages";
import { argsSchema, type Evidence, type Inputs, type State } from "./securityRole.state";

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
    if (created) return { id, outs: await bringRole(connection, role, inputs, { created }, reporter) };
    const found = await observe(gateway, role);
    reporter.warn(takenOver(role.name, countChangedRows(found, inputs, inputs)));
    const before = record(relevantRows(found, {}, "exact"));
    return { id, outs: await bringRole(connection, found, inputs, { created, before }, reporter) };
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
    return { inputs, props: { ...props, ...evidenceIn(state), exact: exact && !drifted, rows: role.settings.length } };
  },

  async update(connection, id, state, news, reporter) {
    const { name, created, before } = state;
    const summary = await connection.gateway.role(id);
    if (!summary)
      throw new RefusedError(`The security role "${name}" is gone. Run pulumi up --refresh.`, {
        topic: "role-or-member-renamed-or-gone",
      });
    refuseAdministrators(summary);
    const role = await observe(connection.gateway, summary);
    await refuseSelfLockout(connection.gateway, role, news, news.members);
    return bringRole(connection, role, news, { created, ...(before && { before }) }, reporter, evidenceIn(state));
  },

  async delete(connection, id, { created, before, name, members }, reporter) {
    const { gateway } = connection;
    if (created) return gateway.deleteRole(id);
    const summary = await gateway.role(id);
    if (!summary || !before) return;
    refuseAdministrators(summary);
    const former = { name, levels: recall(before) as LevelTable, unlisted: "exact" } as const;
    const role = await observe(gateway, summary);
    await refuseSelfLockout(gateway, role, former, members);
    const applied = await apply(connection, role, former, reporter);
    const { left } = await awaited(connection, applied, toGiveBack(name, applied.left), reporter);
    if (left.length > 0) throw new AdministratorNeededError(toGiveBack(name, left));
  },
};

/** What an update records even where no level changes. */
const SHOWN = ["unlisted", "variant", "features"] as const;

/** What is known of how the levels got there; a state of an earlier version has none. */
const evidenceIn = ({ levelsWrittenBy, levelsEvidence }: State): Partial<Evidence> => ({
  ...(levelsWrittenBy && { levelsWrittenBy }),
  ...(levelsEvidence && { levelsEvidence }),
});

/** The rows as they were recorded, with one of None for each that `news` adds. */
function recordedRows(olds: State, news: Inputs): RoleSetting[] {
  const added = mapRows(news.levels, (): Cells => NONE);
  const rows = [...rowsOf(mergeRows(added, recall(olds.read)))];
  return rows.map(({ row, ...name }) => ({ ...name, id: 0, cells: row }));
}
