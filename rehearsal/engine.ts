import type { Deployment, EngineEvent, Stack } from "@pulumi/pulumi/automation";
import { errorsOf } from "../fleet/run/engine";
import { type EngineError, Operation } from "../fleet/run/operation";
import { namesOf } from "./state";

/** What an operation of the engine came to; it went through where there is no error. */
export interface OperationOutcome {
  /** Resources by what became of them: `{create: 2, same: 1}`. */
  readonly changes: Readonly<Record<string, number>>;
  readonly errors: readonly EngineError[];
  /** What it says of objects that were there before, or that are left as they are. */
  readonly notes: readonly string[];
  /** Identifiers of members that the program names. */
  readonly named: readonly string[];
  /** What the program makes besides roles and members, such as `aws:s3/bucket:Bucket`: it would be made for real. */
  readonly foreign: readonly string[];
}

/** The real engine on a stack whose connection leads to a copy. Every operation ends with the signal. */
export interface CopyEngine {
  preview(signal: AbortSignal): Promise<OperationOutcome>;
  up(signal: AbortSignal): Promise<OperationOutcome>;
  /** A preview after a read of all that the state has. */
  drift(signal: AbortSignal): Promise<OperationOutcome>;
  destroy(signal: AbortSignal): Promise<OperationOutcome>;
  state(signal: AbortSignal): Promise<Deployment | undefined>;
}

/** Whether the engine found everything as the state has it. */
export const isUnchanged = ({ changes }: Pick<OperationOutcome, "changes">): boolean =>
  Object.entries(changes).every(([what, count]) => what === "same" || count === 0);

const OWN = /^pulumi-nodejs:dynamic\/connectwise:(SecurityRole|ApiMember|Member|RoleVerification)$/;
const PROVIDER = "pulumi:providers:pulumi-nodejs";
const TAKEN_OVER = /\bwas there before\b/;

/** Runs one operation, and listens to what it says. */
export async function operate(
  stack: Stack,
  act: (stack: Stack, onEvent: (event: EngineEvent) => void) => Promise<unknown>,
): Promise<OperationOutcome> {
  const operation = new Operation();
  const [named, foreign, notes] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const onEvent = (event: EngineEvent) => {
    operation.onEvent(event);
    const { new: resource, op } = event.resourcePreEvent?.metadata ?? {};
    for (const name of namesOf(resource?.inputs)) named.add(name);
    if (resource?.custom && op !== "read" && !OWN.test(resource.type) && resource.type !== PROVIDER)
      foreign.add(resource.type);
    const { severity, message = "" } = event.diagnosticEvent ?? {};
    if (severity !== "error" && TAKEN_OVER.test(message)) notes.add(message.replaceAll(/<\{%.*?%\}>/g, "").trim());
  };
  const errors = await act(stack, onEvent).then(
    () => [],
    (error: unknown) => errorsOf(error, operation),
  );
  return {
    ...{ changes: operation.changes, errors, notes: [...notes, ...operation.notes] },
    ...{ named: [...named], foreign: [...foreign] },
  };
}
