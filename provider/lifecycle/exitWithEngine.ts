import { connect } from "node:net";

/** How the engine hands its address to a provider: the last argument. */
const ADDRESS = /^(127\.0\.0\.1|localhost|\[::1\]):(\d+)$/;

/**
 * Ends this process when the engine is gone. A killed engine can't end its providers, and the SDK's host of dynamic
 * providers doesn't notice: it would go on writing to the tenant while the next run is at work, and then stay for ever.
 * A connection to the engine that says nothing is closed by it after a while; only a refused one means that it is gone. Where a host's
 * last argument is no address, nothing is watched: the process of a killed engine stays until somebody ends it.
 * test/e2e/provider-host.test.ts fails then.
 */
export function exitWithEngine(address: string = process.argv.at(-1) ?? ""): void {
  const [, host = "", port] = ADDRESS.exec(address) ?? [];
  if (port === undefined) return;
  const watch = () => {
    const socket = connect({ host: host.replace(/^\[|\]$/g, ""), port: Number(port) }).unref();
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED") process.exit(1);
    });
    socket.on("close", () => setTimeout(watch, RECONNECT_MS).unref());
    socket.resume();
  };
  watch();
}

const RECONNECT_MS = 100;
