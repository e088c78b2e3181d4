import { NOT_ASKED } from "../../core/model/capability";
import { AdministratorNeededError } from "../../core/model/errors";
import { sameName } from "../../core/model/name";
import { type Cells, type LevelTable, mapRows, NONE, rowsOf } from "../../core/model/permission";
import type { DesiredRole, ObservedRole, RoleSetting, RoleSummary } from "../../core/model/role";
import { describeTenant } from "../../core/model/tenant";
import { plan } from "../../core/plan/plan";
import { describeUnseen, unseen } from "../../core/profile/catalogue";
import { assertAdoptable, countChangedRows, refuseAdministrators, refuseSelfLockout } from "../../tenant/apply/adopt";
import { assertNoMassRemoval } from "../../tenant/apply/massRemoval";
import type { Reporter } from "../../tenant/apply/reporter";
import { resolveRole } from "../../tenant/apply/resolveRole";
import { deleteRole, findOrCreateRole, observe } from "../../tenant/apply/role";
import { customizeByHand, describeRestore, waitForAdministrator } from "./administrator";
import type { Lifecycle } from "./lifecycle";
import { checkResult, parseArgs } from "./outcome";
import type { Owned } from "./ownership";
import { adoptionNotice, apply, provisionRole, UNLISTED_NOW_EXACT } from "./provisionRole";
import { assertReviewed } from "./reviewed";
import type { RunConnection } from "./runConnection";
import {
  argsSchema,
  decodeRows,
  type Evidence,
  encodeRows,
  type Inputs,
  mergeRows,
  type RecordedRows,
  type RoleOrigin,
  relevantRows,
  requestedOf,
  revokedRows,
  rowsWithout,
  type State,
} from "./securityRole.state";
import { assertSameTenant, markRequested, ownershipOf, trackedRole } from "./tracked";

export const securityRole: Lifecycle<Inputs, State> = {
  check: (connection, olds, news, reporter) =>
    checkResult(async () => {
      const requested = parseArgs(argsSchema, news);
      const { variants, customize, adopt, features, awaitLevels, ...args } = requested;
      const { gateway, tenant, movedFrom, reviewed } = connection();
      assertReviewed(requested, reviewed);
      assertSameTenant({ tenant, movedFrom }, olds.tenant);
      markRequested(connection(), { kind: "role", name: args.name });
      const { variant, ...resolved } = await resolveRole(gateway, { ...args, customize, variants });
      describeUnseen(unseen(resolved.functions)).forEach(reporter.warn);
      connection().customize.set(args.name, resolved.customize);
      for (const entries of resolved.customize) reporter.warn(customizeByHand(entries));
      const revoked =
        args.unlisted === "exact" ? revokedRows(resolved.levels, olds.levels ?? {}, resolved.functions) : {};
      const levels = mergeRows(resolved.levels, revoked);
      // What is the default stays out of the state.
      const chosen = {
        ...(variant && { variant }),
        ...(features.length > 0 && { features }),
        ...(adopt !== "if-unshared" && { adopt }),
        ...(!awaitLevels && { awaitLevels }),
      };
      return { ...args, levels, ...chosen, tenant: describeTenant(tenant) };
    }),

  async diff(connection, id, olds, news, reporter) {
    if (olds.granted !== undefined) assertNoMassRemoval(olds.granted, news);
    const unnamedRows = news.unlisted === "keep" ? rowsWithout(decodeRows(olds.read), news.levels) : [];
    for (const { module, function: name } of unnamedRows)
      reporter.warn(`${module} › ${name}: no longer named, kept as it is`);
    if (olds.unlisted === "keep" && news.unlisted === "exact") reporter.warn(UNLISTED_NOW_EXACT);
    const tracked = trackedRole(connection, id, olds, reporter);
    const { isAsKnown, name } = await tracked.inspect();
    const isVerified = isAsKnown && (await isVerifiedSince(connection, id, olds, news));
    const { changes } = isVerified
      ? { changes: [] }
      : plan({ role: { settings: recordedRows(decodeRows(olds.read), news) } }, { role: news }, NOT_ASKED);
    const isStale =
      !(olds.exact || isVerified) ||
      unnamedRows.length > 0 ||
      !isAsKnown ||
      SHOWN.some((key) => String(olds[key]) !== String(news[key])) ||
      (await tracked.ownership.isInterrupted(id, olds));
    connection.verdicts.set(id, { isOpen: isStale || changes.length > 0, ...(!isVerified && { unread: news }) });
    const isSame = [olds.name, name].some((currentName) => sameName(currentName, news.name));
    return { changes, isStale, replaces: isSame ? [] : ["name"] };
  },

  async create(connection, inputs, reporter) {
    const { gateway } = connection;
    const ownership = ownershipOf(connection, { kind: "role", name: inputs.name }, inputs, reporter);
    const { role, created, before } = await findOrCreateRole(gateway, inputs.name, inputs, ownership);
    trackedRole(connection, role.id, { ...inputs, created }, reporter).take();
    const observed = created ? undefined : await observe(gateway, role);
    const origin = observed ? adoptRole(observed, inputs, reporter, before as RecordedRows | undefined) : { created };
    await ownership.begin(role.id, origin);
    const outs = await provisionRole(connection, observed ?? role, inputs, origin, reporter);
    await ownership.settle(role.id, outs);
    return { id: String(role.id), outs };
  },

  async read(connection, id, state, reporter) {
    const tracked = trackedRole(connection, id, state, reporter);
    const tracedRole = await tracked.read();
    if (!tracedRole) return undefined;
    const role = await observe(connection.gateway, tracedRole.object);
    const requested = requestedOf(state);
    const isVerified = state.left !== undefined && isAsDesired(role.settings, { ...state, levels: requested });
    const levels = isVerified ? requested : relevantRows(role, decodeRows(state.read), state.unlisted);
    const last = { ...state, levels: decodeRows(state.read) as LevelTable };
    const drifted = plan({ role }, { role: last }, NOT_ASKED).changes.length > 0;
    const { created, before, read, exact, rows, granted, left, levelsWrittenBy, levelsEvidence, ...recorded } = {
      ...state,
      tenant: describeTenant(connection.tenant),
    };
    const recordedState = {
      ...recorded,
      ...originOf(tracedRole.owned),
      ...(granted !== undefined && { granted }),
      ...(left && { left }),
      read: isVerified ? state.read : encodeRows(levels),
    };
    const props = { ...recordedState, ...evidenceIn(state), exact: exact && !drifted, rows: role.settings.length };
    await tracked.ownership.settle(id, props);
    // What somebody renamed shows as a difference; the state goes on knowing it by its own name.
    return { inputs: { ...recorded, name: tracedRole.name, levels: levels as LevelTable }, props };
  },

  async update(connection, id, state, news, reporter) {
    const { gateway } = connection;
    const tracked = trackedRole(connection, id, state, reporter);
    const { object, isRenamed, owned } = await tracked.assertClaimed(news.name);
    refuseAdministrators(object);
    if (isRenamed) await assertAdoptable(gateway, object, news);
    const role = await observe(gateway, object);
    await refuseSelfLockout(gateway, role, news, news.members);
    const origin = isRenamed ? adoptRole(role, news, reporter) : originOf(owned);
    const ownership = ownershipOf(connection, { kind: "role", name: news.name }, news, reporter);
    await ownership.begin(id, origin);
    if (!sameName(state.name, news.name) || state.stack !== news.stack) await tracked.ownership.forget();
    const outs = await provisionRole(connection, role, news, origin, reporter, evidenceIn(state));
    await ownership.settle(id, outs);
    return outs;
  },

  delete: (connection, id, state, reporter) =>
    trackedRole(connection, id, state, reporter).release(async (role, { created, before }) => {
      refuseAdministrators(role);
      if (created) await deleteRole(connection.gateway, role, state.members);
      else if (before) await giveBack(connection, role, state, before as RecordedRows, reporter);
    }),
};

/** What an update records even where no level changes. */
const SHOWN = ["unlisted", "variant", "features", "tenant", "stack"] as const;

/** @param before what an interrupted run found before its first write */
function adoptRole(found: ObservedRole, inputs: Inputs, reporter: Reporter, before?: RecordedRows): RoleOrigin {
  reporter.warn(adoptionNotice(found.name, countChangedRows(found, inputs, inputs)));
  return { created: false, before: before ?? encodeRows(relevantRows(found, {}, "exact")) };
}

const originOf = ({ created, before }: Owned): RoleOrigin => ({
  created,
  ...(before !== undefined && { before: before as RecordedRows }),
});

/** Gives an adopted role its former levels. */
async function giveBack(
  connection: RunConnection,
  summary: RoleSummary,
  { name, members }: State,
  before: RecordedRows,
  reporter: Reporter,
): Promise<void> {
  const { gateway } = connection;
  const former = { name, levels: decodeRows(before) as LevelTable, unlisted: "exact" } as const;
  const role = await observe(gateway, summary);
  await refuseSelfLockout(gateway, role, former, members);
  const applied = await apply(connection, role, former, reporter);
  const [shown = applied] = await waitForAdministrator(connection, [applied], describeRestore(name, applied), reporter);
  if (shown.remaining.length > 0) throw new AdministratorNeededError(describeRestore(name, shown));
}

/** What is known of how the levels got there; a state of an earlier version has none. */
const evidenceIn = ({ levelsWrittenBy, levelsEvidence }: State): Partial<Evidence> => ({
  ...(levelsWrittenBy && { levelsWrittenBy }),
  ...(levelsEvidence && { levelsEvidence }),
});

/** The rows as they were recorded, with one of None for each that `news` adds. */
function recordedRows(recorded: LevelTable<Cells>, news: Inputs): RoleSetting[] {
  const added = mapRows(news.levels, (): Cells => NONE);
  const rows = [...rowsOf(mergeRows(added, recorded))];
  return rows.map(({ row, ...name }) => ({ ...name, id: 0, cells: row }));
}

const isAsDesired = (settings: readonly RoleSetting[], role: DesiredRole): boolean =>
  plan({ role: { settings } }, { role }, NOT_ASKED).changes.length === 0;

/**
 * Whether the tenant shows what was left to a RoleVerification. The state goes on saying what the role's own last operation saw:
 * an update would count as a change although nothing is changed.
 */
async function isVerifiedSince({ gateway }: RunConnection, id: number, olds: State, news: Inputs): Promise<boolean> {
  if (olds.left === undefined || news.awaitLevels !== false) return false;
  return isAsDesired(recordedRows(requestedOf(olds), news), news) && isAsDesired(await gateway.settings(id), news);
}
