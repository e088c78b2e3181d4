import type { TenantId } from "../../core/model/tenant";

/** A role or a member, by what it is called: an object that isn't there yet has no id. */
export interface ClaimedObject {
  readonly tenant: TenantId;
  readonly kind: "role" | "member";
  /** A role's name or a member's identifier. */
  readonly name: string;
}

/**
 * What a stack knows of an object that it made or took over. The engine's state says the same once an operation has ended; a
 * claim is written ahead of the first write, so that a killed run's knowledge isn't lost. It holds no key.
 */
export interface Claim {
  readonly object: ClaimedObject;
  /** `project/stack`, as the engine calls it. */
  readonly stack: string;
  /** When the object was made or taken over, ISO 8601. */
  readonly since: string;
  /**
   * `intended`: a POST is about to be sent, and nobody knows whether it took effect. `open`: the stack has the object, and what
   * the engine's state says of it holds only where the state has this claim's digest. `recorded`: a state of that digest was seen, so
   * that whatever the state says from then on is newer, be it another machine's. `ended`: the stack gave the object back, and
   * claims nothing any more; a state that has it all the same doesn't tell how it is.
   */
  readonly phase: "intended" | "open" | "recorded" | "ended";
  /** Missing while it is only intended. */
  readonly id?: number;
  /** Whether the stack made it; else it was there before. */
  readonly created: boolean;
  /** Of an object that was there before: what it was, in the form of the state. */
  readonly before?: unknown;
  /** Of a member that is to be made: the fields that are asked for. */
  readonly asked?: unknown;
  /** Of an operation that ended: a digest of the state it gave to the engine. */
  readonly digest?: string;
  /** Another resource let go of the object: `created` and `before` are that one's, and hold in place of the state's. */
  readonly inherited?: true;
}

/** Where claims are kept: beside the engine's state. What returned is there after a crash. */
export interface ClaimStore {
  /** For people, such as a folder; without a password. */
  readonly place: string;
  /** All stacks' claims on an object. */
  read(object: ClaimedObject): Promise<readonly Claim[]>;
  /** In place of the same stack's former one. */
  write(claim: Claim): Promise<void>;
  remove(object: ClaimedObject, stack: string): Promise<void>;
}
