/** What was sent to a tenant, repetitions included; a write is anything but a GET. */
export interface RequestCount {
  readonly requests: number;
  readonly writes: number;
}

/** Several counts as one. */
export const sumOfRequests = (counts: readonly RequestCount[]): RequestCount => ({
  requests: counts.reduce((sum, { requests }) => sum + requests, 0),
  writes: counts.reduce((sum, { writes }) => sum + writes, 0),
});

/** `7 requests to the tenant, 2 of them writes.` */
export const describeRequests = ({ requests, writes }: RequestCount, whom = "the tenant"): string =>
  `${describeCount(requests)} to ${whom}, ${describeWrites(writes)}.`;

/** `7 requests, 2 of them writes` */
export const describeCounts = ({ requests, writes }: RequestCount): string =>
  `${describeCount(requests)}, ${describeWrites(writes)}`;

const describeCount = (requests: number): string => `${requests} request${requests === 1 ? "" : "s"}`;

const describeWrites = (writes: number): string =>
  writes === 0 ? "no write" : `${writes} of them ${writes === 1 ? "a write" : "writes"}`;

/** The counts of a text that {@link describeRequests} made, or that contains such a one. */
export function parseRequests(text: string): RequestCount | undefined {
  const [, requests, writes] = /(\d+) requests? to the tenant, (no|\d+)/.exec(text) ?? [];
  return requests === undefined ? undefined : { requests: Number(requests), writes: Number(writes) || 0 };
}
