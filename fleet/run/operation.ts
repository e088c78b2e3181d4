import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation";
import { parseRequests, type RequestCount, sumOfRequests } from "../../tenant/client/requestCount";
import { describeResource } from "./state";

/** For people. */
export interface EngineError {
  /** The name in the program of the resource that it is about; of the stack where it is about the whole. */
  readonly resource: string | undefined;
  readonly message: string;
}

/** What the engine said while it was at work on one stack. */
export class Operation {
  #sent: RequestCount = { requests: 0, writes: 0 };
  #sentBefore: RequestCount = { requests: 0, writes: 0 };
  #changes: Readonly<Record<string, number>> = {};
  #removed = new Set<string>();
  readonly #notes = new Set<string>();
  readonly #errors: EngineError[] = [];

  readonly onEvent = ({ diagnosticEvent, summaryEvent, resourcePreEvent }: EngineEvent): void => {
    if (resourcePreEvent) this.#begins(resourcePreEvent.metadata);
    if (summaryEvent) this.#changes = summaryEvent.resourceChanges as Record<string, number>;
    if (!diagnosticEvent) return;
    const message = plain(diagnosticEvent.message);
    // Each counts what its provider sent so far.
    this.#sent = parseRequests(message) ?? this.#sent;
    if (REMAINS.test(message)) this.#notes.add(message);
    if (diagnosticEvent.severity === "error") this.#errors.push({ resource: nameOf(diagnosticEvent.urn), message });
  };

  /** To the tenant, by the engine's providers. */
  get sent(): RequestCount {
    return sumOfRequests([this.#sentBefore, this.#sent]);
  }

  /** The engine is about to be started once more: its new provider counts from nothing. */
  next(): void {
    this.#sentBefore = this.sent;
    this.#sent = { requests: 0, writes: 0 };
    // A refresh forgets what is gone; it deletes nothing.
    this.#removed = new Set();
  }

  #begins({ op, old }: StepEventMetadata): void {
    const name = old && /^(delete|replace|delete-replaced)$/.test(op) ? describeResource(old) : undefined;
    if (name) this.#removed.add(name);
  }

  /** What was left on the tenant, or can't be kept of it. */
  get notes(): readonly string[] {
    return [...this.#notes];
  }

  /** The roles and members that it began to delete or replace, or would. */
  get removed(): readonly string[] {
    return [...this.#removed];
  }

  /** Resources by what became of them: `{create: 2, same: 1}`. */
  get changes(): Readonly<Record<string, number>> {
    return this.#changes;
  }

  /** What went wrong, the engine's closing remarks aside. */
  get errors(): readonly EngineError[] {
    const ownErrors = this.#errors.filter(({ message }) => !/^(update|preview|refresh|destroy) failed$/.test(message));
    return ownErrors.length > 0 ? ownErrors : this.#errors;
  }
}

/** As the provider says it: see tracked.messages.ts and ownership.ts. */
const REMAINS = /\bstays as it is\b|\bleft as it is\b|\bcan't be kept in\b/;

/** The resource's name in the program: `urn:pulumi:acme::fleet::pulumi-nodejs:dynamic/…::wise-sync` → `wise-sync` */
const nameOf = (urn: string | undefined) => urn?.split("::").at(-1);

/**
 * Without the engine's marks for colours, its heading of a list of errors and the bullets below it, and what it puts ahead of a failed check: the
 * resource is told by its name.
 */
const plain = (message: string) =>
  message
    .replaceAll(/<\{%.*?%\}>/g, "")
    .trim()
    .replace(/^\d+ errors? occurred:\n/, "")
    .replaceAll(/^\t\* /gm, "")
    .replace(/^pulumi-nodejs:\S+ resource '.*?' has a problem: /, "");
