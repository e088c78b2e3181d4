import type { RunConnection } from "../../provider/lifecycle/runConnection";
import type { Connection } from "../../tenant/connection";
import { MemoryClaims } from "./memoryClaims";

/** A tenant as the resources of one run work on it, with nothing known from before. */
export const runConnection = (connection: Connection, claims = new MemoryClaims()): RunConnection => ({
  ...connection,
  claims,
  cancelled: new AbortController().signal,
  taken: new Set(),
  unrecorded: new Set(),
  verdicts: new Map(),
  customize: new Map(),
  holders: new Map(),
  reviewed: undefined,
});
