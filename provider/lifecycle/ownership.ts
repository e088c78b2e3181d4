import { createHash } from "node:crypto";
import type { MemberFields } from "../../core/model/member";
import type { Intents, Known } from "../../tenant/apply/intents";
import type { Reporter } from "../../tenant/apply/reporter";
import type { Claim, ClaimedObject, ClaimStore } from "../claims/claim";

/** Whose an object is, in the form of the state. */
export interface Owned {
  /** Whether the stack made it; else it gives it back as it was. */
  readonly created: boolean;
  readonly before?: unknown;
}

/** What one stack knows of one object beside what the engine's state says; see {@link Claim}. */
export class Ownership implements Intents {
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

  async known(): Promise<Known | undefined> {
    const claim = await this.#own();
    if (!claim) return undefined;
    const { id, created, before, asked: requested } = claim;
    return { id, created, before, asked: requested as MemberFields | undefined };
  }

  async intend(requested?: MemberFields): Promise<void> {
    const since = new Date().toISOString();
    await this.#write({ since, phase: "intended", created: true, ...(requested && { asked: requested }) });
  }

  /** Ahead of the first write to an object that is there: until {@link settle} it counts as written to. */
  async begin(id: number, { created, before }: Owned): Promise<void> {
    const known = await this.#own();
    const { since = new Date().toISOString(), inherited } = known?.id === id ? known : {};
    const owned = { created, ...(before !== undefined && { before }) };
    await this.#write({ since, phase: "open", id, ...owned, ...(inherited && { inherited }) });
  }

  /** An operation ended and gave the engine this state, which it may lose. */
  async settle(id: number, state: Owned): Promise<void> {
    const known = await this.#own();
    const digest = digestOf(state);
    if (known?.id === id && known.digest === digest && known.phase === "recorded") return;
    this.unrecorded.add(digest);
    if (known?.id === id && known.digest === digest) return;
    const { since = new Date().toISOString() } = known?.id === id ? known : {};
    const { created, before } = known?.inherited && known.id === id ? known : state;
    const inherited = known?.id === id && known.inherited ? ({ inherited: true } as const) : {};
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
    const own = await this.#own();
    if (own?.id !== id) return;
    const { digest: _, ...claim } = own;
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
    const claim = await this.#own();
    return claim?.inherited && claim.id === id ? claim : state;
  }

  /** The claim of another stack that took the object over after this one had it. */
  async successor(id: number): Promise<Claim | undefined> {
    const held = (await this.#claims()).filter(isHeld);
    const own = held.find(this.#isOwn);
    return held.find((claim) => !this.#isOwn(claim) && claim.id === id && claim.since > (own?.since ?? ""));
  }

  /** This resource lets go of the object: whose it was, the heir's claim says from now on. */
  async handOver(id: number, owned: Owned, heir?: Claim): Promise<void> {
    const own = await this.#own();
    if (heir) {
      // Without a claim that holds, an interrupted run has done this already, or given the object back.
      if (own) await this.store.write(inheriting(heir, owned));
      return this.end(id);
    }
    if (own?.id === id) await this.#write(inheriting(own, owned));
  }

  /** The object is given back. What the engine's state says of it, until the engine has recorded that, is over. */
  async end(id: number): Promise<void> {
    await this.#write({ since: new Date().toISOString(), phase: "ended", id, created: false });
  }

  async forget(): Promise<void> {
    if (this.stack !== undefined)
      await this.store.remove(this.object, this.stack).catch((error: unknown) => this.#say(reasonOf(error)));
  }

  async #own(): Promise<Claim | undefined> {
    return (await this.#claims()).filter(isHeld).find(this.#isOwn);
  }

  #isOwn = ({ stack }: Claim): boolean => stack === this.stack;

  async #claims(): Promise<readonly Claim[]> {
    if (this.stack === undefined) return [];
    return this.store.read(this.object).catch((error: unknown) => {
      this.#say(reasonOf(error));
      return [];
    });
  }

  async #write(claim: Omit<Claim, "object" | "stack">): Promise<void> {
    if (this.stack === undefined) return;
    try {
      await this.store.write({ object: this.object, stack: this.stack, ...claim });
    } catch (error) {
      this.#say(reasonOf(error), claim.before);
    }
  }

  /** What can't be kept is at least told, in full. */
  #say(reason: string, before?: unknown): void {
    const { kind, name } = this.object;
    const former = before === undefined ? "" : ` What it was before: ${JSON.stringify(before)}`;
    this.reporter.warn(
      `What this run does to the ${kind === "role" ? "security role" : "member"} "${name}" can't be kept in ${this.store.place} (${reason}): if it is interrupted, nobody can tell afterwards what it was before, or who made it.${former}`,
    );
  }
}

const isHeld = ({ phase }: Claim): boolean => phase !== "ended";

const inheriting = (claim: Claim, { created, before }: Owned): Claim => {
  const { before: _, ...rest } = claim;
  return { ...rest, created, ...(before !== undefined && { before }), inherited: true };
};

const reasonOf = (error: unknown) =>
  (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : String(error));

/** Over a state without what the engine adds to it, whatever the order of its keys. */
function digestOf(state: object): string {
  const { __provider: _, ...own } = state as { __provider?: unknown };
  return createHash("sha256").update(JSON.stringify(own, sortedKeys)).digest("hex");
}

const sortedKeys = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
