import type { Http2Server } from "node:http2";

const CANCEL = "/pulumirpc.ResourceProvider/Cancel";

/**
 * Aborted once the user has cancelled the run. The engine tells its providers by the call `Cancel`, and keeps them out of
 * the terminal's Ctrl-C; the SDK's host of dynamic providers answers that call without handing it on. So this looks at the
 * calls that come in at the host's own HTTP/2 server, which is one of the process's open handles. Where a host has none there, nothing
 * aborts: a wait for an administrator ends by its time, a request by its limits. test/e2e/provider-host.test.ts fails then.
 */
export function cancellation(): AbortSignal {
  const controller = new AbortController();
  for (const server of openServers())
    server.on("stream", (_stream, headers) => {
      if (headers[":path"] === CANCEL) controller.abort();
    });
  return controller.signal;
}

/** `process._getActiveHandles` is undocumented; without it a wait ends by its time only. */
function openServers(): Http2Server[] {
  const { _getActiveHandles: handles } = process as { _getActiveHandles?: () => unknown[] };
  const isServer = (handle: unknown): handle is Http2Server =>
    typeof handle === "object" &&
    handle !== null &&
    "address" in handle &&
    "on" in handle &&
    "getConnections" in handle;
  return (handles?.call(process) ?? []).filter(isServer);
}
