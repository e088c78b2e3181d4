/** What Ctrl-C asks for: the first time that nothing more is begun, the second time that what is at work ends at once. */
export interface Interruption {
  readonly stop: AbortSignal;
  readonly abort: AbortSignal;
  /** Gives the signals back to the process. */
  release(): void;
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

export function interruption(): Interruption {
  const [stop, abort] = [new AbortController(), new AbortController()];
  const interrupt = () => {
    const isSecond = stop.signal.aborted;
    process.stderr.write(
      isSecond
        ? "\nInterrupted again: what is at work is cancelled.\n"
        : "\nInterrupted: no further tenant is begun. Press Ctrl-C again to cancel those at work.\n",
    );
    (isSecond ? abort : stop).abort();
  };
  for (const signal of SIGNALS) process.on(signal, interrupt);
  return {
    stop: stop.signal,
    abort: abort.signal,
    release: () => {
      for (const signal of SIGNALS) process.off(signal, interrupt);
    },
  };
}
