import { RolesError } from "../../core/model/errors";
import { needsAdministrator } from "../../provider/lifecycle/administrator";
import { type RequestCount, sumOfRequests } from "../../tenant/client/requestCount";
import type { Acceptance } from "../accept/file";
import type { Command } from "../model/command";
import type { Fleet, FleetTenant } from "../model/fleet";
import { type AssignmentResult, type Failure, type TenantResult, worst } from "../model/result";
import type { Journal, Run } from "../model/run";
import { type KeyRules, type OpenTenant, openTenant } from "../tenant/open";
import { desiredDigest, planOf, type Reading, readTenant, targetOf } from "../tenant/read";
import type { EngineOutcome, FleetEngine } from "./engine";
import type { Work } from "./execute";
import type { EngineError } from "./operation";
import { unreviewedFailure } from "./reviewed";
import {
  assertAsBegun,
  assertOwnCode,
  assertOwnState,
  isInterrupted,
  pendingCreations,
  removesOf,
  VERIFICATION,
} from "./state";

/** What work on the tenants of a fleet needs. */
export interface FleetContext {
  readonly fleet: Fleet;
  readonly journal: Journal;
  /** What somebody answers for; it is left alone. */
  readonly acceptances: readonly Acceptance[];
  /** `2026-01-31`, UTC */
  readonly today: string;
  /** Only asked for where the engine is needed. */
  readonly engine: () => Promise<FleetEngine>;
  readonly keyRules: KeyRules;
}

/** What is known of a tenant so far. */
type TenantReading = Pick<TenantResult, "outcome" | "assignments" | "removes"> &
  Partial<Pick<TenantResult, "failure" | "engine" | "notes">>;

/** One tenant at work. */
interface Job extends FleetContext {
  readonly run: Run;
  readonly open: OpenTenant;
  /** What the engine's provider sent, added up. */
  count(requestCount: RequestCount): void;
  readonly signal: AbortSignal;
}

/** How a tenant is done, whatever the command. Every error is the tenant's result, for people and without a credential. */
export const workOf =
  (fleetContext: FleetContext): Work =>
  async (tenant, run, signal) => {
    const started = performance.now();
    let requestCount: RequestCount = { requests: 0, writes: 0 };
    const count = (sent: RequestCount) => {
      requestCount = sumOfRequests([requestCount, sent]);
    };
    const observed = await doTenant(fleetContext, tenant, run, signal, count).catch(failed);
    return {
      tenant: tenant.name,
      target: targetOf(tenant),
      run: run.id,
      command: run.command,
      at: new Date().toISOString(),
      seconds: Math.round(performance.now() - started) / 1000,
      ...requestCount,
      desired: desiredDigest(tenant),
      ...observed,
    };
  };

async function doTenant(
  fleetContext: FleetContext,
  tenant: FleetTenant,
  run: Run,
  signal: AbortSignal,
  count: (requestCount: RequestCount) => void,
): Promise<TenantReading> {
  assertAsBegun(run, tenant);
  const open = await openTenant(tenant, fleetContext.fleet.folder, fleetContext.keyRules, signal);
  try {
    const observed = await COMMANDS[run.command]({ ...fleetContext, run, open, count, signal });
    if (observed.assignments.length > 0) await open.remember();
    return observed.failure
      ? { ...observed, failure: { ...observed.failure, message: open.redact(observed.failure.message) } }
      : observed;
  } catch (error) {
    const observed = failed(error);
    return { ...observed, failure: { ...observed.failure, message: open.redact(observed.failure.message) } };
  } finally {
    await open.settled();
    count(open.sent());
  }
}

function failed(error: unknown): TenantReading & { failure: Failure } {
  const { code, message } =
    error instanceof RolesError
      ? error
      : { code: "unexpected", message: error instanceof Error ? error.message : String(error) };
  return { outcome: "failed", failure: { code, message }, assignments: [], removes: [] };
}

const COMMANDS: Readonly<Record<Run["command"], (job: Job) => Promise<TenantReading>>> = {
  drift,
  preview,
  up,
  destroy,
};

const read = ({ open, acceptances, today }: Job): Promise<Reading[]> =>
  readTenant(open.gateway, open.tenant, acceptances, today);

async function drift(job: Job): Promise<TenantReading> {
  const readings = await read(job);
  const before = await lastSeen(job);
  const assignments = readings.map(({ result }) => stillWaiting(result, before?.assignments ?? []));
  const outcome = worstOf(assignments);
  const failure = outcome === "waiting" ? before?.failure : undefined;
  return { outcome, ...(failure && { failure }), assignments, removes: [] };
}

/** What an administrator had to set, and hasn't yet, isn't somebody's change. */
function stillWaiting(result: AssignmentResult, before: readonly AssignmentResult[]): AssignmentResult {
  const waited = before.some(({ profile, outcome }) => profile === result.profile && outcome === "waiting");
  const levelsDiffer = result.changes.some(({ subject }) => subject === "levels");
  return waited && levelsDiffer ? { ...result, outcome: "waiting" } : result;
}

async function preview(job: Job): Promise<TenantReading> {
  const observed = await toDo(job);
  if (observed.isDone) return observed.what;
  const done = await atEngine(job, (engine) => engine.preview(job.open, observed.wanted, job.signal));
  const refused = failureOf(done.errors);
  const removes = [...new Set([...observed.what.removes, ...done.removed])].sort();
  return { ...observed.what, removes, ...(refused && { outcome: "failed", failure: refused }), ...engineIn(done) };
}

async function up(job: Job): Promise<TenantReading> {
  const { run, open, signal } = job;
  const { what, wanted, isDone, isInterrupted } = await toDo(job);
  if (isDone) return what;
  const reviewed = run.reviewed?.[open.tenant.name];
  const plan = planOf({ target: open.target, desired: desiredDigest(open.tenant), ...what });
  const refusal = run.reviewed && unreviewedFailure(plan, reviewed);
  if (refusal) return { ...what, outcome: "failed", failure: refusal };
  const done = await atEngine(job, (engine) => engine.up(open, wanted, isInterrupted, signal));
  const observed = outcomeOf(await readBack(job, what, done), done);
  const unplanned = done.removed.filter((name) => ![what, reviewed].some((allowed) => allowed?.removes.includes(name)));
  return unplanned.length > 0
    ? { ...observed, outcome: "failed", failure: removedUnplanned(unplanned, observed) }
    : observed;
}

/** What the engine did counts once a read shows it; where it failed, a tenant that can't be read any more is as it was. */
async function readBack(
  job: Job,
  { assignments }: TenantReading,
  { errors }: EngineOutcome,
): Promise<AssignmentResult[]> {
  const results = await read(job).then(
    (readings) => readings.map(({ result }) => result),
    (error: unknown) => {
      if (errors.length === 0) throw error;
      return assignments;
    },
  );
  return results.map((result) => judged(result, errors));
}

async function destroy(job: Job): Promise<TenantReading> {
  const engine = await job.engine();
  const { name } = job.open.tenant;
  const state = await engine.state(job.open, job.signal);
  if (!engine.has(name)) return { outcome: "removed", assignments: [], removes: [] };
  assertOwnCode(state, name);
  assertOwnState(state, job.open);
  const made = pendingCreations(state);
  if (made.length > 0)
    return { outcome: "failed", failure: unfinishedBefore(name, made), assignments: [], removes: [] };
  const done = await atEngine(job, () => engine.destroy(job.open, job.signal));
  const observed = { assignments: [], removes: [], ...engineIn(done) };
  const failure = failureOf(done.errors);
  if (!failure) return { outcome: "removed", ...observed };
  return { outcome: isFailed(done.errors) ? "failed" : "waiting", failure, ...observed };
}

/** The stack would be gone, and what was made would be nobody's. */
const unfinishedBefore = (tenant: string, made: readonly string[]): Failure => ({
  code: "unfinished",
  message: `A run was killed while it made ${made.join(" and ")}: whether they are there, the stack doesn't know. Finish it first: cwroles fleet up --yes --tenant ${tenant}. Then destroy it.`,
});

const engineIn = ({ changes, notes }: EngineOutcome) => ({ engine: changes, ...(notes.length > 0 && { notes }) });

async function atEngine(job: Job, act: (engine: FleetEngine) => Promise<EngineOutcome>): Promise<EngineOutcome> {
  const done = await act(await job.engine());
  job.count(done.sent);
  return done;
}

/**
 * What a tenant shows and what is to be done; nothing where the last run applied the same and a read shows it. Else the
 * engine is going to run, and the state has to be this tenant's.
 */
async function toDo(job: Job) {
  const { open, engine } = job;
  const readings = await read(job);
  const assignments = readings.map(({ result }) => result);
  const before = await lastUp(job);
  const isAsApplied = before?.outcome === "exact" && before.desired === desiredDigest(open.tenant);
  const isDone = isAsApplied && assignments.every(({ outcome }) => outcome === "exact");
  const state = isDone ? undefined : await (await engine()).state(open, job.signal);
  assertOwnCode(state, open.tenant.name);
  assertOwnState(state, open);
  const removes = removesOf(state, open.tenant.assignments);
  const what: TenantReading = { outcome: removes.length > 0 ? "drifted" : worstOf(assignments), assignments, removes };
  return { what, wanted: readings, isDone, isInterrupted: isInterrupted(state) };
}

/** What the last run that wrote left behind. */
const lastUp = async ({ run, ...job }: Job): Promise<TenantResult | undefined> =>
  (await remembered(job.journal, run, ["up", "destroy"])).get(job.open.tenant.name);

/** What was last seen of the tenant as it is; a read that failed says nothing. */
async function lastSeen({ run, ...job }: Job): Promise<TenantResult | undefined> {
  const last = (await remembered(job.journal, run, ["up", "drift"])).get(job.open.tenant.name);
  return last && last.assignments.length > 0 ? last : lastUp({ run, ...job });
}

type Remembered = ReturnType<Journal["latest"]>;
const memory = new WeakMap<Journal, Map<string, Remembered>>();

/** Read once for all tenants of a run: it is about the runs before. */
function remembered(journal: Journal, { id, waves }: Run, commands: readonly Command[]): Remembered {
  const key = `${id} ${commands}`;
  const journalMemory = memory.get(journal) ?? new Map<string, Remembered>();
  const latest = journalMemory.get(key) ?? journal.latest({ tenants: waves.flat(), commands, before: id });
  memory.set(journal, journalMemory.set(key, latest));
  return latest;
}

/** What an assignment came to, by what a read shows of it and by what the engine said of its resources. */
function judged(result: AssignmentResult, errors: readonly EngineError[]): AssignmentResult {
  if (result.changes.length === 0) return result;
  const ownErrors = errors.filter(({ resource }) => resource === result.profile);
  const isWaiting = ownErrors.length > 0 ? ownErrors.every(isForAdministrator) : isLeftToAdministrator(result, errors);
  return { ...result, outcome: isWaiting ? "waiting" : "failed" };
}

const isForAdministrator = ({ message }: EngineError) => needsAdministrator(message);

/** The role was handed on, and its member made: what is left comes from the last resource of the tenant's program. */
const isLeftToAdministrator = ({ changes }: AssignmentResult, errors: readonly EngineError[]): boolean =>
  changes.every(({ subject }) => subject === "levels") &&
  errors.some((error) => error.resource === VERIFICATION && isForAdministrator(error));

function outcomeOf(assignments: readonly AssignmentResult[], done: EngineOutcome): TenantReading {
  const { errors } = done;
  const isExact = assignments.every(({ outcome }) => outcome === "exact");
  const failure = failureOf(errors) ?? (isExact ? undefined : STILL_DIFFERS);
  const outcome = isFailed(errors) ? "failed" : worstOf(assignments);
  return { outcome, ...(failure && { failure }), assignments, removes: [], ...engineIn(done) };
}

const STILL_DIFFERS: Failure = {
  code: "still-differs",
  message: "The engine went through, but a read of the tenant still shows differences. Run it again.",
};

/** What the plan didn't name is told before all else. */
const removedUnplanned = (names: readonly string[], { failure }: TenantReading): Failure => ({
  code: "engine",
  message: [
    `The engine deleted or replaced what its plan didn't name: ${names.join("; ")}. Look at the tenant, then preview it again.`,
    ...(failure ? [failure.message] : []),
  ].join("\n"),
});

const isFailed = (errors: readonly EngineError[]) => errors.some(({ message }) => !needsAdministrator(message));

/** What went wrong comes before what is left for an administrator, of which the first line is enough: the rest is in the changes. */
function failureOf(errors: readonly EngineError[]): Failure | undefined {
  if (errors.length === 0) return undefined;
  if (isFailed(errors)) {
    const wrong = errors.map(({ message }) => message).filter((message) => !needsAdministrator(message));
    return { code: "engine", message: [...new Set(wrong)].join("\n") };
  }
  const lines = errors.flatMap(({ message }) => message.split("\n").filter(needsAdministrator));
  const remainingLines = lines.map((line) => line.trim().replace(/^\* /, ""));
  return { code: "administrator-needed", message: [...new Set(remainingLines)].join("\n") };
}

const worstOf = (assignments: readonly AssignmentResult[]) => worst(assignments.map(({ outcome }) => outcome));
