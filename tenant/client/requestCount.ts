/** What was sent to a tenant, repetitions included; a write is anything but a GET. */
export interface RequestCount {
  readonly requests: number;
  readonly writes: number;
}

/** `7 requests to the tenant, 2 of them writes.` */
export function describeRequests({ requests, writes }: RequestCount, whom = "the tenant"): string {
  const written = writes === 0 ? "no write" : `${writes} of them ${writes === 1 ? "a write" : "writes"}`;
  return `${requests} request${requests === 1 ? "" : "s"} to ${whom}, ${written}.`;
}

/** The counts of a text that {@link describeRequests} made, or that contains such a one. */
export function parseRequests(text: string): RequestCount | undefined {
  const [, requests, writes] = /(\d+) requests? to the tenant, (no|\d+)/.exec(text) ?? [];
  return requests === undefined ? undefined : { requests: Number(requests), writes: Number(writes) || 0 };
}
