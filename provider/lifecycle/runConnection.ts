import type { Connection } from "../../tenant/connection";
import type { ClaimStore } from "../claims/claim";

/** A tenant as the resources of one run work on it. */
export interface RunConnection extends Connection {
  /** Aborted when the user cancels the run. */
  readonly cancelled: AbortSignal;
  /** What is known of objects beside the engine's state. */
  readonly claims: ClaimStore;
  /** What resources of this run have made or taken over, such as `role 9`, or ask for, `role "sync"`: another one lets go of it. */
  readonly taken: Set<string>;
  /** Digests of the states that this run gave to the engine, which may not have recorded them yet. */
  readonly unrecorded: Set<string>;
  /** The digest, or several, of what was reviewed; anything else is refused. */
  readonly reviewed: string | undefined;
}
