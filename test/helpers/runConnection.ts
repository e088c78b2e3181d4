import type { RunConnection } from "../../provider/lifecycle/runConnection";
import type { Connection } from "../../tenant/connection";
import type { Gateway } from "../../tenant/gateway";
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

/** A connection over a gateway that sends nothing to anybody. */
export const memoryConnection = (gateway: Gateway, changed: Partial<Connection> = {}): Connection => ({
  gateway,
  tenant: { origin: "https://psa.example.com", companyId: "acme" },
  movedFrom: undefined,
  requestCount: () => ({ requests: 0, writes: 0 }),
  settled: async () => {},
  learnt: {},
  levels: "auto",
  wait: 0,
  notices: [],
  ...changed,
});
