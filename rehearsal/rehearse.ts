import type { Deployment } from "@pulumi/pulumi/automation";
import { RolesError } from "../core/model/errors";
import { sameName } from "../core/model/name";
import { deadlineExceeded } from "../fleet/run/abortReason";
import { plural } from "../pages/text";
import { needsAdministrator } from "../provider/lifecycle/administrator";
import { diffSnapshots } from "../snapshot/diff";
import type { TenantCopy } from "../tenant/copy";
import { formerRole, playVisit, requestedRole } from "./administrator";
import { Copy, type newKeys, type Original } from "./copy";
import { type CopyEngine, isUnchanged, type OperationOutcome } from "./engine";
import { findLeftovers } from "./leftovers";
import type { CopySettings, Rehearsal, Step, StepName } from "./model";
import { peopleIn } from "./original";
import { reviewOf } from "./review";

/** How long an operation of the engine may take. */
const OPERATION_MS = 10 * 60_000;
/** A program whose roles wait for each other needs a visit for each; more than that go round in a circle. */
const MOST_VISITS = 5;

export interface RehearsalOptions {
  readonly original: Original;
  readonly settings: CopySettings;
  readonly keys: ReturnType<typeof newKeys>;
  /** Identifiers that the stack names, as far as its configuration and state tell. */
  readonly named: readonly string[];
  /** The state that was taken along. */
  readonly state: Deployment | undefined;
  readonly engine: CopyEngine & { leadTo(copy: TenantCopy): void };
  readonly signal: AbortSignal;
  readonly onBegin?: ((name: StepName) => void) | undefined;
  readonly onStep?: ((step: Step) => void) | undefined;
}

/** What a rehearsal shows, without who asked for it and how. */
export type RehearsalRun = Pick<Rehearsal, "steps" | "changes" | "review" | "left" | "staying">;

/**
 * Runs a stack on a copy of its tenant: preview, up with the visits that it asks for, drift, up once more, destroy. What goes wrong in a step is
 * told of that step, and ends it.
 * @throws RefusedError where there can be no copy; the signal's reason where it is aborted
 */
export const rehearse = (options: RehearsalOptions): Promise<RehearsalRun> => new Performance(options).play();

/** What came of a step's work. */
type Done = Pick<Step, "outcome" | "what"> & { readonly details?: readonly string[] };

class Performance {
  readonly #steps: Step[] = [];
  #copy: Copy | undefined;

  constructor(private readonly options: RehearsalOptions) {}

  async play(): Promise<RehearsalRun> {
    try {
      return await this.#play();
    } finally {
      await this.#copy?.close();
    }
  }

  async #play(): Promise<RehearsalRun> {
    const { engine, state } = this.options;
    const foreign = await this.#preview();
    const isUp = await this.#up(foreign);
    const isRun = this.#steps.some(({ name }) => name === "up");
    if (!this.#copy || !isRun || foreign.length > 0) return this.#end();
    const { before } = this.#copy;
    const after = await this.#copy.snapshot();
    const changes = diffSnapshots(before, after);
    const observed = { changes, review: reviewOf(changes, before, after) };
    const isThere = isUp && (await this.#step("drift", async (signal) => driftOf(await engine.drift(signal))));
    const again = async (signal: AbortSignal) => againOf(await engine.up(signal), this.#count());
    const isDone = isThere && (await this.#step("again", again)) && (await this.#destroy());
    if (!isDone) return { ...this.#end(), ...observed };
    return { ...this.#end(), ...observed, ...findLeftovers(before, state, await this.#copy.snapshot()) };
  }

  /** A person whom the program names has to be there under that name: then another copy is made. @returns what it makes besides */
  async #preview(): Promise<readonly string[]> {
    const { engine, original } = this.options;
    const identifiers = peopleIn(original);
    let previewed: OperationOutcome | undefined;
    await this.#step("preview", async (signal) => {
      await this.#start(this.options.named);
      previewed = await engine.preview(signal);
      const requested = [...previewed.named, ...this.#open().requestedIdentifiers(identifiers)];
      const named = identifiers.filter((identifier) =>
        [...this.options.named, ...requested].some((name) => sameName(name, identifier)),
      );
      if (named.length > this.options.named.length) {
        await this.#start(named);
        previewed = await engine.preview(signal);
      }
      return doneOf(previewed, (what) => what || "nothing to do", PREVIEWED);
    });
    return previewed?.foreign ?? [];
  }

  async #start(named: readonly string[]): Promise<void> {
    const { original, keys, settings, engine } = this.options;
    await this.#copy?.close();
    this.#copy = await Copy.start(original, { keys, named, settings });
    this.#count = this.#copy.startCount();
    engine.leadTo(this.#copy.way);
  }

  async #up(foreign: readonly string[]): Promise<boolean> {
    const { engine } = this.options;
    const isSafe = foreign.length === 0;
    const refused: Done = {
      outcome: "failed",
      what: `The program makes more than roles and members: ${foreign.join(", ")}. An up would make that for real, so none was run`,
    };
    return this.#withVisits("up", requestedRole, async (signal) =>
      isSafe ? doneOf(await engine.up(signal), (what) => what || "nothing to do", DONE) : refused,
    );
  }

  #destroy = (): Promise<boolean> =>
    this.#withVisits("destroy", formerRole, async (signal) =>
      doneOf(await this.options.engine.destroy(signal), (what) => what || "nothing to do", DONE),
    );

  /** A run that an administrator has to finish is finished, and run again. */
  async #withVisits(
    name: StepName,
    wanted: Parameters<typeof playVisit>[2],
    act: (signal: AbortSignal) => Promise<Done>,
  ): Promise<boolean> {
    for (let visits = 0; await this.#step(name, act); visits++) {
      if (this.#steps.at(-1)?.outcome !== "left") return true;
      const isMade = await this.#step("visit", async (signal) => {
        const state = await this.options.engine.state(signal);
        const what = visits < MOST_VISITS ? await playVisit(this.#open(), state, wanted) : undefined;
        return what === undefined
          ? { outcome: "failed", what: "The run asks for an administrator, who finds nothing to set" }
          : { outcome: "done", what };
      });
      if (!isMade) return false;
    }
    return false;
  }

  #open(): Copy {
    if (!this.#copy) throw new Error("There is no copy yet");
    return this.#copy;
  }

  #count: ReturnType<Copy["startCount"]> = () => NOTHING_SENT;

  /** @returns whether the story goes on */
  async #step(name: StepName, act: (signal: AbortSignal) => Promise<Done>): Promise<boolean> {
    if (this.#steps.some(({ outcome }) => outcome === "failed")) return false;
    const { signal, onBegin, onStep } = this.options;
    onBegin?.(name);
    const begun = performance.now();
    this.#count = this.#copy?.startCount() ?? this.#count;
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(deadlineExceeded(OPERATION_MS)), OPERATION_MS);
    const ended = AbortSignal.any([signal, deadline.signal]);
    const done = await act(ended)
      .catch((error: Error): Done => {
        if (signal.aborted) throw signal.reason;
        if (!(error instanceof RolesError || deadline.signal.aborted)) throw error;
        return { outcome: "failed", what: error.message };
      })
      .finally(() => clearTimeout(timer));
    if (signal.aborted) throw signal.reason;
    const late = deadline.signal.aborted ? [(deadline.signal.reason as Error).message] : [];
    const step: Step = {
      ...{ name, outcome: late.length > 0 ? "failed" : done.outcome, what: done.what },
      ...{ details: [...late, ...(done.details ?? [])], sent: name === "visit" ? NOTHING_SENT : this.#count() },
      seconds: Math.round((performance.now() - begun) / 100) / 10,
    };
    this.#steps.push(step);
    onStep?.(step);
    return step.outcome !== "failed";
  }

  #end(): RehearsalRun {
    const stepNames = new Set(this.#steps.map(({ name }) => name));
    const skipped = ORDER.filter((name) => !stepNames.has(name)).map(
      (name): Step => ({
        name,
        outcome: "skipped",
        what: "",
        details: [],
        sent: NOTHING_SENT,
        seconds: 0,
      }),
    );
    for (const step of skipped) this.options.onStep?.(step);
    return { steps: [...this.#steps, ...skipped], staying: [] };
  }
}

const NOTHING_SENT = { requests: 0, writes: 0 };

const ORDER: readonly StepName[] = ["preview", "up", "drift", "again", "destroy"];

const DONE = { create: "created", update: "updated", delete: "deleted", replace: "replaced" };
const PREVIEWED = { create: "to create", update: "to update", delete: "to delete", replace: "to replace" };

/** `3 to create, 1 to update` */
function countsOf({ changes }: OperationOutcome, words: Readonly<Record<string, string>>): string {
  const reported = Object.entries(words).filter(([what]) => (changes[what] ?? 0) > 0);
  return reported.map(([what, word]) => `${changes[what]} ${word}`).join(", ");
}

function doneOf(operated: OperationOutcome, describe: (counts: string) => string, words: typeof DONE): Done {
  const { errors } = operated;
  const notes = operated.notes.filter((note) => !needsAdministrator(note));
  if (errors.length === 0) return { outcome: "done", what: describe(countsOf(operated, words)), details: notes };
  const messages = [
    ...new Set(errors.map(({ resource, message }) => (resource ? `${resource}: ${message}` : message))),
  ];
  if (errors.every(({ message }) => needsAdministrator(message)))
    return { outcome: "left", what: firstLine(errors[0]?.message ?? ""), details: notes };
  return {
    outcome: "failed",
    what: `${plural(messages.length, "error")} of the engine`,
    details: [...messages, ...notes],
  };
}

const firstLine = (message: string) => message.split("\n", 1)[0] ?? "";

function driftOf(operated: OperationOutcome): Done {
  const done = doneOf(operated, (counts) => counts, PREVIEWED);
  if (done.outcome === "left") return { ...done, outcome: "differs" };
  if (done.outcome === "failed") return done;
  if (isUnchanged(operated)) return { outcome: "done", what: "none: a read shows what up recorded" };
  return { outcome: "differs", what: `right after up: ${done.what}`, details: operated.notes };
}

function againOf(operated: OperationOutcome, { writes }: { readonly writes: number }): Done {
  const done = doneOf(operated, (counts) => counts, DONE);
  if (done.outcome === "left") return { ...done, outcome: "differs" };
  if (done.outcome === "failed") return done;
  if (isUnchanged(operated) && writes === 0)
    return { outcome: "done", what: "nothing changes, and nothing is written" };
  return {
    outcome: "differs",
    what: `changes something once more: ${done.what || plural(writes, "write")}`,
    details: operated.notes,
  };
}
