import type { MemberKind } from "../../core/model/member";
import type { DesiredRole } from "../../core/model/role";
import type { AppliedRole } from "../../tenant/apply/role";
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
  /** What this run saw of each role, by its id. */
  readonly verdicts: Map<number, Verdict>;
  /** What is to be allowed by hand on the Customize lists of each role, by its name. */
  readonly customize: Map<string, readonly string[]>;
  /** The members that this run saw in place, by the id of their role. */
  readonly holders: Map<number, readonly Holder[]>;
  /** The digest, or several, of what was reviewed; anything else is refused. */
  readonly reviewed: string | undefined;
}

interface Holder {
  readonly kind: MemberKind;
  readonly identifier: string;
  /** Whether this run made it, so that it has no key pair yet. */
  readonly isNew: boolean;
}

/** Whether a role is as asked, as far as a run knows. */
export interface Verdict {
  /** Whether it isn't, or isn't yet: it is about to be changed. */
  readonly isOpen: boolean;
  /** What it came to where it was changed. */
  readonly applied?: AppliedRole;
  /** What is asked of it, where it wasn't changed and its levels weren't read. */
  readonly unread?: DesiredRole;
}
