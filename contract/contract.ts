import { RefusedError, RolesError, UnreadableAnswerError } from "../core/model/errors";
import type { RestGateway } from "../tenant/client/gateway";
import { type RequestCount, sumOfRequests } from "../tenant/client/requestCount";
import type { Assumption } from "./assumptions";
import { AFTERWARDS, READS } from "./check";
import { patching } from "./check/patching";
import { writingMembers } from "./check/writingMembers";
import { writingRoles } from "./check/writingRoles";
import { InconclusiveError } from "./inconclusiveError";
import { ProbedTenant } from "./probedTenant";
import { type Finding, openOf, Run, type TimedProbe } from "./run";
import { TestMember } from "./testObjects/testMember";
import { TestRoles } from "./testObjects/testRoles";
import { Writer } from "./testObjects/writer";
import { Transport } from "./transport";

/** How far a check goes. */
export interface CheckOptions {
  /** Whether roles may be made, and taken away again. */
  readonly write?: boolean;
  /** Whether an inactive API member may be made, which stays. */
  readonly member?: boolean;
  /** Once aborted, nothing more is asked, and what was made is taken away. */
  readonly stop?: AbortSignal;
  /** Ends what is under way at once. */
  readonly abort?: AbortSignal;
  readonly onProgress?: (done: number, of: number) => void;
  /** Told what was found of an earlier run, and what stays: names of this project's own objects. */
  readonly report?: (message: string) => void;
}

/** What a tenant showed. */
export interface Checked {
  /** `2025.1`, or `unknown`. */
  readonly release: string;
  /** In the order of the assumptions. */
  readonly findings: readonly Finding[];
  readonly sent: RequestCount;
}

const AT_ONCE = 4;
const UNKNOWN = "unknown";
/** By whose description objects are judged where the tenant doesn't say what it runs. */
const SUPPOSED = "2025.1";

/**
 * Asks a tenant for each of the assumptions. Reads alone leave, unless `write` says otherwise.
 * @throws RolesError where the tenant can't be asked, or the caller ended it
 */
export async function checkContract(
  gateway: RestGateway,
  assumptions: readonly Assumption[],
  options: CheckOptions = {},
): Promise<Checked> {
  const { write = false, member = false, stop, abort, onProgress = () => {} } = options;
  const release = await releaseOf(gateway);
  const transport = new Transport(gateway.http.credentials, { signal: abort, mayWrite: write });
  const tenant = new ProbedTenant(transport, release === UNKNOWN ? SUPPOSED : release);
  let done = 0;
  const run = new Run(() => onProgress(++done, assumptions.length), stop);
  const among = (table: Readonly<Record<string, unknown>>) => assumptions.filter(({ id }) => Object.hasOwn(table, id));
  const read = async (table: typeof READS) => run.ask(among(table), (id) => () => mustHave(table, id)(tenant), AT_ONCE);
  const findings = [
    ...(await read(READS)),
    ...(write ? await askByWrites(tenant, run, assumptions, member, options) : []),
    ...(await read(AFTERWARDS)),
  ];
  if (stop?.aborted) throw new RefusedError("Interrupted: there is no result.");
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  const all = assumptions.map((assumption) => byId.get(assumption.id) ?? openOf(assumption, whyNotAsked(assumption)));
  return { release, findings: all, sent: sumOfRequests([gateway.http.requestCount, transport.requestCount]) };
}

/** @throws RolesError where the tenant refuses or doesn't answer */
async function releaseOf(gateway: RestGateway): Promise<string> {
  try {
    const version = await gateway.version();
    return /^\d{4}\.\d{1,2}$/.test(version) ? version : UNKNOWN;
  } catch (error) {
    if (error instanceof UnreadableAnswerError) return UNKNOWN;
    throw error;
  }
}

/** Whatever happens, what was made is taken away again. */
async function askByWrites(
  tenant: ProbedTenant,
  run: Run,
  assumptions: readonly Assumption[],
  withMember: boolean,
  { stop, report = () => {} }: CheckOptions,
): Promise<Finding[]> {
  const writer = new Writer(tenant, stop);
  const roles = new TestRoles(writer);
  const member = withMember ? new TestMember(writer, roles) : undefined;
  const questions: Readonly<Record<string, TimedProbe>> = {
    ...writingRoles(writer, roles),
    ...patching(writer, roles, member),
    ...(member && writingMembers(writer, member)),
  };
  const wanted = assumptions.filter(({ id }) => Object.hasOwn(questions, id));
  if (wanted.length === 0) return [];
  const inTheWay = await reportLeftovers(roles, report);
  if (inTheWay !== undefined) return wanted.map((assumption) => openOf(assumption, inTheWay));
  try {
    return await run.ask(wanted, (id) => mustHave(questions, id), 1);
  } finally {
    await removeTestObjects(roles, member, report);
  }
}

/** @returns why nothing may be written: what can't be looked for couldn't be taken away */
async function reportLeftovers(roles: TestRoles, report: (message: string) => void): Promise<string | undefined> {
  try {
    const { removed, kept } = await roles.removeLeftovers();
    for (const name of removed) report(`An earlier run left the role "${name}". It is deleted.`);
    for (const name of kept)
      report(
        `The role "${name}" looks like one of an earlier run, but it has a level or a holder: look at it in System > Security Roles.`,
      );
    return undefined;
  } catch (error) {
    if (error instanceof InconclusiveError) return `nothing is written where ${error.message}`;
    throw error;
  }
}

/** What can't be done for the member doesn't keep the roles from going. */
async function removeTestObjects(roles: TestRoles, member: TestMember | undefined, report: (message: string) => void) {
  await orTell(
    async () => {
      const { stay, active } = (await member?.deactivateAll()) ?? { stay: [], active: [] };
      for (const identifier of stay)
        report(
          `The API member ${identifier} stays: members can't be deleted. It has no key, and the next run uses it again.`,
        );
      for (const identifier of active)
        report(`The API member ${identifier} is active: make it inactive in System > Members > API Members.`);
    },
    (why) =>
      report(`API members couldn't be looked for (${why}): if there is a ${member?.identifier()}, make it inactive.`),
  );
  await orTell(
    async () => {
      for (const name of await roles.removeAll())
        report(`The role "${name}" is still there: delete it in System > Security Roles.`);
    },
    (why) => report(`Roles couldn't be looked for (${why}): delete those that are called "${roles.name()}…".`),
  );
}

async function orTell(act: () => Promise<void>, tell: (why: string) => void): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof InconclusiveError || error instanceof RolesError)) throw error;
    tell(error.message);
  }
}

function whyNotAsked({ check, why }: Assumption): string {
  if (check === "none") return `not asked: ${why}`;
  return check === "member" ? "it takes --write --member" : "it takes --write";
}

function mustHave<T>(table: Readonly<Record<string, T>>, id: string): T {
  const probe = table[id];
  if (probe === undefined) throw new Error(`${id} has no check`);
  return probe;
}
