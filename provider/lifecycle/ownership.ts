import { createHash } from "node:crypto";
import type { MemberFields } from "../../core/model/member";
import type { IntentLog, RecordedIntent } from "../../tenant/apply/intentLog";
import type { Reporter } from "../../tenant/apply/reporter";
import type { Claim, ClaimedObject, ClaimStore } from "../claims/claim";

/** Whose an object is, in the form of the state. */
export interface Owned {
  /** Whether the stack made it; else it gives it back as it was. */
  readonly created: boolean;
  readonly before?: unknown;
}

/** What one stack knows of one object beside what the engine's state says; see {@link Claim}. */
export class Ownership implements IntentLog {
  /**
   * @param stack `project/stack`; `undefined` for a state of an earlier version, of which nothing is kept
   * @param reporter is told where nothing can be kept
   * @param unrecorded digests of the states that this run gave to the engine
   */
  constructor(
    private readonly store: ClaimStore,
    private readonly object: ClaimedObject,
    private readonly stack: string | undefined,
    private readonly reporter: Reporter,
    private readonly unrecorded: Set<string>,
  ) {}

  async read(): Promise<RecordedIntent | undefined> {
    const claim = await this.#ownClaim();
    if (!claim) return undefined;
    const { id, created, before, asked: requested } = claim;
    return { id, created, before, asked: requested as MemberFields | undefined };
  }

  async record(requested?: MemberFields): Promise<void> {
    const since = new Date().toISOString();
    await this.#write({ since, phase: "intended", created: true, ...(requested && { asked: requested }) });
  }

  /** Ahead of the first write to an object that is there: until {@link settle} it counts as written to. */
  async begin(id: number, { created, before }: Owned): Promise<void> {
    const claim = await this.#ownClaim();
    const { since = new Date().toISOString(), inherited } = claim?.id === id ? claim : {};
    const owned = { created, ...(before !== undefined && { before }) };
    await this.#write({ since, phase: "open", id, ...owned, ...(inherited && { inherited }) });
  }

  /** An operation ended and gave the engine this state, which it may lose. */
  async settle(id: number, state: Owned): Promise<void> {
    const claim = await this.#ownClaim();
    const digest = digestOf(state);
    if (claim?.id === id && claim.digest === digest && claim.phase === "recorded") return;
    this.unrecorded.add(digest);
    if (claim?.id === id && claim.digest === digest) return;
    const { since = new Date().toISOString() } = claim?.id === id ? claim : {};
    const { created, before } = claim?.inherited && claim.id === id ? claim : state;
    const inherited = claim?.id === id && claim.inherited ? ({ inherited: true } as const) : {};
    await this.#write({
      since,
      phase: "open",
      id,
      created,
      ...(before !== undefined && { before }),
      digest,
      ...inherited,
    });
  }

  /** The tenant doesn't show the object any more: should it be there after all, it is still this stack's. */
  async reopen(id: number): Promise<void> {
    const ownClaim = await this.#ownClaim();
    if (ownClaim?.id !== id) return;
    const { digest: _, ...claim } = ownClaim;
    await this.#write({ ...claim, phase: "open" });
  }

  /**
   * Whether an operation began of which the engine's state doesn't tell the end: what it says has to be read again.
   * @param state as the engine has it
   */
  async isInterrupted(id: number, state: object): Promise<boolean> {
    const claim = (await this.#claims()).find(this.#isOwn);
    if (claim?.id !== id || claim.phase === "recorded") return false;
    if (claim.phase === "ended" || claim.digest !== digestOf(state)) return true;
    // What this run gave to the engine may still be lost with it.
    if (!this.unrecorded.has(claim.digest)) await this.#write({ ...claim, phase: "recorded" });
    return false;
  }

  /** Whose the object is: as the state says, unless another resource let go of it since. */
  async owned<State extends Owned>(id: number, state: State): Promise<Owned> {
    const claim = await this.#ownClaim();
    return claim?.inherited && claim.id === id ? claim : state;
  }

  /** The claim of another stack that took the object over after this one had it. */
  async successor(id: number): Promise<Claim | undefined> {
    const held = (await this.#claims()).filter(isHeld);
    const ownClaim = held.find(this.#isOwn);
    return held.find((claim) => !this.#isOwn(claim) && claim.id === id && claim.since > (ownClaim?.since ?? ""));
  }

  /** This resource lets go of the object: whose it was, the heir's claim says from now on. */
  async handOver(id: number, owned: Owned, successor?: Claim): Promise<void> {
    const ownClaim = await this.#ownClaim();
    if (successor) {
      // Without a claim that holds, an interrupted run has done this already, or given the object back.
      if (ownClaim) await this.store.write(inheritOwnership(successor, owned));
      return this.end(id);
    }
    if (ownClaim?.id === id) await this.#write(inheritOwnership(ownClaim, owned));
  }

  /** The object is given back. What the engine's state says of it, until the engine has recorded that, is over. */
  async end(id: number): Promise<void> {
    await this.#write({ since: new Date().toISOString(), phase: "ended", id, created: false });
  }

  async forget(): Promise<void> {
    if (this.stack !== undefined)
      await this.store
        .remove(this.object, this.stack)
        .catch((error: unknown) => this.#warnNotRecorded(reasonOf(error)));
  }

  async #ownClaim(): Promise<Claim | undefined> {
    return (await this.#claims()).filter(isHeld).find(this.#isOwn);
  }

  #isOwn = ({ stack }: Claim): boolean => stack === this.stack;

  async #claims(): Promise<readonly Claim[]> {
    if (this.stack === undefined) return [];
    return this.store.read(this.object).catch((error: unknown) => {
      this.#warnNotRecorded(reasonOf(error));
      return [];
    });
  }

  async #write(claim: Omit<Claim, "object" | "stack">): Promise<void> {
    if (this.stack === undefined) return;
    try {
      await this.store.write({ object: this.object, stack: this.stack, ...claim });
    } catch (error) {
      this.#warnNotRecorded(reasonOf(error), claim.before);
    }
  }

  /** What can't be kept is at least told, in full. */
  #warnNotRecorded(reason: string, before?: unknown): void {
    const { kind, name } = this.object;
    const former = before === undefined ? "" : ` What it was before: ${JSON.stringify(before)}`;
    this.reporter.warn(
      `What this run does to the ${kind === "role" ? "security role" : "member"} "${name}" can't be kept in ${this.store.place} (${reason}): if it is interrupted, nobody can tell afterwards what it was before, or who made it.${former}`,
    );
  }
}

const isHeld = ({ phase }: Claim): boolean => phase !== "ended";

const inheritOwnership = (claim: Claim, { created, before }: Owned): Claim => {
  const { before: _, ...withoutBefore } = claim;
  return { ...withoutBefore, created, ...(before !== undefined && { before }), inherited: true };
};

const reasonOf = (error: unknown) =>
  (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : String(error));

/** Over a state without what the engine adds to it, whatever the order of its keys. */
function digestOf(state: object): string {
  const { __provider: _, ...withoutProvider } = state as { __provider?: unknown };
  return createHash("sha256").update(JSON.stringify(withoutProvider, sortedKeys)).digest("hex");
}

const sortedKeys = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
