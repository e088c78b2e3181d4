const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Work that Ctrl-C ends in order, since nothing of it is to be finished. A second one ends the process at once.
 * @returns the signal, and what gives Ctrl-C back to the process
 */
export function untilSignal(): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const end = () => {
    if (controller.signal.aborted) process.exit(1);
    controller.abort();
  };
  for (const name of SIGNALS) process.on(name, end);
  return {
    signal: controller.signal,
    release: () => {
      for (const name of SIGNALS) process.off(name, end);
    },
  };
}
