import type { Deployment } from "@pulumi/pulumi/automation";
import { exportState } from "../engine/stack.mjs";
import type { RestGateway } from "../tenant/client/gateway";
import type { Connection } from "../tenant/connection";
import { newKeys } from "./copy";
import type { CopySettings, Rehearsal, Step, StepName } from "./model";
import { assertOnlyRead, namedAmong, peopleIn, readOriginal } from "./original";
import { ProjectEngine, type ProjectStack } from "./project";
import { rehearse } from "./rehearse";
import { hasObjects, namesIn, stateForCopy } from "./state";

/** The backend of the user's own stack may be far away. */
const EXPORT_MS = 60_000;

export interface StackRehearsal {
  readonly stack: ProjectStack;
  readonly connection: Pick<Connection, "tenant" | "requestCount"> & { readonly gateway: RestGateway };
  readonly settings: CopySettings;
  /** Whether people appear by their names. */
  readonly withPeople: boolean;
  readonly signal: AbortSignal;
  readonly onRead?: (read: number, of: number) => void;
  /** Told once, before the first step. */
  readonly onStart?: (asked: Pick<Rehearsal, "tenant" | "stack" | "settings" | "isFirstRun" | "notes">) => void;
  readonly onBegin?: (name: StepName) => void;
  readonly onStep?: (step: Step) => void;
}

/**
 * Rehearses a stack of a project. The tenant itself is read, by GETs alone.
 * @throws RolesError where the tenant can't be read, or there can be no copy; the signal's reason where it is aborted
 */
export async function rehearseStack(options: StackRehearsal): Promise<Rehearsal> {
  const { stack, connection, settings, withPeople, signal } = options;
  const { tenant, gateway, requestCount } = connection;
  const keys = newKeys();
  const engine = await ProjectEngine.open(stack, keys);
  try {
    const { original, notes: ofTenant } = await readOriginal(gateway, tenant, options.onRead);
    assertOnlyRead(requestCount());
    const { state, notes: ofState } = await stateOf(stack, signal);
    await engine.begin(state, signal);
    const { secrets, texts } = engine.layout;
    const leftOutNotes = secrets.length > 0 ? [`Left out, since the copy gets no secret: ${secrets.join(", ")}.`] : [];
    const header = {
      ...{ tenant, stack: stack.name, settings },
      ...{ isFirstRun: state === undefined, notes: [...ofState, ...leftOutNotes, ...ofTenant] },
    };
    options.onStart?.(header);
    const people = peopleIn(original);
    const named = withPeople ? people : namedAmong(people, [...texts, ...namesIn(state)]);
    const { onBegin, onStep } = options;
    const story = await rehearse({ original, settings, keys, named, state, engine, signal, onBegin, onStep });
    assertOnlyRead(requestCount());
    return { ...header, ...story, sent: requestCount() };
  } finally {
    engine.remove();
  }
}

/** The stack's own state, where it has one that can be taken along. Its backend is only read. */
async function stateOf(
  { folder, name }: ProjectStack,
  signal: AbortSignal,
): Promise<{ state: Deployment | undefined; notes: string[] }> {
  const firstRun = (why: string) => ({ state: undefined, notes: [`The stack's own state isn't taken along: ${why}`] });
  try {
    const ended = AbortSignal.any([signal, AbortSignal.timeout(EXPORT_MS)]);
    const state = await exportState({ folder, signal: ended }, name);
    if (!state || !hasObjects(state)) return { state: undefined, notes: [] };
    const copied = stateForCopy(state);
    return copied ? { state: copied, notes: [] } : firstRun("it has secrets besides those of the connection.");
  } catch (error) {
    signal.throwIfAborted();
    return firstRun(`it can't be read (${(error as Error).message}).`);
  }
}
