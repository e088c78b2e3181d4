import "../quickStart";
import type { dynamic } from "@pulumi/pulumi";
import { describe } from "../../core/plan/change";
import type { Reporter } from "../../tenant/apply/reporter";
import { describeRequests } from "../../tenant/client/requestCount";
import { type ConfigReader, connect } from "../../tenant/connection";
import { copyIn } from "../../tenant/copy";
import { variableOf } from "../../tenant/environment";
import { cleanLine } from "../../text/clean.mjs";
import { openClaims } from "../claims/open";
import { cancellation } from "./cancellation";
import { exitWithEngine } from "./exitWithEngine";
import { explainLastConnection } from "./explainLastConnection";
import type { Lifecycle } from "./lifecycle";
import { memberLifecycle } from "./member";
import { cleanedCheck, withCleanError, withoutStack } from "./outcome";
import { roleVerification as verification } from "./roleVerification";
import type { RunConnection } from "./runConnection";
import { securityRole as role } from "./securityRole";
import { assertSameTenant, type Belonging } from "./tracked";

// This module is only loaded by a provider's process.
exitWithEngine();

let config: ConfigReader = () => undefined;
let connected: RunConnection | undefined;

/** The tenant, opened once in a process. */
function connection(): RunConnection {
  connected ??= open();
  return connected;
}

function open(): RunConnection {
  const cancelled = cancellation();
  const tenant = connect(config, process.env, { signal: cancelled, say: log, copy: copyIn(process.env) });
  tenant.notices.forEach(log);
  const reviewed = config("connectwise:reviewedPlan") ?? process.env[variableOf("reviewedPlan")];
  const emptySets = { taken: new Set<string>(), unrecorded: new Set<string>() };
  const observed = { verdicts: new Map(), customize: new Map(), holders: new Map() };
  return { ...tenant, ...emptySets, ...observed, cancelled, claims: openClaims(), reviewed };
}

/** The engine shows each line that this process prints, with the preview or the update it belongs to. */
const log = (message: string) => void process.stderr.write(`${cleanLine(message)}\n`);

const PROGRESS_EVERY_MS = 1000;
let lastProgress = Date.now();

/** The engine keeps every line for its summary: no more than one a second. */
const reporter: Reporter = {
  progress(message) {
    if (Date.now() - lastProgress < PROGRESS_EVERY_MS) return;
    lastProgress = Date.now();
    log(message);
  },
  warn: log,
};

let reported = 0;

/** Tells what the run has sent so far, after each operation that sent anything. */
async function withRequestReport<T>(operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } finally {
    await connected?.settled();
    const sent = connected?.requestCount() ?? { requests: 0, writes: 0 };
    if (sent.requests > reported) log(`So far ${describeRequests(sent)}`);
    reported = sent.requests;
  }
}

/** A lifecycle as the engine calls it. Where a state says which tenant it is about, no other is asked. */
function handlers<Inputs, State extends Belonging>(lifecycle: Lifecycle<Inputs, State>): dynamic.ResourceProvider {
  const open = ({ tenant }: Belonging) => {
    assertSameTenant(connection(), tenant);
    return connection();
  };
  return {
    // What is wrong with the configuration, the first check says.
    configure: async (request) => {
      config = (key) => request.config.get(key);
    },
    check: (olds, news) =>
      withCleanError(async () =>
        cleanedCheck(await withRequestReport(() => lifecycle.check(connection, olds, news, reporter))),
      ),
    diff: (id, olds, news) =>
      withoutStack(async () => {
        const difference = await withRequestReport(() => lifecycle.diff(open(olds), Number(id), olds, news, reporter));
        const { changes, isStale, replaces } = difference;
        for (const change of changes) if (change.subject === "levels") log(describe(change));
        return { changes: changes.length > 0 || isStale || replaces.length > 0, replaces, deleteBeforeReplace: false };
      }),
    create: (inputs) => withCleanError(() => withRequestReport(() => lifecycle.create(connection(), inputs, reporter))),
    read: (id, state) =>
      withoutStack(async () => {
        const result = await explainLastConnection(() =>
          withRequestReport(() => lifecycle.read(open(state), Number(id), state, reporter)),
        );
        // Without an id the engine takes the resource for gone.
        return result ? { id, ...result } : ({} as dynamic.ReadResult);
      }),
    update: (id, olds, news) =>
      withCleanError(() =>
        withRequestReport(async () => ({ outs: await lifecycle.update(open(olds), Number(id), olds, news, reporter) })),
      ),
    delete: (id, state) =>
      withoutStack(() =>
        explainLastConnection(() =>
          withRequestReport(() => lifecycle.delete(open(state), Number(id), state, reporter)),
        ),
      ),
  };
}

export const securityRole = handlers(role);
export const apiMember = handlers(memberLifecycle("api"));
export const member = handlers(memberLifecycle("full"));
export const roleVerification = handlers(verification);
